package dev.chela.core.plugin.internal;

import dev.chela.core.plugin.Generation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is to be done about one file.
 *
 * @param steps in their order, each with its way back; the last one records the new generation
 * @param afterwards what tidies up then; nothing is undone any more
 */
record SwapPlan(String file, Optional<Generation> before, Generation after, List<SwapStep> steps, List<SwapStep> afterwards) {
    static final String QUIESCE = "quiesce";
    static final String STOP_OLD = "stop-old";
    /** The steps before the new generation is recorded that run the old one's code. */
    static final Set<String> OF_THE_OLD = Set.of(QUIESCE, STOP_OLD);

    @Override
    public String toString() {
        return file + ": " + before.map(Generation::toString).orElse("nothing") + " → " + after + " by "
                + Stream.concat(steps.stream(), afterwards.stream()).map(SwapStep::name).collect(Collectors.joining(", "));
    }

    /** @param undo what takes {@code apply} back; called only after it ended without an exception */
    record SwapStep(String name, Act apply, Act undo) {
        SwapStep(String name, Act apply) {
            this(name, apply, () -> {});
        }
    }

    /** A refusal is a {@link dev.chela.api.fault.Permanent}, its message the reason. */
    @FunctionalInterface
    interface Act {
        void run() throws InterruptedException;
    }
}
