package dev.chela.gateway.internal.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Checks that a device holds the key it names. Two forms of the signed text exist: v3, and v2, which browsers still sign.
 *
 * @param id lower-case hex SHA-256 of the raw public key
 * @param publicKey base64url of the 32 raw bytes
 */
public record DeviceProof(String id, String publicKey, String signature, long signedAt, String nonce) {
    private static final long STALE_MS = 120_000;
    private static final int KEY_BYTES = 32;
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    /** What the signature covers beside the device's own fields. */
    public record Context(
            String clientId, String clientMode, String role, List<String> scopes, String platform, String deviceFamily) {}

    /** @throws Refused when it does not hold */
    public void check(Context context, Authenticator.Shown shown, String expectedNonce, long now) {
        byte[] key = key();
        if (!HexFormat.of().formatHex(Hashes.sha256(key)).equals(id)) {
            throw refused("device identity mismatch", "DEVICE_AUTH_DEVICE_ID_MISMATCH", "device-id-mismatch");
        }
        if (Math.abs(now - signedAt) > STALE_MS) {
            throw refused("device signature expired", "DEVICE_AUTH_SIGNATURE_EXPIRED", "device-signature-stale");
        }
        if (nonce.isBlank()) {
            throw refused("device nonce required", "DEVICE_AUTH_NONCE_REQUIRED", "device-nonce-missing");
        }
        if (!nonce.equals(expectedNonce)) {
            throw refused("device nonce mismatch", "DEVICE_AUTH_NONCE_MISMATCH", "device-nonce-mismatch");
        }
        if (!signed(key, v3(context, shown)) && !signed(key, v2("v2", context, shown))) {
            throw refused("device signature invalid", "DEVICE_AUTH_SIGNATURE_INVALID", "device-signature");
        }
    }

    private byte[] key() {
        try {
            byte[] key = Base64.getUrlDecoder().decode(publicKey);
            if (key.length == KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException notBase64) {
            throw badKey();
        }
        throw badKey();
    }

    private static Refused badKey() {
        return refused("device public key invalid", "DEVICE_AUTH_PUBLIC_KEY_INVALID", "device-public-key");
    }

    private String v2(String version, Context context, Authenticator.Shown shown) {
        return String.join("|", version, id, context.clientId(), context.clientMode(), context.role(),
                String.join(",", context.scopes()), Long.toString(signedAt), shown.signed(), nonce);
    }

    private String v3(Context context, Authenticator.Shown shown) {
        return v2("v3", context, shown) + "|" + plain(context.platform()) + "|" + plain(context.deviceFamily());
    }

    private static String plain(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    private boolean signed(byte[] key, String text) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(publicKey(key));
            verifier.update(text.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(Base64.getUrlDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            return false;
        }
    }

    private static PublicKey publicKey(byte[] raw) throws GeneralSecurityException {
        byte[] encoded = new byte[ED25519_PREFIX.length + raw.length];
        System.arraycopy(ED25519_PREFIX, 0, encoded, 0, ED25519_PREFIX.length);
        System.arraycopy(raw, 0, encoded, ED25519_PREFIX.length, raw.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static Refused refused(String message, String code, String reason) {
        return Refused.invalid(message, Map.of("code", code, "reason", reason));
    }
}
