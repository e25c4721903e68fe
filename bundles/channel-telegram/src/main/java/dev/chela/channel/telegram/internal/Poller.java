package dev.chela.channel.telegram.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.Cursor;
import dev.chela.api.channel.Health;
import dev.chela.api.channel.Replay;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches updates. Telegram forgets those before the offset that is asked for; the offset comes from the host, which moved it in the
 * commit that stored the update, so that nothing is forgotten that is not on disk.
 */
final class Poller {
    static final String CURSOR = "updates";
    private static final int WAIT_SECONDS = 20;
    /** Longer than Telegram waits for something to happen; a line that is dead is noticed within half a minute. */
    private static final Duration DEADLINE = Duration.ofSeconds(28);
    private static final int MOST = 50;

    private final Station station;
    private final ChannelHost host;
    private final BotApi api;
    private final Object lock = new Object();
    private @Nullable Thread waiting;
    private int most = MOST;
    /** Whether the line is known to work: until it is, nothing is waited for, so that its state is known at once. */
    private boolean proven;
    /** Whether a webhook that an earlier life, or another program, left behind has been taken away. */
    private boolean alone;

    Poller(Station station, ChannelHost host, BotApi api) {
        this.station = station;
        this.host = host;
        this.api = api;
    }

    void run() {
        station.hello().ifPresent(this::poll);
    }

    private void poll(Me me) {
        int failures = 0;
        while (!station.over()) {
            try {
                proven = round(me);
                failures = proven ? 0 : failures + 1;
            } catch (Transient unreachable) {
                station.trouble(String.valueOf(unreachable.getMessage()));
                proven = false;
                failures++;
            } catch (Permanent tooMuch) {
                station.trouble(String.valueOf(tooMuch.getMessage()));
                most = 1;
                failures++;
            }
            if (failures > 0) {
                station.pauses().after(failures - 1);
            }
        }
    }

    /** @return whether Telegram gave what there was, and it was taken */
    private boolean round(Me me) {
        Answer answer = alone ? fetch() : station.ask("deleteWebhook", Json.object());
        if (answer instanceof Answer.Ok && !alone) {
            alone = true;
            answer = fetch();
        }
        if (answer instanceof Answer.Ok ok) {
            station.report(Health.Status.CONNECTED, "@" + me.username() + ", by long polling", "");
            for (JsonNode update : ok.result()) {
                if (!take(update, me)) {
                    return false;
                }
            }
            most = MOST;
            return true;
        }
        failed((Answer.Refused) answer);
        return false;
    }

    /** @return whether it is on disk; what is not is given again when it is asked for again */
    private boolean take(JsonNode update, Me me) {
        if (station.over()) {
            return false;
        }
        try {
            station.accept(update, me, Replay.CURSOR, new Cursor(CURSOR, update.path("update_id").asText()));
            return true;
        } catch (Transient full) {
            station.full(full);
            return false;
        }
    }

    private Answer fetch() {
        ObjectNode ask = Json.object().put("timeout", proven ? WAIT_SECONDS : 0).put("limit", most);
        ask.set("allowed_updates", Updates.wanted());
        Cursor last = host.cursor(CURSOR);
        if (!last.equals(Cursor.NONE)) {
            ask.put("offset", Long.parseLong(last.value()) + 1);
        }
        startWaiting();
        try {
            return api.call("getUpdates", ask, DEADLINE);
        } finally {
            stopWaiting();
        }
    }

    private void failed(Answer.Refused refused) {
        if (refused.badToken()) {
            station.refused();
            station.stop();
        } else if (refused.conflict()) {
            station.conflict(refused);
        } else {
            station.trouble(refused.toString());
            station.pauses().of(refused.retryAfter());
        }
    }

    private void startWaiting() {
        synchronized (lock) {
            if (station.over()) {
                throw new CancellationException("the account is closing");
            }
            waiting = Thread.currentThread();
        }
    }

    /** Takes back an interrupt of ours that came too late. */
    private void stopWaiting() {
        synchronized (lock) {
            waiting = null;
            if (station.over()) {
                Thread.interrupted();
            }
        }
    }

    /** Ends the wait for updates, and nothing else: what is just being stored is stored. */
    void stop() {
        synchronized (lock) {
            station.stop();
            if (waiting != null) {
                waiting.interrupt();
            }
        }
    }
}
