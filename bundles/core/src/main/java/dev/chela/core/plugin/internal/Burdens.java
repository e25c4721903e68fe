package dev.chela.core.plugin.internal;

import dev.chela.api.task.Clock;
import dev.chela.core.annex.Annex;
import dev.chela.core.annex.Annex.Fare;
import dev.chela.core.guest.Effort;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.Guests;
import dev.chela.core.guest.Guests.Account;
import dev.chela.core.plugin.Plugins.Burden;
import dev.chela.core.plugin.Plugins.Calls;
import dev.chela.core.plugin.Plugins.Held;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** What each plugin has cost since it started, added up over all that it offers. */
final class Burdens {
    private final BundleContext context;
    private final Guests guests;
    private final Remains remains;
    private final Earlier earlier;
    private final Annex annex;
    private final Clock clock;

    Burdens(BundleContext context, Guests guests, Bundles bundles, Annex annex, Clock clock) {
        this.context = context;
        this.guests = guests;
        this.remains = bundles.remains();
        this.earlier = bundles.earlier();
        this.annex = annex;
        this.clock = clock;
    }

    /** Who took most time first. */
    List<Burden> all() {
        Map<Thread, StackTraceElement[]> threads = Thread.getAllStackTraces();
        return guests.accounts().stream().collect(Collectors.groupingBy(Account::guest)).entrySet().stream()
                .map(guest -> burden(guest.getKey(), guest.getValue(), threads))
                .sorted(Comparator.comparing((Burden burden) -> burden.calls().effort().inside()).reversed().thenComparing(burden -> burden.guest().plugin()))
                .toList();
    }

    private Burden burden(Guest guest, List<Account> accounts, Map<Thread, StackTraceElement[]> threads) {
        Bundle bundle = context.getBundle(guest.bundle());
        Calls calls = new Calls(accounts.stream().mapToInt(Account::running).sum(), accounts.stream().mapToLong(Account::calls).sum(),
                accounts.stream().mapToLong(Account::faults).sum(), accounts.stream().map(Account::effort).reduce(Effort.NONE, Effort::plus),
                guests.traffic(guest).sum());
        Optional<Instant> rests = accounts.stream().map(Account::rests).filter(clock.now()::isBefore).findFirst();
        return new Burden(guest, calls, new Held(bundle == null ? 0 : remains.of(bundle, threads).count(), earlier.of(guest.plugin())), rests,
                guests.mishaps(guest.plugin()), bundle == null ? "" : annex.fare(bundle).map(Fare::words).orElse(""));
    }
}
