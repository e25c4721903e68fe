package dev.chela.itests.house;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A jar that some build of this repository made. */
public record Repacked(Path jar) {
    /** Of {@code bundles/} or {@code examples/}. */
    public static Repacked of(String folder) {
        String name = Path.of(folder).getFileName().toString();
        return new Repacked(Path.of(System.getProperty("chela.root"), folder, "target", name + "-" + System.getProperty("chela.version") + ".jar"));
    }

    /** The plugin's id. */
    public String id() {
        try (JarInputStream in = new JarInputStream(Files.newInputStream(jar))) {
            return in.getManifest().getMainAttributes().getValue("Bundle-SymbolicName").split(";")[0].strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same content under another version. */
    public byte[] version(String version) {
        return with(Map.of("Bundle-Version", version));
    }

    /** The same content under other headers. */
    public byte[] with(Map<String, String> headers) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JarInputStream in = new JarInputStream(Files.newInputStream(jar))) {
            Manifest manifest = in.getManifest();
            headers.forEach(manifest.getMainAttributes()::putValue);
            try (JarOutputStream again = new JarOutputStream(out, manifest)) {
                for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                    again.putNextEntry(new JarEntry(entry.getName()));
                    in.transferTo(again);
                    again.closeEntry();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
