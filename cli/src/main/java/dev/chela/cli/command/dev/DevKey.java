package dev.chela.cli.command.dev;

import dev.chela.cli.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStore.PasswordProtection;
import java.security.KeyStore.PrivateKeyEntry;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;
import jdk.security.jarsigner.JarSignerException;

/** The key by which this machine signs what is being written here. It is made when it is first needed, and its file is its owner's alone. */
final class DevKey {
    private static final String ALIAS = "dev";
    /** The file's mode is what protects it; a key store must have a password all the same. */
    private static final String PASSWORD = "development";
    private static final int PATIENCE_SECONDS = 60;

    private final PrivateKeyEntry key;

    private DevKey(PrivateKeyEntry key) {
        this.key = key;
    }

    static DevKey at(Path file) {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, PASSWORD.toCharArray());
            }
            return new DevKey((PrivateKeyEntry) store.getEntry(ALIAS, new PasswordProtection(PASSWORD.toCharArray())));
        } catch (IOException | GeneralSecurityException unreadable) {
            throw Failure.of("The key in " + file + " cannot be used: " + unreadable.getMessage() + ". Delete it; another one is made.");
        }
    }

    /** Java makes keys, but certificates only by this program of its own. */
    private static void make(Path file) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(beside);
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", ALIAS,
                "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=Development on this machine", "-validity", "3650", "-storetype", "PKCS12",
                "-storepass", PASSWORD, "-keystore", beside.toString()).redirectErrorStream(true).start();
        try {
            keytool.getOutputStream().close();
            String said = new String(keytool.getInputStream().readAllBytes());
            if (!keytool.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new IOException("keytool made none: " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.interrupted();
        } finally {
            keytool.destroyForcibly();
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** SHA-256 of the public key, as {@code plugins trust list} shows it. */
    String fingerprint() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getCertificate().getPublicKey().getEncoded()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** Writes the certificate to a file that a gateway can be shown. */
    void show(Path to) throws IOException {
        Certificate certificate = key.getCertificate();
        try {
            Files.writeString(to, "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n");
        } catch (GeneralSecurityException broken) {
            throw new IOException(broken);
        }
    }

    /** Signs a jar where it lies. */
    void sign(Path jar) {
        Path signed = jar.resolveSibling(jar.getFileName() + ".signed");
        try {
            try (ZipFile plain = new ZipFile(jar.toFile()); OutputStream out = Files.newOutputStream(signed)) {
                new JarSigner.Builder(key).digestAlgorithm("SHA-256").signerName("DEV").build().sign(plain, out);
            }
            Files.move(signed, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | GeneralSecurityException | JarSignerException broken) {
            throw Failure.of(jar + " cannot be signed: " + broken.getMessage());
        }
    }
}
