package dev.chela.core.channel.internal;

import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.Health;
import dev.chela.api.channel.Health.Status;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Permanent;
import dev.chela.core.channel.Channels.AccountStatus;
import dev.chela.core.channel.Channels.Changed;
import dev.chela.core.channel.ChannelsConfig.AccountSettings;
import dev.chela.core.guest.Attempt;
import dev.chela.core.outbox.Carrier;
import dev.chela.core.outbox.Parcel;
import dev.chela.core.task.CancelSource;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of one account: opened, watched, opened again when it breaks, less and less often. Changes only on its channel's lane. */
final class Resident implements AccountHost.Ear {
    private static final Logger LOG = LoggerFactory.getLogger(Resident.class);
    private static final Duration OPENING = Duration.ofSeconds(10);
    private static final Duration SETTLED = Duration.ofMinutes(10);
    private static final int RESTARTS = 10;
    private static final int REFUSED_SHOWN = 100;
    private static final Set<Status> MUTE = EnumSet.of(Status.LINKING, Status.AUTH_FAILED, Status.STOPPED);

    private final Floor floor;
    private final Outlet outlet;
    private final AccountSettings account;
    private final Executor lane;
    private final String name;
    private final AtomicLong lastInbound = new AtomicLong();
    private final AtomicLong lastOutbound = new AtomicLong();
    private final AtomicLong lastProven = new AtomicLong();
    private final Set<String> refused = new LinkedHashSet<>();
    private final Leaving leaving = new Leaving();
    private volatile Optional<Line> line = Optional.empty();
    private volatile Optional<Capabilities> can = Optional.empty();
    private volatile Health health = new Health(Status.STARTING, "", "");
    private volatile String lastFault = "";
    private volatile int restarts;
    private volatile boolean closed;
    private Instant openedAt = Instant.EPOCH;
    private int inARow;

    Resident(Floor floor, Outlet outlet, AccountSettings account, Executor lane) {
        this.floor = floor;
        this.outlet = outlet;
        this.account = account;
        this.lane = lane;
        this.name = account.channel() + "/" + account.id();
    }

    boolean is(Outlet wanted, AccountSettings settings) {
        return outlet == wanted && account.equals(settings);
    }

    boolean belongsTo(String channel) {
        return account.channel().equals(channel);
    }

    void open() {
        if (closed) {
            return;
        }
        AccountHost host = new AccountHost(floor, outlet, account, this);
        Attempt<Channel> opening = outlet.desk().attempt("open " + name, OPENING, new CancelSource(),
                () -> outlet.type().open(Vault.open(outlet.info(), account), host));
        opening.ifFailed(failed -> {
            host.close();
            failed("opening it", failed.fault());
        });
        if (opening instanceof Attempt.Done<Channel> channel) {
            opened(new Line(name, channel.value(), host, outlet.desk()));
        }
    }

    /** What it can do is known and kept before its first event is understood: the answer may be cut into parts at once, or after a crash. */
    private void opened(Line fresh) {
        openedAt = floor.clock().now();
        Attempt<Capabilities> asked = fresh.capabilities();
        asked.ifFailed(failed -> {
            fresh.close();
            failed("opening it", failed.fault());
        });
        if (asked instanceof Attempt.Done<Capabilities> told) {
            serve(fresh, told.value());
        }
    }

    private void serve(Line fresh, Capabilities told) {
        try {
            know(told);
        } catch (Fault full) {
            fresh.close();
            failed("opening it", full);
            return;
        }
        line = Optional.of(fresh);
        tell(false);
    }

    private void know(Capabilities now) {
        can = Optional.of(now);
        floor.rows().remember(account.channel(), account.id(), now);
    }

    void close() {
        closed = true;
        end();
        health = new Health(Status.STOPPED, "closed", "");
        floor.events().publish(new Changed(account.channel(), account.id()));
    }

