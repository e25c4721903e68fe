package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Permanent;
import dev.chela.core.plugin.internal.PluginBook.Unfinished;
import dev.chela.core.plugin.internal.SwapPlan.SwapStep;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Walks a plan, recording where it is. What fails is undone to the beginning. */
final class PlanRunner {
    private static final Logger LOG = LoggerFactory.getLogger(PlanRunner.class);
    private static final int ATTEMPTS = 2;

    private final PluginBook book;

    PlanRunner(PluginBook book) {
        this.book = book;
    }

    /**
     * @throws Permanent when a step refused, after everything was undone
     * @throws InterruptedException when the gateway stops; likewise, unless the new generation had been recorded
     */
    void run(SwapPlan plan) throws InterruptedException {
        begin(plan);
        Deque<SwapStep> done = new ArrayDeque<>();
        boolean whole = false;
        try {
            for (SwapStep step : plan.steps()) {
                book.reached(plan.file(), step.name());
                step.apply().run();
                done.push(step);
            }
            whole = true;
        } finally {
            if (!whole) {
                undo(plan, done);
            }
        }
        for (SwapStep step : plan.afterwards()) {
            step.apply().run();
        }
    }

    /**
     * A jar that stopped the gateway while it was tried is tried once more, then left alone until it is overwritten. Not so one whose old
     * generation did it as it was stopped: {@link Restoration} does not start that again before this.
     */
    private void begin(SwapPlan plan) {
        String sha256 = plan.after().sha256();
        Optional<Unfinished> cut = book.unfinished(plan.file()).filter(same -> same.sha256().equals(sha256));
        cut.ifPresent(unfinished -> {
            if (unfinished.attempts() >= ATTEMPTS && !unfinished.cutByTheOld()) {
                throw new Permanent("the gateway stopped " + ATTEMPTS + " times while it was being installed (the last time at the step '"
                        + unfinished.step() + "'); overwrite it with a better one, or delete it and copy it again to insist");
            }
        });
        book.begin(plan.file(), sha256, cut.map(Unfinished::attempts).orElse(0) + 1);
    }

    private void undo(SwapPlan plan, Deque<SwapStep> done) {
        boolean interrupted = Thread.interrupted(); // Half an undoing would be worse than a later stop.
        done.forEach(step -> undo(plan, step));
        undo(plan, new SwapStep("begin", () -> {}, () -> book.abandon(plan.file())));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void undo(SwapPlan plan, SwapStep step) {
        try {
            step.undo().run();
        } catch (Fault | UncheckedIOException e) {
            LOG.error("{}: the step '{}' could not be undone: {}; restart the gateway", plan.file(), step.name(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
