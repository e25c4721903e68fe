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

    static Json connect(Target target, Role role, String version) {
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
                "auth", auth(target));
    }

    private static Json auth(Target target) {
        return target.secret() == null
                ? Json.ABSENT
                : Json.object(target.secret().kind().wire(), target.secret().value());
    }
}
