package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Fault;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.event.Events;
import dev.chela.core.guest.Guests.Account;
import dev.chela.core.guest.Guests;
import dev.chela.core.plugin.Generation;
import dev.chela.core.plugin.PluginChanged;
import dev.chela.core.plugin.Plugins.Returned;
import dev.chela.core.task.Scope;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches each generation that took another one's place, in its first minutes: when its own mistakes end half of the calls into it, the
 * one before comes back. Whatever comes back is not watched, so that two bad ones do not take turns.
 */
final class Canary implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Canary.class);
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Duration GLANCE = Duration.ofSeconds(1);
    /** One mistake may be anybody's. */
    private static final int FEWEST = 3;

    private final Guests guests;
    private final Residents residents;
    private final Errands errands;
    private final Scope scope;
    private final Clock clock;
    private final Registration listening;
    /** By the plugin's id; guarded by this. */
    private final Map<String, Watched> watched = new HashMap<>();
    private final Map<String, Returned> returned = new ConcurrentSkipListMap<>();

    Canary(Guests guests, Residents residents, Errands errands, Events events, Scope scope, Clock clock) {
        this.guests = guests;
        this.residents = residents;
        this.errands = errands;
        this.scope = scope;
        this.clock = clock;
        this.listening = events.listen(PluginChanged.class, this::changed);
    }

    private record Watched(Generation before, Generation now, String file, Instant until, Registration alarm) {}

    List<Returned> returned() {
        return List.copyOf(returned.values());
    }

    private synchronized void changed(PluginChanged change) {
        String id = change.after().or(change::before).map(Generation::id).orElse("");
        forget(id);
        if (!isReturn(id, change)) {
            returned.remove(id);
            change.after().ifPresent(now -> change.before().filter(before -> before.id().equals(id))
                    .ifPresent(before -> watch(before, now, change.file(), clock.now().plus(WINDOW))));
        }
    }

    /** Whether what failed goes and the one before comes. */
    private boolean isReturn(String id, PluginChanged change) {
        Returned bad = returned.get(id);
        return bad != null && change.before().filter(bad.failed()::equals).isPresent() && change.after().filter(bad.now()::equals).isPresent();
    }

    private void watch(Generation before, Generation now, String file, Instant until) {
        if (clock.now().isBefore(until)) {
            watched.put(now.id(), new Watched(before, now, file, until, clock.after(GLANCE, () -> glance(now))));
        }
    }

    private void forget(String id) {
        Watched old = watched.remove(id);
        if (old != null) {
            old.alarm().close();
        }
    }

    private synchronized void glance(Generation now) {
        Watched each = watched.get(now.id());
        if (each == null || !each.now().equals(now)) {
            return;
        }
        List<Account> accounts = residents.at(each.file()).map(resident -> guests.accounts(resident.bundle().getBundleId())).orElse(List.of());
        long faults = accounts.stream().mapToLong(Account::faults).sum();
        long calls = accounts.stream().mapToLong(Account::calls).sum();
        if (failing(calls, faults)) {
            String last = accounts.stream().map(Account::lastFault).filter(fault -> !fault.isEmpty()).findFirst().orElse("");
            scope.start("return of " + now.id(), () -> goBack(each, faults + " of its first " + calls + " calls failed, the last with " + last));
        } else {
            watch(each.before(), now, each.file(), each.until());
        }
    }

    static boolean failing(long calls, long faults) {
        return faults >= FEWEST && faults * 2 >= calls;
    }

    private void goBack(Watched bad, String why) {
        String id = bad.now().id();
        returned.put(id, new Returned(bad.file(), bad.now(), bad.before(), why, clock.now()));
        try {
            if (errands.goBack(bad.now(), bad.before())) {
                LOG.warn("{} is in place again: of {} {}", bad.before(), bad.now(), why);
            } else {
                returned.remove(id);
            }
        } catch (Fault | UncheckedIOException cannot) {
            returned.remove(id);
            LOG.warn("{} should go, since {}, but {} cannot come back: {}", bad.now(), why, bad.before(), cannot.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        listening.close();
        Set.copyOf(watched.keySet()).forEach(this::forget);
    }
}
