package dev.chela.core.guest;

import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.task.Nightfall;
import dev.chela.core.task.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All desks under one lock: calls are few and long compared with the time that it is held. */
@Component
public final class GuestBook implements Guests {
    private static final Logger LOG = LoggerFactory.getLogger(GuestBook.class);
    /** So long the end of the gateway waits for calls, all plugins together. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    /** And for what of them was interrupted then. */
    private static final Duration LAST = Duration.ofSeconds(1);

    private final Set<GuestDesk> desks = new HashSet<>();
    private final Set<Long> quiet = new HashSet<>();
    /** By bundle, as what follows. */
    private final Map<Long, Patience> patience = new HashMap<>();
    private final Map<Long, Traffic> traffic = new HashMap<>();
    private final Mishaps mishaps = new Mishaps();
    private final Scope scope = new Scope("guest", LAST);
    private final Supplier<Instant> now;
    private final Function<Guest, Optional<Grants>> manifests;
    private final Registration nightfall;
    /** Of {@link System#nanoTime}, once the gateway ends. */
    private @Nullable Long farewell;

    public GuestBook() {
        this(Instant::now);
    }

    @Activate
    public GuestBook(@Reference Clock clock, @Reference Manifests manifests, BundleContext context) {
        this(clock::now, manifests::grants, hurry -> Nightfall.at(context, hurry));
    }

    GuestBook(Supplier<Instant> now) {
        this(now, guest -> Optional.empty(), hurry -> () -> { });
    }

    /** @param onShutdown takes what is to run when the framework begins to stop */
    GuestBook(Supplier<Instant> now, Function<Guest, Optional<Grants>> manifests, Function<Runnable, Registration> onShutdown) {
        this.now = now;
        this.manifests = manifests;
        this.nightfall = onShutdown.apply(this::hurry);
    }

    /** Whatever limit was given to a wait, it ends soon: who cannot end a call would keep everybody else waiting. */
    private synchronized void hurry() {
        farewell = System.nanoTime() + FAREWELL.toNanos();
        notifyAll();
    }

    /** Policy may be another one from call to call. */
    @Override
    public Bounds bounds(Guest guest) {
        return new Bounds(guest, manifests.apply(guest));
    }

    @Override
    public synchronized Traffic traffic(Guest guest) {
        return traffic.getOrDefault(guest.bundle(), new Traffic());
    }

    @Deactivate
    public void close() {
        nightfall.close();
        scope.close();
    }

    @Override
    public synchronized Desk admit(Guest guest) {
        traffic.computeIfAbsent(guest.bundle(), bundle -> new Traffic());
        GuestDesk desk = new GuestDesk(guest, this, patience.computeIfAbsent(guest.bundle(), bundle -> new Patience()), scope);
        desks.add(desk);
        return desk;
    }

    synchronized void dismiss(GuestDesk desk) {
        desks.remove(desk);
        if (desks.stream().noneMatch(other -> other.guest().bundle() == desk.guest().bundle())) {
            quiet.remove(desk.guest().bundle());
            patience.remove(desk.guest().bundle());
            traffic.remove(desk.guest().bundle());
        }
    }

    /** @return the time */
    Instant now() {
        return now.get();
    }

    synchronized void keep(Mishap mishap, Patience with) {
        mishaps.add(mishap);
        if (with.failed(mishap.at())) {
            LOG.warn("{} failed {} times in a row, and is not called until {}; the last time it was {} in {}", mishap.guest(), Patience.IN_A_ROW,
                    with.until(), mishap.fault(), mishap.what());
        }
    }

    @Override
    public synchronized List<Mishap> mishaps(String plugin) {
        return mishaps.of(plugin);
    }

    @Override
    public synchronized void quiesce(long bundle) {
        quiet.add(bundle);
    }

    @Override
    public synchronized void release(long bundle) {
        quiet.remove(bundle);
        notifyAll();
    }

    @Override
    public synchronized boolean drain(long bundle, Duration limit) {
        return await(limit, () -> desks.stream().filter(desk -> desk.guest().bundle() == bundle).allMatch(GuestDesk::leftByOthers));
    }

    @Override
    public synchronized List<Account> accounts() {
        return desks.stream().map(GuestDesk::account).toList();
    }

    @Override
    public synchronized boolean isQuiet(long bundle) {
        return quiet.contains(bundle);
    }

    /** Waits under the lock. An interrupt ends the waiting and is kept. */
    synchronized boolean await(Duration limit, BooleanSupplier wanted) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!wanted.getAsBoolean()) {
            long left = (farewell == null ? deadline : Math.min(deadline, farewell)) - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return wanted.getAsBoolean();
            }
        }
        return true;
    }
}
