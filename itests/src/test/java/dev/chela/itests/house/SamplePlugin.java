package dev.chela.itests.house;

import dev.chela.itests.sample.Generation;
import dev.chela.itests.sample.Sabotage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A plugin out of a class of this module, packed as anybody's build would.
 *
 * @param component the class that offers the service
 * @param service the interface it is offered as; none when it offers nothing
 * @param capability what it says it is
 * @param imports the packages it uses
 */
public record SamplePlugin(Class<?> component, @Nullable Class<?> service, String capability, String imports) {
    /** Its id. */
    public String id() {
        return "sample." + component.getSimpleName();
    }

    public byte[] jar(String version) {
        return jar(version, Flaw.NONE, Map.of());
    }

    /**
     * @param flaw what is wrong with it
     * @param more entries besides, by name
     */
    public byte[] jar(String version, Flaw flaw, Map<String, String> more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(out, manifest(version, flaw))) {
            write(jar, "OSGI-INF/component.xml", description(flaw).getBytes(StandardCharsets.UTF_8));
            write(jar, Generation.ENTRY, version.getBytes(StandardCharsets.UTF_8));
            write(jar, Sabotage.ENTRY, flaw.name().getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, String> entry : more.entrySet()) {
                write(jar, entry.getKey(), entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
            for (Path type : classes()) {
                write(jar, component.getPackageName().replace('.', '/') + "/" + type.getFileName(), Files.readAllBytes(type));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return flaw.spoil(out.toByteArray());
    }

    private Manifest manifest(String version, Flaw flaw) {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", id());
        headers.putValue("Bundle-Version", version);
        headers.putValue("Import-Package", flaw.imports(imports));
        headers.putValue("Provide-Capability", capability);
        headers.putValue("Chela-Grants", flaw == Flaw.MISSING_GRANT ? "teleport" : "none");
        headers.putValue("Service-Component", "OSGI-INF/component.xml");
        return manifest;
    }

    private String description(Flaw flaw) {
        return """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%1$s"%2$s>
                  <implementation class="%1$s"/>%3$s%4$s
                </scr:component>""".formatted(component.getName(), leaves() ? " deactivate=\"leave\"" : "",
                service == null ? "" : "<service><provide interface=\"" + service.getName() + "\"/></service>", flaw.references());
    }

    private boolean leaves() {
        return Stream.of(component.getDeclaredMethods()).anyMatch(method -> method.getName().equals("leave"));
    }

    /** The component with what is nested in it, and what all samples share. */
    private List<Path> classes() throws IOException {
        Path directory = directory().resolve(component.getPackageName().replace('.', '/'));
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.getFileName().toString()
                    .matches("(" + component.getSimpleName() + "(\\$.*)?|Generation|Sabotage)\\.class")).toList();
        }
    }

    private Path directory() {
        try {
            return Path.of(component.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
        jar.closeEntry();
    }
}
