package dev.chela.itests.house;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The key of somebody who makes plugins, handled with the JDK's own commands as docs/trust.md has them. */
public final class AuthorKey {
    private static final String PASSWORD = "changeit";

    private final Path directory;

    /** @param directory where the key store is made; whoever made that deletes it */
    public AuthorKey(Path directory) {
        this.directory = directory;
        run("keytool", "-genkeypair", "-alias", "author", "-keyalg", "EC", "-dname", "CN=Jo Author", "-keystore", store(), "-storepass", PASSWORD);
    }

    private String store() {
        return directory.resolve("author.p12").toString();
    }

    /** A file with the certificate. */
    public Path certificate() {
        Path file = directory.resolve("author.pem");
        run("keytool", "-exportcert", "-rfc", "-alias", "author", "-keystore", store(), "-storepass", PASSWORD, "-file", file.toString());
        return file;
    }

    public byte[] sign(byte[] jar) {
        try {
            Path file = Files.write(directory.resolve("signed.jar"), jar);
            run("jarsigner", "-keystore", store(), "-storepass", PASSWORD, file.toString(), "author");
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with one entry more, which nobody signed. */
    public byte[] signAndSpoil(byte[] jar) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(sign(jar))); ZipOutputStream zip = new ZipOutputStream(out)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                zip.putNextEntry(new ZipEntry(entry.getName()));
                in.transferTo(zip);
            }
            zip.putNextEntry(new ZipEntry("more.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private void run(String tool, String... words) {
        List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", tool).toString()));
        line.addAll(List.of(words));
        try {
            Path log = directory.resolve(tool + ".log");
            if (new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor() != 0) {
                throw new AssertionError(Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
