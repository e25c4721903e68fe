package dev.chela.core.plugin.internal;

import dev.chela.core.hash.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;

/** The key of somebody who makes plugins, as {@code keytool} makes it; it signs as {@code jarsigner} does. */
public final class SigningKey {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path directory;
    private final String name;
    private final KeyStore store;

    public SigningKey(Path directory, String name) throws Exception {
        this(directory, name, List.of());
    }

    /** @param more options of {@code keytool -genkeypair} */
    SigningKey(Path directory, String name, List<String> more) throws Exception {
        this.directory = directory;
        this.name = name;
        Path file = directory.resolve(name + ".p12");
        List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-keyalg", "EC",
                "-alias", name, "-dname", "CN=" + name, "-keystore", file.toString(), "-storetype", "PKCS12", "-storepass", new String(PASSWORD)));
        line.addAll(more);
        Path log = directory.resolve(name + ".log");
        if (new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor() != 0) {
            throw new AssertionError(Files.readString(log));
        }
        store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
    }

    X509Certificate x509() throws Exception {
        return (X509Certificate) store.getCertificate(name);
    }

    public String fingerprint() throws Exception {
        return Sha256.hex(x509().getPublicKey().getEncoded(), 32);
    }

    /** A PEM file with the certificate. */
    public Path certificate() throws Exception {
        return Files.writeString(directory.resolve(name + ".pem"), pem("CERTIFICATE", x509().getEncoded()));
    }

    static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n" + java.util.Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + kind + "-----\n";
    }

    public byte[] sign(byte[] jar) throws Exception {
        Path plain = Files.write(Files.createTempFile(directory, name, ".jar"), jar);
        var path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(x509()));
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        try (ZipFile zip = new ZipFile(plain.toFile())) {
            new JarSigner.Builder((PrivateKey) store.getKey(name, PASSWORD), path).signerName(name.toUpperCase(java.util.Locale.ROOT)).build().sign(zip, signed);
        } finally {
            Files.delete(plain);
        }
        return signed.toByteArray();
    }
}
