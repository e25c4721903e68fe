package dev.chela.cli.wire;

import dev.chela.cli.Failure;
import dev.chela.cli.target.Reasons;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** The Ed25519 key by which a gateway elsewhere knows this command line; made when it is first needed, and readable by its owner alone. */
final class DeviceKey {
    private static final String ALGORITHM = "Ed25519";
    private static final int RAW = 32;
    private static final Base64.Encoder WIRE = Base64.getUrlEncoder().withoutPadding();

    private final PrivateKey secret;
    private final byte[] raw;

    private DeviceKey(PrivateKey secret, byte[] raw) {
        this.secret = secret;
        this.raw = raw;
    }

    static DeviceKey at(Path file) {
        try {
            return Files.exists(file) ? read(Files.readAllLines(file)) : made(file);
        } catch (IOException e) {
            throw Failure.of("Cannot use this command line's key in " + file + ": " + Reasons.of(e));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw Failure.of("What is in " + file + " is no key of this command line: delete it, and let the gateway approve a new one.");
        }
    }

    /** Two lines: the secret key, and the public one, which this Java cannot compute from it. */
    private static DeviceKey read(List<String> lines) throws GeneralSecurityException {
        if (lines.size() != 2) {
            throw new IllegalArgumentException(lines.size() + " lines");
        }
        byte[] secret = Base64.getDecoder().decode(lines.get(0));
        return new DeviceKey(KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(secret)), Base64.getUrlDecoder().decode(lines.get(1)));
    }

    private static DeviceKey made(Path file) throws IOException, GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] raw = Arrays.copyOfRange(encoded, encoded.length - RAW, encoded.length);
        String text = Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()) + "\n" + WIRE.encodeToString(raw) + "\n";
        Files.createDirectories(file.getParent(), mode("rwx------"));
        Files.createFile(file, mode("rw-------"));
        Files.writeString(file, text);
        return new DeviceKey(pair.getPrivate(), raw);
    }

    private static FileAttribute<?>[] mode(String mode) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))} : new FileAttribute<?>[0];
    }

    String id() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(raw));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    String publicKey() {
        return WIRE.encodeToString(raw);
    }

    String sign(String text) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(secret);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return WIRE.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key of this command line does not sign", e);
        }
    }
}
