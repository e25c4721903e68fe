package dev.chela.cli.wire;

import dev.chela.cli.Failure;
import dev.chela.cli.json.Json;
import dev.chela.cli.json.JsonText;
import dev.chela.cli.json.MalformedJson;
import dev.chela.cli.target.Target;
import java.io.IOException;
import java.time.Duration;

/** Opens connections to one gateway and says in plain words why it could not. */
public final class Connector {
    private static final Duration HANDSHAKE = Duration.ofSeconds(15);
    private static final int STARTING_ATTEMPTS = 20;

    private final Target target;
    private final String version;

    public Connector(Target target, String version) {
        this.target = target;
        this.version = version;
    }

    public Target target() {
        return target;
    }

    /** Waits for a gateway that says it is just starting. Throws {@link Failure}. */
    public Gateway open(Role role, Listener listener) {
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(role, listener);
            } catch (Refusal e) {
                if (!e.code().equals("UNAVAILABLE") || !e.isRetryable() || attempt == STARTING_ATTEMPTS) {
                    throw Troubles.notLetIn(target, e);
                }
                pause(Math.max(100, Math.min(2000, e.retryAfterMillis())));
            } catch (IOException e) {
                throw Troubles.notReached(target, e);
            }
        }
    }

    private Gateway attempt(Role role, Listener listener) throws IOException, Refusal {
        WebSocket socket = Dialer.dial(target, HANDSHAKE);
        try {
            Json hello = greet(socket, role);
            Gateway gateway = new Gateway(socket, hello, listener);
            socket.limitSilence(gateway.silence());
            gateway.startReading();
            return gateway;
        } catch (IOException | Refusal e) {
            abandon(socket, e);
            throw e;
        }
    }

    private static void abandon(WebSocket socket, Exception cause) {
        try {
            socket.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private Json greet(WebSocket socket, Role role) throws IOException, Refusal {
        Json challenge = await(socket, "event", "event", "connect.challenge").get("payload");
        socket.send(Frames.request("1", "connect", Frames.connect(target, role, version, challenge)));
        Json answer = await(socket, "res", "id", "1");
        if (!answer.get("ok").isTrue()) {
            throw new Refusal("connect", answer.get("error"));
        }
        return answer.get("payload");
    }

    private static Json await(WebSocket socket, String type, String field, String value) throws IOException {
        while (true) {
            try {
                Json frame = JsonText.parse(socket.receive());
                if (frame.get("type").text().equals(type) && frame.get(field).text().equals(value)) {
                    return frame;
                }
            } catch (MalformedJson e) {
                throw new Dialer.NotAGateway("its greeting is no JSON, " + e.where());
            }
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.interrupted();
        }
    }
}
