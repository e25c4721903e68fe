package dev.chela.core.channel.internal;

import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.Probe;
import dev.chela.api.channel.RawEvent;
import dev.chela.api.fault.Transient;
import dev.chela.core.channel.Channels.Reading;
import dev.chela.core.guest.Desk;
import dev.chela.core.outbox.Parcel;
import dev.chela.core.task.CancelSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open account: every call to it is leased and timed, and closing waits for those inside. */
final class Line {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);
    private static final Duration DELIVERY = Duration.ofSeconds(60);
    private static final Duration CHECK = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofSeconds(5);
    private static final long DRAIN_SECONDS = 10;

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

    /** What may have left is in doubt, whatever was thrown; what did not get as far as the plugin has not. */
    Delivery deliver(Parcel parcel) {
        AtomicBoolean begun = new AtomicBoolean();
        try {
            Delivery delivery = call("deliver to " + name, DELIVERY, () -> {
                begun.set(true);
                return channel.deliver(parcel.out(), parcel.key());
            });
            return delivery == null ? new Delivery.InDoubt(name + " did not say what became of it") : delivery;
        } catch (InterruptedException stopped) {
            throw stopped();
        } catch (Exception fault) {
            return begun.get() ? new Delivery.InDoubt(said(fault)) : new Delivery.Retry(Duration.ZERO);
        }
    }

    /** @throws Transient when it could not be asked now */
    Optional<Delivery> recall(Parcel parcel) {
        try {
            return call("recall from " + name, DELIVERY, () -> channel.recall(parcel.out(), parcel.key()));
        } catch (InterruptedException stopped) {
            throw stopped();
        } catch (Exception fault) {
            throw new Transient(name + " could not be asked what arrived: " + said(fault), Duration.ZERO, fault);
        }
    }

    Reading read(RawEvent raw) {
        try {
            return new Reading.Understood(List.copyOf(call("parse for " + name, SHORT, () -> channel.parse(raw))));
        } catch (InterruptedException stopped) {
            throw stopped();
        } catch (Exception fault) {
            return closing ? new Reading.Away() : new Reading.Unreadable(said(fault));
        }
    }

    Probe probe() {
        try {
            return call("probe " + name, CHECK, channel::probe);
        } catch (InterruptedException stopped) {
            throw stopped();
        } catch (Exception fault) {
            return new Probe(false, said(fault), "");
        }
    }

    Capabilities capabilities() throws Exception {
        return call("capabilities of " + name, SHORT, channel::capabilities);
    }

    private <T> T call(String what, Duration limit, Callable<T> work) throws Exception {
        if (closing || !inside.readLock().tryLock()) {
            throw new Transient(name + " is closing", Duration.ZERO);
        }
        try {
            return desk.call(what, limit, token, work);
        } finally {
            inside.readLock().unlock();
        }
    }

    private static CancellationException stopped() {
        Thread.currentThread().interrupt();
        return new CancellationException("interrupted");
    }

    static String said(Throwable fault) {
        Throwable cause = fault instanceof java.util.concurrent.ExecutionException && fault.getCause() != null ? fault.getCause() : fault;
        return cause instanceof dev.chela.api.fault.Fault ? String.valueOf(cause.getMessage()) : cause.toString();
    }

    /** Nothing new comes in, what is on its way gets a little time, then it is over. */
    void close() {
        quietly("quiesce", channel::quiesce);
        closing = true;
        try {
            if (!inside.writeLock().tryLock(DRAIN_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("{} was still working after {} s; it is interrupted", name, DRAIN_SECONDS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        token.cancel(name + " is closing");
        quietly("close", channel::close);
        host.close();
    }

    private void quietly(String what, Runnable work) {
        try {
            desk.call(what + " " + name, SHORT, new CancelSource(), () -> {
                work.run();
                return what;
            });
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Exception fault) {
            LOG.warn("{} of {} failed: {}", what, name, said(fault));
        }
    }
}
