package dev.chela.itests.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Wire;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A client that shows a device, with a key of its own. */
final class Visitor {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int KEY_BYTES = 32;

    private final KeyPair keys;
    private final byte[] raw;
    private final String id;

    Visitor() {
        try {
            keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] encoded = keys.getPublic().getEncoded();
            raw = Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
            id = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(raw));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java from 17 on has Ed25519 and SHA-256", e);
        }
    }

    /** From elsewhere than the machine itself, to read. @return what it was told: {@code requestId} and {@code deviceId} are among it */
    JsonNode knocks(Gateway gateway) {
        try (Wire wire = Wire.openAfar(gateway.url())) {
            JsonNode answer = wire.greet(challenge -> params(challenge, "operator.read"));
            if (!answer.at("/error/details/code").asText().equals("PAIRING_REQUIRED")) {
                throw new AssertionError("a stranger was not asked to be paired: " + answer);
            }
            return answer.at("/error/details");
        }
    }

    /** At the machine itself, where a device is let in unasked. */
    Wire enters(Gateway gateway, String... scopes) {
        Wire wire = Wire.open(gateway.url());
        JsonNode answer = wire.greet(challenge -> params(challenge, scopes));
        if (!answer.path("ok").asBoolean()) {
            throw new AssertionError("refused: " + answer);
        }
        return wire;
    }

    private ObjectNode params(JsonNode challenge, String... scopes) {
        ObjectNode params = (ObjectNode) Wire.parse("""
                {"minProtocol":4,"maxProtocol":4,"role":"operator","caps":["tool-events"],
                 "client":{"id":"openclaw-tui","version":"1","platform":"linux","mode":"ui"},"auth":{"token":"%s"}}
                """.formatted(Gateway.TOKEN));
        String nonce = challenge.path("nonce").asText();
        long at = challenge.path("ts").asLong();
        String signed = String.join("|", "v3", id, "openclaw-tui", "ui", "operator", String.join(",", scopes), Long.toString(at),
                Gateway.TOKEN, nonce, "linux", "");
        params.set("scopes", Wire.JSON.valueToTree(scopes));
        params.putObject("device").put("id", id).put("publicKey", BASE64.encodeToString(raw)).put("signature", signature(signed))
                .put("signedAt", at).put("nonce", nonce);
        return params;
    }

    private String signature(String text) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(keys.getPrivate());
            signer.update(text.getBytes(StandardCharsets.UTF_8));
            return BASE64.encodeToString(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError("a text could not be signed", e);
        }
    }
}
