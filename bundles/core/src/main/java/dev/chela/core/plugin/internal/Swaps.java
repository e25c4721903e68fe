package dev.chela.core.plugin.internal;

import dev.chela.api.task.Clock;
import dev.chela.core.annex.Lane;
import dev.chela.core.guest.Guests;
import dev.chela.core.plugin.Generation;
import dev.chela.core.plugin.internal.PluginBook.Entry;
import dev.chela.core.plugin.internal.SwapPlan.SwapStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/**
 * Makes the plan of an installation or an upgrade. Usually the new generation starts first and the registries prefer it at once, so that
 * no call finds nothing. A channel must not connect twice: its old generation is silenced and stopped first.
 */
final class Swaps {
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final Duration PROBE = Duration.ofSeconds(5);

    private final Staging staging;
    private final Bundles bundles;
    private final Judgement judgement;
    private final Probe probe;
    private final Guests guests;
    private final Residents residents;
    private final PluginBook book;
    private final Clock clock;
    private final Gate gate;
    private final Remains remains;

    Swaps(Staging staging, Bundles bundles, Probe probe, Guests guests, Residents residents, PluginBook book, Clock clock, Gate gate) {
        this.staging = staging;
        this.bundles = bundles;
        this.judgement = new Judgement(bundles.wiring());
        this.probe = probe;
        this.guests = guests;
        this.residents = residents;
        this.book = book;
        this.clock = clock;
        this.gate = gate;
        this.remains = bundles.remains();
    }

    SwapPlan plan(Candidate jar, Identity identity, Optional<Resident> old) {
        return new Swap(jar, identity, old).plan();
    }

    /** Whether the old generation goes before the new one comes. */
    static boolean pauses(Identity old, Identity next) {
        return old.channel() || next.channel();
    }

    /** What the steps of one plan share. */
    private final class Swap {
        private final Candidate jar;
        private final Identity identity;
        private final Optional<Resident> old;
        private final Generation generation;
        private @Nullable Bundle bundle;
        private Admission admission = new Admission(List.of(), Lane.HOUSE);
        private Optional<Remains.Trail> trail = Optional.empty();

        Swap(Candidate jar, Identity identity, Optional<Resident> old) {
            this.jar = jar;
            this.identity = identity;
            this.old = old;
            this.generation = new Generation(identity.id(), identity.version(), jar.sha256());
        }

        SwapPlan plan() {
            List<SwapStep> steps = new ArrayList<>();
            steps.add(new SwapStep("verify", () -> admission = gate.pass(jar, identity.id())));
            steps.add(new SwapStep("stage", () -> staging.keep(jar), () -> staging.sweep(book.needed())));
            steps.add(new SwapStep("install", () -> bundle = bundles.install(jar.sha256(), admission.lane()), () -> bundles.remove(fresh())));
            steps.add(new SwapStep("judge", this::judge));
            old.filter(resident -> pauses(resident.identity(), identity))
                    .ifPresent(resident -> silence(resident.bundle(), steps));
            steps.add(new SwapStep("swap", this::start, () -> bundles.stop(fresh())));
            steps.add(new SwapStep("probe", () -> probe.await(fresh(), PROBE)));
            steps.add(new SwapStep("record", this::record));
            List<SwapStep> afterwards = old.map(resident -> new SwapStep("release", () -> release(resident))).stream().toList();
            return new SwapPlan(jar.file(), old.map(resident -> resident.entry().generation()), generation, List.copyOf(steps), afterwards);
        }

        private void judge() throws InterruptedException {
            if (admission.lane() == Lane.CHILD) {
                judgeItself();
            } else {
                judgement.check(fresh());
            }
            old.ifPresent(resident -> judgement.goesAlone(resident.bundle()));
        }

        /** What stands for it is ours: the framework takes its own jar for a moment. */
        private void judgeItself() throws InterruptedException {
            bundles.glance(new Candidate(jar.file(), staging.jar(jar.sha256()), jar.sha256()), itself -> {
                judgement.check(itself);
                return itself;
            });
        }

        private void start() throws InterruptedException {
            trail = old.map(resident -> remains.of(resident.bundle()));
            bundles.start(fresh());
        }

        private void silence(Bundle running, List<SwapStep> steps) {
            steps.add(new SwapStep(SwapPlan.QUIESCE, () -> quiesce(running), () -> guests.release(running.getBundleId())));
            steps.add(new SwapStep(SwapPlan.STOP_OLD, () -> bundles.stop(running), () -> bundles.start(running)));
        }

        private void quiesce(Bundle running) {
            guests.quiesce(running.getBundleId());
            guests.drain(running.getBundleId(), DRAIN);
        }

        private void record() {
            Entry now = new Entry(jar.file(), generation, clock.now());
            book.installed(now, old.map(Resident::entry));
            residents.replace(old, new Resident(now, fresh(), identity, admission.signers()));
        }

        private void release(Resident resident) throws InterruptedException {
            bundles.remove(resident.bundle());
            guests.release(resident.bundle().getBundleId());
            staging.sweep(book.needed());
            if (trail.isPresent()) {
                trail.get().tell();
            }
        }

        private Bundle fresh() {
            return Objects.requireNonNull(bundle, "the step 'install' comes first");
        }
    }
}
