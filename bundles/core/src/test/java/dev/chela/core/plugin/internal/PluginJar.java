package dev.chela.core.plugin.internal;

import dev.chela.api.channel.ChannelType;
import dev.chela.api.hook.Hook;
import dev.chela.api.tool.Tool;
import dev.chela.core.plugin.sample.Ear;
import dev.chela.core.plugin.sample.Echo;
import dev.chela.core.plugin.sample.LineChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes a plugin with one tool or channel, good unless told otherwise. */
public final class PluginJar {
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private Class<?> component = Echo.class;
    private Class<?> service = Tool.class;
    private String references = "";
    private String leaving = "";

    public static PluginJar tool(String name, String answer) {
        PluginJar jar = new PluginJar();
        jar.headers.put("Bundle-ManifestVersion", "2");
        jar.headers.put("Bundle-SymbolicName", "sample." + name);
        jar.headers.put("Bundle-Version", "1.0.0");
        jar.headers.put("Import-Package", "dev.chela.api.tool");
        jar.headers.put("Provide-Capability", "chela.tool;name=" + name);
        jar.headers.put("Service-Component", "OSGI-INF/tool.xml");
        jar.entry("name", name.getBytes(StandardCharsets.UTF_8));
        jar.entry("answer", answer.getBytes(StandardCharsets.UTF_8));
        return jar;
    }

    /** One generation of a channel to a {@link dev.chela.core.plugin.sample.Platform}. */
    public static PluginJar channel(String version) {
        PluginJar jar = new PluginJar();
        jar.headers.put("Bundle-ManifestVersion", "2");
        jar.headers.put("Bundle-SymbolicName", "sample.channel");
        jar.headers.put("Bundle-Version", version);
        jar.headers.put("Import-Package", "dev.chela.api.channel,dev.chela.api.task");
        jar.headers.put("Provide-Capability", "chela.channel;id=" + LineChannel.ID);
        jar.headers.put("Service-Component", "OSGI-INF/tool.xml");
        jar.service = ChannelType.class;
        return jar.component(LineChannel.class).with(LineChannel.Open.class);
    }

    /** One generation of a hook that tells what it hears. @param at {@code gateway} or {@code plugins} */
    static PluginJar ear(String at, String version) {
        PluginJar jar = tool(at, "").header("Import-Package", "dev.chela.api.hook").header("Bundle-Version", version)
                .without("Provide-Capability").wanting(Queue.class).component(Ear.class);
        jar.service = Hook.class;
        return jar;
    }

    public PluginJar with(Class<?> type) {
        try {
            return entry(path(type.getName()), bytes(type));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public PluginJar header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public PluginJar without(String name) {
        headers.remove(name);
        return this;
    }

    public PluginJar importing(String packages) {
        return header("Import-Package", "dev.chela.api.tool," + packages);
    }

    public PluginJar entry(String name, byte[] bytes) {
        entries.put(name, bytes);
        return this;
    }

    public PluginJar component(Class<?> type) {
        component = type;
        return this;
    }

    /** @param method called when the component is deactivated */
    PluginJar leaving(String method) {
        leaving = " deactivate=\"" + method + "\"";
        return this;
    }

    public PluginJar wanting(Class<?> service) {
        references = "<reference name=\"wanted\" interface=\"" + service.getName() + "\" parameter=\"0\"/>";
        return this;
    }

    public byte[] bytes() throws IOException {
        entries.putIfAbsent("OSGI-INF/tool.xml", description().getBytes(StandardCharsets.UTF_8));
        for (Class<?> type = component; type != Object.class; type = type.getSuperclass()) {
            entries.put(path(type.getName()), bytes(type));
        }
        entries.put(path(Echo.Text.class.getName()), bytes(Echo.Text.class));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream jar = new ZipOutputStream(out)) {
            if (!headers.isEmpty()) {
                write(jar, JarFile.MANIFEST_NAME, manifest());
            }
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                write(jar, entry.getKey(), entry.getValue());
            }
        }
        return out.toByteArray();
    }

    /** With a fixed time: the same jar made twice has the same bytes. */
    private static void write(ZipOutputStream jar, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.of(2026, 11, 21, 0, 0));
        jar.putNextEntry(entry);
        jar.write(content);
        jar.closeEntry();
    }

    private byte[] manifest() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        manifest.write(out);
        return out.toByteArray();
    }

    private String description() {
        return "<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.4.0\" name=\"" + component.getName() + "\""
                + (references.isEmpty() ? "" : " init=\"1\"") + leaving + "><implementation class=\"" + component.getName()
                + "\"/><service><provide interface=\"" + service.getName() + "\"/></service>" + references + "</scr:component>";
    }

    private static String path(String type) {
        return type.replace('.', '/') + ".class";
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream("/" + path(type.getName()))) {
            return in.readAllBytes();
        }
    }
}
