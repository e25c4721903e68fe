package dev.chela.channel.telegram.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.channel.Cursor;
import dev.chela.api.channel.Health;
import dev.chela.api.channel.Replay;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.http.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;

/** Takes the updates that Telegram brings. It brings an update again until it is told that it was taken: after it is on disk. */
final class Hook {
    private static final String SECRET = "x-telegram-bot-api-secret-token";
    private static final int CONNECTIONS = 40;

    private final Settings settings;
    private final String secret;
    private final Station station;

    Hook(Settings settings, String secret, Station station) {
        this.settings = settings;
        this.secret = secret;
        this.station = station;
    }

    /** @throws Denied for a secret that Telegram would not send back */
    static String checked(String secret) {
        if (!secret.matches("[A-Za-z0-9_-]{16,256}")) {
            throw new Denied("channels.telegram.webhookSecret must be 16 to 256 letters, digits, _ and -");
        }
        return secret;
    }

    /** Tells Telegram where to bring updates, until it has understood. */
    void set() {
        ObjectNode where = Json.object().put("url", settings.webhookUrl()).put("secret_token", secret).put("max_connections", CONNECTIONS);
        where.set("allowed_updates", Updates.wanted());
        station.hello().ifPresent(me -> {
            for (int failures = 0; !station.over(); failures++) {
                Answer answer = station.ask("setWebhook", where);
                if (answer instanceof Answer.Ok) {
                    station.report(Health.Status.CONNECTED, "@" + me.username() + ", by webhook", "");
                    return;
                }
                misplaced((Answer.Refused) answer);
                station.pauses().after(failures);
            }
        });
    }

    private void misplaced(Answer.Refused refused) {
        if (refused.code() == 400) {
            station.report(Health.Status.DEGRADED, "Telegram does not take the webhook's address: " + refused.description(),
                    "Set channels.telegram.webhookUrl to a public https address, or leave it out: then updates are polled.");
        } else {
            station.trouble(refused.toString());
        }
    }

    /** Who does not know the secret is not read. */
    Reply take(Map<String, List<String>> headers, byte[] body) {
        List<String> said = headers.getOrDefault(SECRET, List.of());
        if (said.size() != 1 || !same(said.get(0), secret)) {
            return status(401);
        }
        if (station.over()) {
            return status(503);
        }
        try {
            JsonNode update = Json.read(body);
            if (!update.path("update_id").isIntegralNumber()) {
                return status(400);
            }
            station.accept(update, station.me(), Replay.ACK_GATED, Cursor.NONE);
            return status(200);
        } catch (Permanent malformed) {
            return status(400);
        } catch (Transient | RejectedExecutionException later) {
            return status(503);
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static Reply status(int code) {
        return new Reply.Full(code, Map.of(), new byte[0]);
    }

    void stop() {
        station.stop();
    }
}
