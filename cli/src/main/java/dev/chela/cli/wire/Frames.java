package dev.chela.cli.wire;

import dev.chela.cli.json.Json;
import dev.chela.cli.target.Target;
import java.util.Locale;
import java.util.UUID;

/** The frames a client writes. */
final class Frames {
    private static final int PROTOCOL = 4;

    private Frames() {}

    static String request(String id, String method, Json params) {
        return Json.object("type", "req", "id", id, "method", method, "params", params)
                .toString();
    }

    /** @param challenge what the gateway wants to see signed */
    static Json connect(Target target, Role role, String version, Json challenge) {
        String os = System.getProperty("os.name", "unknown");
        Json client = Json.object(
                "id", "cli",
                "version", version,
                "platform", os.toLowerCase(Locale.ROOT),
                "deviceFamily", os,
                "mode", role.mode(),
                "instanceId", UUID.randomUUID().toString());
        return Json.object(
                "minProtocol", role.oldestProtocol(),
                "maxProtocol", PROTOCOL,
                "client", client,
                "caps", role.caps(),
                "role", "operator",
                "scopes", role.scopes(),
                "auth", auth(target),
                "device", target.deviceKey() == null ? Json.ABSENT : device(DeviceKey.at(target.deviceKey()), target, role, client, challenge));
    }

    /** In the third form of OpenClaw's, which covers all that the gateway shows to its owner. */
    private static Json device(DeviceKey key, Target target, Role role, Json client, Json challenge) {
        String nonce = challenge.get("nonce").text();
        long signedAt = challenge.get("ts").number().orElse(0L);
        String token = auth(target).get("token").text();
        String text = String.join("|", "v3", key.id(), client.get("id").text(), role.mode(), "operator", String.join(",", role.scopes()),
                Long.toString(signedAt), token, nonce, lower(client.get("platform")), lower(client.get("deviceFamily")));
        return Json.object("id", key.id(), "publicKey", key.publicKey(), "signature", key.sign(text), "signedAt", signedAt, "nonce", nonce);
    }

    private static String lower(Json text) {
        return text.text().strip().toLowerCase(Locale.ROOT);
    }

    private static Json auth(Target target) {
        return target.secret() == null
                ? Json.ABSENT
                : Json.object(target.secret().kind().wire(), target.secret().value());
    }
}
