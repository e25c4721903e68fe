package dev.chela.core.annex.child;

import dev.chela.api.tool.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.ComponentConstants;

/** What the class path gives to the plugin, with the versions that the libraries' own manifests tell. */
final class SystemPackages {
    /** These name types of LangChain4j, which has no place here: they are for plugins of other kinds. */
    private static final Pattern ELSEWHERE = Pattern.compile("dev\\.chela\\.api\\.(model|hook|rpc|http|channel|event)");
    private static final Pattern EXPORT = Pattern.compile("([\\w.]+)((?:;[\\w-]+:?=(?:\"[^\"]*\"|[^;,\"]*))*),?");
    private static final Pattern VERSION = Pattern.compile(";version=\"?([\\w.]+)\"?");

    private SystemPackages() {}

    /** In the syntax of the framework's property. */
    static String all() throws IOException {
        return Stream.of(exports(Tool.class), exports(ComponentConstants.class)).flatMap(header -> EXPORT.matcher(header).results())
                .filter(found -> !ELSEWHERE.matcher(found.group(1)).matches())
                .map(found -> found.group(1) + version(found.group(2))).collect(Collectors.joining(","));
    }

    private static String version(String attributes) {
        Matcher version = VERSION.matcher(attributes);
        return version.find() ? ";version=" + version.group(1) : "";
    }

    private static String exports(Class<?> type) throws IOException {
        Path place = place(type);
        if (Files.isDirectory(place)) {
            try (InputStream in = Files.newInputStream(place.resolve(JarFile.MANIFEST_NAME))) {
                return exports(new Manifest(in));
            }
        }
        try (JarFile jar = new JarFile(place.toFile())) {
            return exports(jar.getManifest());
        }
    }

    private static Path place(Class<?> type) throws IOException {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException("no file has " + type.getName(), e);
        }
    }

    private static String exports(Manifest manifest) {
        return manifest.getMainAttributes().getValue("Export-Package").replaceAll("\\s+", "");
    }
}
