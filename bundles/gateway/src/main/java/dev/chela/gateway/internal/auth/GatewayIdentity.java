package dev.chela.gateway.internal.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.chela.api.fault.Permanent;
import dev.chela.gateway.internal.PrivateFiles;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** The key by which clients know this gateway again, wherever it listens. Made when it is first asked for, and kept. */
public final class GatewayIdentity {
    private static final int KEY_BYTES = 32;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;

    public GatewayIdentity(Path home) {
        file = home.resolve("credentials").resolve("gateway-identity.json");
    }

    /** @param deviceId lower-case hex SHA-256 of the raw key @param publicKey the raw Ed25519 key, base64url without padding */
    public record Known(String deviceId, String publicKey) {}

    /** @param publicKey as {@link Known} has it @param privateKey PKCS #8, base64 */
    record Stored(String publicKey, String privateKey) {}

    public synchronized Known get() {
        String key = PrivateFiles.read(file).map(this::parse).orElseGet(this::make).publicKey();
        return new Known(HexFormat.of().formatHex(Hashes.sha256(Base64.getUrlDecoder().decode(key))), key);
    }

    private Stored parse(String text) {
        try {
            return JSON.readValue(text, Stored.class);
        } catch (JsonProcessingException e) {
            throw new Permanent(file + " is damaged: restore it, or delete it and let every client that pinned this gateway do so again", e);
        }
    }

    private Stored make() {
        try {
            KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] encoded = keys.getPublic().getEncoded();
            byte[] raw = Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
            Stored made = new Stored(Base64.getUrlEncoder().withoutPadding().encodeToString(raw),
                    Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded()));
            PrivateFiles.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(made) + "\n");
            return made;
        } catch (NoSuchAlgorithmException | JsonProcessingException e) {
            throw new IllegalStateException("every Java from 17 on has Ed25519, and two strings can be written", e);
        }
    }
}
