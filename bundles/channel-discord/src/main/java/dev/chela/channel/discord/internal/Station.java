package dev.chela.channel.discord.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.Health;
import dev.chela.api.channel.Health.Status;
import dev.chela.api.channel.Pauses;
import dev.chela.api.channel.RawEvent;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.net.WebSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/** Keeps one account connected to the gateway. */
final class Station {
    private static final Duration CONNECT = Duration.ofSeconds(20);
    /** A large guild is told in one message. */
    private static final int LONGEST = 64 * 1024 * 1024;
    /** After so many failures the address of the session is no good. */
    private static final int PATIENCE = 4;

    private final Settings settings;
    private final ChannelHost host;
    private final Rest rest;
    private final String token;
    private final Pauses pauses;
    private final Pulse.Heart heart;
    private final Trail trail;
    private final Receiver receiver;
    private final AtomicReference<Health> told = new AtomicReference<>();
    private volatile Health standing = new Health(Status.STARTING, "", "");
    private final AtomicReference<WebSocket> line = new AtomicReference<>();

    /** What goes by the clock. */
    record Timing(Pauses pauses, Pulse.Pace pace) {}

    Station(Settings settings, String token, ChannelHost host, Rest rest, Places places, Timing timing) {
        this.settings = settings;
        this.token = token;
        this.host = host;
        this.rest = rest;
        this.pauses = timing.pauses();
        this.heart = new Pulse.Heart(host.tasks(), timing.pace());
        this.trail = new Trail(host);
        this.receiver = new Receiver(settings, host, rest, trail, places, pauses, this::connected, this::store);
    }

    /** That it is interrupted when the account closes, and may begin nothing more then, is how it ends. */
    void run() {
        try {
            stayConnected();
        } catch (CancellationException | RejectedExecutionException stopped) {
            if (!pauses.over()) {
                throw stopped;
            }
        }
    }

    private void stayConnected() {
        report(Status.STARTING, "connecting to Discord", "");
        for (int failures = 0; !pauses.over();) {
            Duration atLeast = Duration.ZERO;
            try {
                Link.End end = visit(failures);
                failures = end.entered() ? 0 : failures + 1;
                if (!end.why().isEmpty()) {
                    trouble(end.why());
                }
            } catch (Refused no) {
                refused(no);
                return;
            } catch (Transient unreachable) {
                trouble(String.valueOf(unreachable.getMessage()));
                atLeast = unreachable.after();
                failures++;
            } catch (Permanent garbled) {
                trouble(String.valueOf(garbled.getMessage()));
                failures++;
            }
            pauses.after(failures);
            pauses.of(atLeast);
        }
    }

    private Link.End visit(int failures) throws Refused {
        if (failures >= PATIENCE) {
            trail.lost();
        }
        URI where = trail.resumable() ? address(trail.url()) : gateway();
        WebSocket next = host.http().connect(where, CONNECT, LONGEST);
        try {
            line.set(next);
            if (pauses.over()) {
                next.close(Pulse.TO_BE_RESUMED);
            }
            return new Link(next, token, trail, receiver, heart).serve();
        } finally {
            next.close(Pulse.TO_BE_RESUMED); // However it ended: leave taken in the usual way would end the session.
        }
    }

    /** Where a new session may begin, if one may: Discord counts them, and takes the token from whoever begins too many. */
    private URI gateway() throws Refused {
        Answer answer = rest.ask(Call.of("GET", "/gateway/bot"));
        if (answer instanceof Answer.Refused no) {
            if (no.badToken()) {
                throw Refused.token();
            }
            throw new Transient(no.toString(), no.retryAfter());
        }
        JsonNode told = ((Answer.Ok) answer).body();
        JsonNode limit = told.path("session_start_limit");
        if (limit.path("remaining").asInt(1) <= 0) {
            Duration pause = Duration.ofMillis(limit.path("reset_after").asLong());
            throw new Transient("this bot has begun as many sessions as Discord allows in a day; it may again in " + pause.toMinutes() + " minutes", pause);
        }
        return address(told.path("url").asText());
    }

    private URI address(String base) {
        if (!base.startsWith("wss://") && !(settings.open() && base.startsWith("ws://"))) {
            throw new Permanent("Discord names '" + base + "' as its gateway, where the token would be sent for everybody to read");
        }
        return URI.create((base.endsWith("/") ? base : base + "/") + "?v=10&encoding=json");
    }

    private void connected(String missed) {
        report(Status.CONNECTED, "@" + trail.me().name() + (missed.isEmpty() ? "" : "; " + missed), missed.isEmpty() ? ""
                : "Give the bot the right to read the history of these channels, and ask there again what it should have heard.");
    }

    /** What is not on disk yet is tried again, and what Discord tells meanwhile waits. */
    private void store(RawEvent raw) {
        for (int failures = 0; !pauses.over(); failures++) {
            try {
                host.accept(raw);
                tell(standing);
                return;
            } catch (Transient full) {
                tell(new Health(Status.DEGRADED, "a message waits: " + full.getMessage(), ""));
                pauses.after(failures);
            }
        }
    }

    private void trouble(String what) {
        report(Status.DEGRADED, "Discord cannot be reached, or is in trouble: " + what, "It is tried again, and what was missed is heard then.");
    }

    void refused(Refused why) {
        report(Status.AUTH_FAILED, String.valueOf(why.getMessage()), why.advice());
        stop();
    }

    private void report(Status status, String detail, String advice) {
        standing = new Health(status, detail, advice);
        tell(standing);
    }

    /** What only passes does not replace what {@link #standing} says. */
    private void tell(Health now) {
        if (!pauses.over() && !now.equals(told.getAndSet(now))) {
            host.report(now);
        }
    }

    /** The session stays, so that whoever comes next goes on in it. */
    void stop() {
        pauses.end();
        Optional.ofNullable(line.get()).ifPresent(open -> open.close(Pulse.TO_BE_RESUMED));
    }
}
