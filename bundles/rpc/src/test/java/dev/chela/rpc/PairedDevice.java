package dev.chela.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** A device with a key of its own that connects as OpenClaw's clients do. */
final class PairedDevice {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private final KeyPair keys;
    private final byte[] raw;
    private String platform = "linux";

    PairedDevice() throws Exception {
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = keys.getPublic().getEncoded();
        raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }

    /** As if the key had been carried to such a machine. */
    void movesTo(String other) {
        platform = other;
    }

    String id() throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(raw));
    }

    /** A connection and what its {@code connect} was answered. */
    record Visit(Client client, JsonNode answer) implements AutoCloseable {
        JsonNode auth() {
            return answer.at("/payload/auth");
        }

        JsonNode error() {
            return answer.path("error");
        }

        @Override
        public void close() {
            client.close();
        }
    }

    /** From this machine itself. @param field {@code token} or {@code deviceToken} */
    Visit here(URI uri, String field, String secret, String... scopes) throws Exception {
        return visit(Client.open(uri), field, secret, List.of(scopes));
    }

    /** By way of a proxy, so that the address of the socket says nothing about the person. */
    Visit afar(URI uri, String field, String secret, String... scopes) throws Exception {
        return visit(Client.open(uri, "X-Forwarded-For", "203.0.113.7"), field, secret, List.of(scopes));
    }

    private Visit visit(Client client, String field, String secret, List<String> scopes) throws Exception {
        JsonNode challenge = client.await(frame -> frame.path("event").asText().equals("connect.challenge")).path("payload");
        ObjectNode params = (ObjectNode) Client.JSON.readTree("""
                {"minProtocol":4,"maxProtocol":4,"role":"operator",
                 "client":{"id":"openclaw-tui","version":"1.0","platform":"%s","mode":"ui"}}""".formatted(platform));
        params.set("scopes", Client.JSON.valueToTree(scopes));
        params.putObject("auth").put(field, secret);
        sign(params, scopes, secret, challenge.get("nonce").asText(), challenge.get("ts").asLong());
        return new Visit(client, client.connect(params));
    }

    private void sign(ObjectNode params, List<String> scopes, String secret, String nonce, long at) throws Exception {
        String text = String.join("|", "v3", id(), "openclaw-tui", "ui", "operator", String.join(",", scopes),
                Long.toString(at), secret, nonce, platform.toLowerCase(java.util.Locale.ROOT), "");
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(keys.getPrivate());
        signer.update(text.getBytes(StandardCharsets.UTF_8));
        params.putObject("device").put("id", id()).put("publicKey", BASE64.encodeToString(raw))
                .put("signature", BASE64.encodeToString(signer.sign())).put("signedAt", at).put("nonce", nonce);
    }
}
