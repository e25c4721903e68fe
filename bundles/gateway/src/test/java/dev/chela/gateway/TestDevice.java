package dev.chela.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A device with an Ed25519 key that signs as OpenClaw's clients do. */
final class TestDevice {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private final KeyPair keys;
    private final byte[] raw;

    TestDevice() throws Exception {
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = keys.getPublic().getEncoded();
        raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }

    String id() throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(raw));
    }

    /** Adds the proof to connect parameters whose client is {@code cli} in mode {@code cli} on {@code linux}. */
    ObjectNode sign(ObjectNode params, String version, String nonce, long at) throws Exception {
        return sign(params, version, "operator", nonce, at);
    }

    ObjectNode signAs(String role, ObjectNode params, String nonce, long at) throws Exception {
        return sign(params, "v3", role, nonce, at);
    }

    private ObjectNode sign(ObjectNode params, String version, String role, String nonce, long at) throws Exception {
        String text = String.join("|", version, id(), "cli", "cli", role, "operator.read,operator.write,operator.admin",
                Long.toString(at), TestGateway.TOKEN, nonce) + (version.equals("v3") ? "|linux|" : "");
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(keys.getPrivate());
        signer.update(text.getBytes(StandardCharsets.UTF_8));
        return params.putObject("device").put("id", id()).put("publicKey", BASE64.encodeToString(raw))
                .put("signature", BASE64.encodeToString(signer.sign())).put("signedAt", at).put("nonce", nonce);
    }
}
