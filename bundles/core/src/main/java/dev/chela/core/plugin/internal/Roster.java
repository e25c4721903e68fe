package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.task.Clock;
import dev.chela.core.annex.Annex;
import dev.chela.core.annex.Annex.Fare;
import dev.chela.core.guest.Guests;
import dev.chela.core.plugin.Plugins.Builtin;
import dev.chela.core.plugin.Plugins.Installed;
import dev.chela.core.plugin.Ties;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Who is in the house, those of the boot set, too, how they fare and what ties them. Safe on any thread. */
final class Roster {
    private final BundleContext context;
    private final Guests guests;
    private final Residents residents;
    private final Probe probe;
    private final Kinship kinship;
    private final Gate gate;
    private final Annex annex;
    private final Clock clock;

    Roster(BundleContext context, Guests guests, Residents residents, Probe probe, Kinship kinship, Gate gate, Annex annex, Clock clock) {
        this.context = context;
        this.guests = guests;
        this.residents = residents;
        this.probe = probe;
        this.kinship = kinship;
        this.gate = gate;
        this.annex = annex;
        this.clock = clock;
    }

    List<Installed> installed() {
        return residents.all().stream().map(this::installed).toList();
    }

    Installed installed(Resident resident) {
        Bundle bundle = resident.bundle();
        long faults = guests.accounts(bundle.getBundleId()).stream().mapToLong(Guests.Account::faults).sum();
        return new Installed(resident.entry().generation(), resident.file(), problem(bundle), resident.entry().since(),
                bundle.getBundleId(), faults, Judgement.provides(bundle), Judgement.wants(bundle),
                gate.signature(resident.signers()), annex.fare(bundle).map(Fare::words).orElse(""));
    }

    /** The boot set's, by name: bundles that say in their manifest what they bring. */
    List<Builtin> builtin() {
        return bootSet().map(bundle -> new Builtin(bundle.getSymbolicName(), bundle.getVersion().toString(), problem(bundle),
                        bundle.getBundleId(), Judgement.provides(bundle), Judgement.wants(bundle)))
                .sorted(Comparator.comparing(Builtin::id)).toList();
    }

    private Stream<Bundle> bootSet() {
        return Stream.of(context.getBundles()).filter(bundle -> !Bundles.isGeneration(bundle))
                .filter(bundle -> Judgement.provides(bundle).stream().anyMatch(what -> !what.startsWith("grant ")));
    }

    /** @throws Permanent when there is none of that name, or it is put aside */
    Ties ties(String id) {
        Bundle bundle = residents.named(id).map(Resident::bundle)
                .or(() -> bootSet().filter(each -> each.getSymbolicName().equals(id)).findFirst())
                .orElseThrow(() -> new Permanent("there is no plugin '" + id + "' in use; chela plugins list shows those that are"));
        return new Ties(id, bundle.getVersion().toString(), problem(bundle), residents.named(id).map(resident -> gate.signature(resident.signers())),
                Judgement.wants(bundle), kinship.wires(bundle), kinship.uses(bundle), kinship.offers(bundle),
                kinship.refreshed(bundle));
    }

    private String problem(Bundle bundle) {
        String wrong = probe.problem(bundle);
        String down = wrong.isEmpty() ? annex.fare(bundle).map(Fare::trouble).orElse("") : wrong;
        return down.isEmpty() ? rest(bundle) : down;
    }

    /** Empty unless something that it offers failed too often of late. */
    private String rest(Bundle bundle) {
        return guests.accounts(bundle.getBundleId()).stream().filter(account -> clock.now().isBefore(account.rests())).findFirst()
                .map(account -> "it failed again and again, the last time with " + account.lastFault() + ", and is not called until " + account.rests()).orElse("");
    }
}
