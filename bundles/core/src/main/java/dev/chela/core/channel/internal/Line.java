package dev.chela.core.channel.internal;

import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.Hint;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Probe;
import dev.chela.api.channel.RawEvent;
import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.core.channel.Channels.Reading;
import dev.chela.core.guest.Attempt;
import dev.chela.core.guest.Desk;
import dev.chela.core.outbox.Parcel;
import dev.chela.core.task.CancelSource;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open account: every call to it is leased and timed, and closing waits for those inside. */
final class Line {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);
    private static final Duration DELIVERY = Duration.ofSeconds(60);
    private static final Duration FILE = Duration.ofSeconds(60);
    private static final Duration CHECK = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofSeconds(5);
    private static final long DRAIN_SECONDS = 10;
    private static final long SLOW_BYTES_A_SECOND = 100_000;

    private final String name;
    private final Channel channel;
    private final AccountHost host;
    private final Desk desk;
    private final CancelSource token = new CancelSource();
    private final ReentrantReadWriteLock inside = new ReentrantReadWriteLock();
    private volatile boolean closing;

    Line(String name, Channel channel, AccountHost host, Desk desk) {
        this.name = name;
        this.channel = channel;
        this.host = host;
        this.desk = desk;
    }

    boolean isOf(AccountHost opening) {
        return host == opening;
    }

    /** What may have left is in doubt, whatever was thrown; what did not get as far as the plugin has not. */
    Delivery deliver(Parcel parcel) {
        Delivery delivery = attempt("deliver to " + name, DELIVERY.plus(ofFiles(parcel.out())), () -> channel.deliver(parcel.out(), parcel.key()))
                .or(failed -> failed.begun() ? new Delivery.InDoubt(failed.said()) : new Delivery.Retry(Duration.ZERO));
        return delivery == null ? new Delivery.InDoubt(name + " did not say what became of it") : delivery;
    }

    /** How long its files take on a slow line. */
    static Duration ofFiles(Outbound out) {
        long bytes = out instanceof Outbound.Post post ? post.media().stream().mapToLong(file -> Math.max(0, file.bytes())).sum() : 0;
        return Duration.ofSeconds(bytes / SLOW_BYTES_A_SECOND);
    }

    /** @throws Transient when it could not be asked now */
    Optional<Delivery> recall(Parcel parcel) {
        return attempt("recall from " + name, DELIVERY, () -> channel.recall(parcel.out(), parcel.key())).or(failed -> {
            throw new Transient(name + " could not be asked what arrived: " + failed.said(), Duration.ZERO, failed.fault());
        });
    }

    Reading read(RawEvent raw) {
        Callable<Reading> parsing = () -> new Reading.Understood(List.copyOf(channel.parse(raw)));
        return attempt("parse for " + name, SHORT, parsing)
                .or(failed -> failed.begun() && !closing ? new Reading.Unreadable(failed.said()) : new Reading.Away());
    }

    /** @throws Fault when it cannot be had: {@link Transient} when it may be later */
    byte[] media(MediaRef ref, int most) {
        return attempt("open a file of " + name, FILE, () -> read(ref, most)).or(failed -> {
            if (failed.fault() instanceof Fault fault) {
                throw fault;
            }
            throw failed.fault() instanceof IOException || !failed.begun() ? new Transient(failed.said(), Duration.ZERO, failed.fault())
                    : new Permanent(failed.said(), failed.fault());
        });
    }

    private byte[] read(MediaRef ref, int most) throws IOException {
        try (InputStream in = channel.media(ref)) {
            byte[] content = in.readNBytes(most + 1);
            if (content.length > most) {
                throw new Permanent("'" + ref.name() + "' has more than " + most + " bytes");
            }
            return content;
        }
    }

    Probe probe(Duration within) {
        Duration limit = within.compareTo(CHECK) < 0 ? within : CHECK;
        return attempt("probe " + name, limit, channel::probe).or(failed -> new Probe(false, failed.said(), ""));
    }

    void hint(Conversation to, Hint hint) {
        attempt("hint for " + name, SHORT, () -> {
            channel.hint(to, hint);
            return hint;
        }).ifFailed(failed -> LOG.debug("{} showed nothing: {}", name, failed.said()));
    }

    Attempt<Capabilities> capabilities() {
        return attempt("capabilities of " + name, SHORT, channel::capabilities);
    }

    private <T> Attempt<T> attempt(String what, Duration limit, Callable<T> work) {
        if (closing || !inside.readLock().tryLock()) {
            return new Attempt.Failed<>(new Transient(name + " is closing", Duration.ZERO), false);
        }
        try {
            return desk.attempt(what, limit, token, work);
        } finally {
            inside.readLock().unlock();
        }
    }

    /** Nothing new comes in, what is on its way gets a little time, then it is over. An interrupt makes it short. */
    void close() {
        try {
            quietly("quiesce", channel::quiesce);
            closing = true;
            awaitEmpty();
            token.cancel(name + " is closing");
            quietly("close", channel::close);
        } finally {
            closing = true;
            token.cancel(name + " is closing");
            host.close();
        }
    }

    private void awaitEmpty() {
        try {
            if (!inside.writeLock().tryLock(DRAIN_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("{} was still working after {} s; it is interrupted", name, DRAIN_SECONDS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void quietly(String what, Runnable work) {
        desk.farewell(what + " " + name, SHORT, () -> {
            work.run();
            return what;
        }).ifFailed(failed -> LOG.warn("{} of {} failed: {}", what, name, failed.said()));
    }
}