    private void end() {
        Optional<Line> open = line;
        line = Optional.empty();
        open.ifPresent(Line::close);
    }

    boolean ready() {
        return line.isPresent() && !MUTE.contains(health.status());
    }

    Optional<Line> line() {
        return line;
    }

    Optional<Capabilities> capabilities() {
        return can;
    }

    Delivery deliver(Parcel parcel) {
        Optional<Line> open = line;
        if (open.isEmpty()) {
            return new Delivery.Retry(Duration.ZERO);
        }
        Object delivery = leaving.begun(floor.clock().now().plus(Line.ofFiles(parcel.out())));
        Delivery became = open.get().deliver(parcel);
        if (leaving.ended(delivery, became)) {
            floor.clock().after(Leaving.NOTICED, () -> floor.events().publish(new Changed(account.channel(), account.id())));
        }
        if (became instanceof Delivery.Sent) {
            lastOutbound.set(floor.clock().now().toEpochMilli());
        }
        return became;
    }

    void unreadable(String why) {
        lastFault = floor.vault().redact(why);
    }

    boolean refused(String sender) {
        synchronized (refused) {
            return refused.size() < REFUSED_SHOWN && refused.add(sender);
        }
    }

    AccountStatus status() {
        synchronized (refused) {
            return new AccountStatus(account.channel(), account.id(), true, ready(), leaving.judged(health, floor.clock().now()), lastInbound.get(),
                    lastOutbound.get(), lastProven.get(), restarts, lastFault, List.copyOf(refused));
        }
    }

    @Override
    public void received() {
        lastInbound.set(floor.clock().now().toEpochMilli());
    }

    @Override
    public void proven() {
        lastProven.set(floor.clock().now().toEpochMilli());
    }

    /** On a thread of the plugin: what has to be asked of the plugin is asked later. */
    @Override
    public void heard(Health now) {
        boolean before = ready();
        Status was = health.status();
        health = new Health(now.status(), floor.vault().redact(now.detail()), floor.vault().redact(now.advice()));
        if (was != now.status()) {
            LOG.info("channel {} is {}{}", name, now.status(), now.detail().isEmpty() ? "" : ": " + health.detail());
        }
        tell(before);
        lane.execute(() -> line.ifPresent(this::askAgain));
    }

    private void askAgain(Line open) {
        Attempt<Capabilities> now = open.capabilities();
        now.ifFailed(failed -> lastFault = floor.vault().redact(failed.said()));
        if (now instanceof Attempt.Done<Capabilities> known) {
            know(known.value());
        }
    }

    private void tell(boolean before) {
        floor.events().publish(new Changed(account.channel(), account.id()));
        if (!before && ready()) {
            floor.events().publish(new Carrier.Ready(account.channel(), account.id()));
        }
    }

    @Override
    public void broke(AccountHost host, String what, Throwable fault) {
        lane.execute(() -> {
            if (line.filter(open -> open.isOf(host)).isPresent()) {
                end();
                failed(what, fault);
            }
        });
    }

    /** What a retry cannot mend waits for the owner. */
    private void failed(String what, Throwable fault) {
        if (closed) {
            return;
        }
        lastFault = floor.vault().redact(what + ": " + Attempt.said(fault));
        if (floor.clock().now().isAfter(openedAt.plus(SETTLED))) {
            inARow = 0;
        }
        boolean hopeless = fault instanceof Denied || fault instanceof Permanent;
        if (hopeless || inARow >= RESTARTS) {
            heard(new Health(hopeless ? Status.AUTH_FAILED : Status.STOPPED, lastFault,
                    "Change channels." + account.channel() + " in chela.json5, or install another version of the channel."));
            return;
        }
        inARow++;
        restarts++;
        heard(new Health(Status.DEGRADED, lastFault, ""));
        floor.clock().after(Duration.ofSeconds(Math.min(300, 1L << inARow)), () -> lane.execute(this::open));
    }
}
