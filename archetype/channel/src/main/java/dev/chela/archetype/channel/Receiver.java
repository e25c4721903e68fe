package dev.chela.archetype.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.Cursor;
import dev.chela.api.channel.Health;
import dev.chela.api.channel.Health.Status;
import dev.chela.api.channel.Pauses;
import dev.chela.api.channel.RawEvent;
import dev.chela.api.channel.Replay;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Fault;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;

/** Fetches what is written. How far it has come is the host's cursor, which moves in the commit that stores the message. */
final class Receiver {
    private static final String CURSOR = "messages";
    private static final int WAIT_SECONDS = 2;

    private final Platform platform;
    private final ChannelHost host;
    private final Pauses pauses = new Pauses();

    Receiver(Platform platform, ChannelHost host) {
        this.platform = platform;
        this.host = host;
    }

    void run() {
        host.report(new Health(Status.STARTING, "connecting", ""));
        for (int failures = 0; !pauses.over();) {
            try {
                fetch();
                failures = 0;
            } catch (CancellationException closing) {
                return;
            } catch (Denied refused) {
                host.report(new Health(Status.AUTH_FAILED, String.valueOf(refused.getMessage()), "Ask for a new token, put it where channels.sample.token points to."));
                return;
            } catch (Fault trouble) {
                host.report(new Health(Status.DEGRADED, String.valueOf(trouble.getMessage()), "It is tried again."));
                pauses.after(failures++);
            }
        }
    }

    private void fetch() {
        JsonNode messages = platform.after(Long.parseLong("0" + host.cursor(CURSOR).value()), WAIT_SECONDS);
        host.proven();
        host.report(new Health(Status.CONNECTED, "", ""));
        for (JsonNode message : messages) {
            if (pauses.over()) {
                return;
            }
            String number = message.path("id").asText();
            // On disk when this returns, and the cursor with it.
            host.accept(new RawEvent(number, message.path("from").asText(), Replay.CURSOR, new Cursor(CURSOR, number), "application/json",
                    message.toString().getBytes(StandardCharsets.UTF_8)));
        }
    }

    void stop() {
        pauses.end();
    }
}
