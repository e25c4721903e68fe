package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Permanent;
import dev.chela.core.guest.Guests;
import dev.chela.core.guest.Guests.Account;
import dev.chela.core.plugin.Generation;
import dev.chela.core.plugin.Outlook;
import dev.chela.core.plugin.Outlook.Build;
import dev.chela.core.plugin.Outlook.Swap;
import dev.chela.core.plugin.Plugins.Mode;
import dev.chela.core.plugin.internal.SwapPlan.SwapStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;

/** Tells what would become of a jar: by the checks and the plan that would be made, with the framework's own word for it. */
final class Foresight {
    private final Staging staging;
    private final Bundles bundles;
    private final Judgement judgement;
    private final Kinship kinship;
    private final Swaps swaps;
    private final Guests guests;
    private final Residents residents;
    private final Errands errands;
    private final Requests requests;
    private final Gate gate;

    Foresight(Staging staging, Bundles bundles, Swaps swaps, Guests guests, Residents residents, Errands errands, Requests requests,
            Gate gate) {
        this.staging = staging;
        this.bundles = bundles;
        this.judgement = new Judgement(bundles.wiring());
        this.kinship = new Kinship(bundles.wiring());
        this.swaps = swaps;
        this.guests = guests;
        this.residents = residents;
        this.errands = errands;
        this.requests = requests;
        this.gate = gate;
    }

    Outlook plan(Path jar, Mode mode) {
        errands.order(jar, mode);
        Outlook outlook = verify(jar);
        if (!outlook.problem().isEmpty()) {
            throw new Permanent(jar.getFileName() + " would be refused: " + outlook.problem());
        }
        return outlook;
    }

    Outlook verify(Path jar) {
        Errands.named(jar);
        return requests.ask("looking at " + jar, () -> look(jar));
    }

    private Outlook look(Path jar) throws InterruptedException, IOException {
        Candidate copy;
        try {
            copy = staging.copy(jar);
        } catch (IOException e) {
            throw new Permanent(jar + " cannot be read: " + e.getMessage(), e);
        }
        try {
            return identified(copy);
        } finally {
            staging.discard(copy);
        }
    }

    private Outlook identified(Candidate jar) throws InterruptedException {
        try {
            return look(jar, Identity.of(jar));
        } catch (Permanent reason) {
            return new Outlook(jar.file(), jar.sha256(), Optional.empty(), Optional.empty(), String.valueOf(reason.getMessage()),
                    gate.signature(jar.copy()), Build.UNKNOWN, Swap.NONE);
        }
    }

    private Outlook look(Candidate jar, Identity identity) throws InterruptedException {
        Optional<Resident> old = residents.named(identity.id());
        Generation after = new Generation(identity.id(), identity.version(), jar.sha256());
        Judged judged = judged(jar, identity.id());
        String problem = judged.problem.isEmpty() ? old.map(this::clinging).orElse("") : judged.problem;
        boolean same = old.filter(there -> there.sha256().equals(jar.sha256())).isPresent();
        return new Outlook(old.map(Resident::file).orElse(jar.file()), jar.sha256(), old.map(there -> there.entry().generation()), Optional.of(after),
                problem, gate.signature(jar.copy()), judged.build, same || !problem.isEmpty() ? Swap.NONE : swap(jar, identity, old));
    }

    private String clinging(Resident old) {
        return problem(() -> judgement.goesAlone(old.bundle()));
    }

    private record Judged(String problem, Build build) {}

    private Judged judged(Candidate jar, String id) throws InterruptedException {
        try {
            String elsewhere = gate.elsewhere(gate.pass(jar, id).lane());
            return bundles.glance(jar, bundle -> examined(bundle, elsewhere));
        } catch (Fault notTaken) {
            return new Judged(String.valueOf(notTaken.getMessage()), Build.UNKNOWN);
        }
    }

    /** What it was built against is told of one that is refused, too: it may be why. */
    private Judged examined(Bundle bundle, String elsewhere) {
        Build build = new Build(Judgement.provides(bundle), Judgement.wants(bundle), judgement.api(bundle), elsewhere);
        return new Judged(problem(() -> judgement.check(bundle)), build);
    }

    private static String problem(Runnable check) {
        try {
            check.run();
            return "";
        } catch (Fault reason) {
            return String.valueOf(reason.getMessage());
        }
    }

    private Swap swap(Candidate jar, Identity identity, Optional<Resident> old) {
        SwapPlan plan = swaps.plan(jar, identity, old);
        List<String> steps = Stream.concat(plan.steps().stream(), plan.afterwards().stream()).map(SwapStep::name).toList();
        return old.map(there -> new Swap(steps, kinship.refreshed(there.bundle()), running(there.bundle()), pauses(there, identity)))
                .orElseGet(() -> new Swap(steps, List.of(), 0, List.of()));
    }

    private int running(Bundle bundle) {
        return guests.accounts(bundle.getBundleId()).stream().mapToInt(Account::running).sum();
    }

    private static List<String> pauses(Resident old, Identity next) {
        return Swaps.pauses(old.identity(), next) ? Judgement.provides(old.bundle()) : List.of();
    }
}
