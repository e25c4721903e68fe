package dev.chela.channel.irc.internal;

import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.Health;
import dev.chela.api.channel.Health.Status;
import dev.chela.api.channel.Pauses;
import dev.chela.api.channel.RawEvent;
import dev.chela.api.fault.Transient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Keeps one account connected, and hands on what is heard. */
final class Station implements Link.Ear {
    private static final Duration FAREWELL = Duration.ofSeconds(4);

    private final Settings settings;
    private final ChannelHost host;
    private final String password;
    private final Duration silence;
    private final Leftovers leftovers;
    private final Pauses pauses = new Pauses();
    private final AtomicReference<Health> told = new AtomicReference<>();
    private volatile Health standing = new Health(Status.STARTING, "", "");
    private volatile Optional<Wire> wire = Optional.empty();
    private Optional<Link> link = Optional.empty();
    private boolean ended;
    private volatile boolean quiet;
    private Optional<Instant> lost = Optional.empty();

    /** @param silence after so long without a word the server is asked for one; after as long again the connection is dead */
    Station(Settings settings, String password, ChannelHost host, Duration silence) {
        this.settings = settings;
        this.password = password;
        this.host = host;
        this.silence = silence;
        this.leftovers = new Leftovers(host.state(), settings.address());
    }

    /** The connection that stands, or will within a time; empty at once when there will be none. */
    synchronized Optional<Link> link(Duration within) {
        long until = System.nanoTime() + within.toNanos();
        try {
            for (long left = within.toMillis(); link.isEmpty() && !ended && left > 0; left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())) {
                wait(left);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return link;
    }

    private synchronized void link(Optional<Link> now) {
        link = now;
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    void run() {
        try {
            leftovers.bring(this::taken);
            stayConnected();
        } finally {
            end();
        }
    }

    private void stayConnected() {
        report(Status.STARTING, "connecting to " + settings.address(), "");
        for (int failures = 0; !pauses.over(); failures++) {
            try (Wire next = new Wire(settings)) {
                wire = Optional.of(next);
                failures = pauses.over() ? failures : visit(next) ? 0 : failures;
            } catch (Refused refused) {
                report(Status.AUTH_FAILED, String.valueOf(refused.getMessage()), refused.advice());
                return;
            }
            pauses.after(failures);
        }
    }

    /** @return whether the network had let us in before it ended */
    private boolean visit(Wire next) throws Refused {
        boolean entered = false;
        try {
            next.connect(silence);
            Link on = new Link(next, settings, new Welcome(next, settings, password).enter(), silence, this);
            entered = true;
            link(Optional.of(on));
            host.proven();
            report(Status.CONNECTED, settings.address() + " knows us as " + on.nick() + gap(), "");
            on.serve();
        } catch (IOException broken) {
            lost = entered || lost.isEmpty() ? Optional.of(Instant.now()) : lost;
            report(Status.DEGRADED, settings.address() + " cannot be reached, or ended the connection: " + broken.getMessage(),
                    "It is tried again. What is written there until then is not heard: IRC keeps nothing.");
        } finally {
            link(Optional.empty());
        }
        return entered;
    }

    private String gap() {
        return lost.map(since -> "; what was said from " + since.truncatedTo(ChronoUnit.SECONDS) + " to "
                + Instant.now().truncatedTo(ChronoUnit.SECONDS) + " was not heard").orElse("");
    }

    @Override
    public void message(String line, String nick, Instant at, String id) {
        RawEvent heard = Events.raw(line, nick, at, id);
        if (quiet || !taken(heard)) {
            leftovers.keep(heard);
        }
    }

    /** What is not on disk yet is tried again, and the network waits meanwhile. @return whether it is, which it may never be when it is over */
    private boolean taken(RawEvent heard) {
        for (int failures = 0; !pauses.over(); failures++) {
            try {
                host.accept(heard);
                tell(standing);
                return true;
            } catch (Transient full) {
                tell(new Health(Status.DEGRADED, "a message waits: " + full.getMessage(), ""));
                pauses.after(failures);
            }
        }
        return false;
    }

    @Override
    public void proven() {
        host.proven();
    }

    @Override
    public void shutOut(String channel, String detail) {
        report(Status.DEGRADED, "we are not in " + channel + ": " + detail, "Ask whoever runs " + channel + ", or take it out of channels.irc.channels.");
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

    /** As {@link Health} was told last. */
    Optional<Health> health() {
        return Optional.ofNullable(told.get());
    }

    /** What is heard from now on is kept for whoever is opened next; whoever speaks still can. */
    void hush() {
        quiet = true;
    }

    /** When this returns the network knows, if it answers at all, that we are gone: our nick is free for whoever comes next. */
    void stop() {
        pauses.end();
        link(Duration.ZERO).ifPresent(Link::leave);
        awaitFarewell();
        wire.ifPresent(Wire::close);
        leftovers.end();
        end();
    }

    private synchronized void awaitFarewell() {
        long until = System.nanoTime() + FAREWELL.toNanos();
        try {
            for (long left = FAREWELL.toMillis(); link.isPresent() && left > 0; left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())) {
                wait(left);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
