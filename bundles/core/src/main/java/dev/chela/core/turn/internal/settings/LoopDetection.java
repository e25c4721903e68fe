package dev.chela.core.turn.internal.settings;

import dev.chela.api.config.Range;
import dev.chela.api.id.AgentId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code tools.loopDetection}. On unless it says otherwise.
 *
 * @param historySize how many of a run's newest calls are compared
 * @param warningThreshold from so many repetitions on the model is told
 * @param criticalThreshold from so many on it is stopped; both count twice for calls that look after something that takes its time
 */
public record LoopDetection(
        @Nullable Boolean enabled, @Range(min = 0, max = 1_000) int historySize, @Range(min = 0, max = 500) int warningThreshold,
        @Range(min = 0, max = 500) int criticalThreshold, @Nullable Detectors detectors) {
    public static final LoopDetection USUAL = new LoopDetection(null, 0, 0, 0, null);
    private static final int HISTORY = 30;
    private static final int WARNING = 5;

    public LoopDetection {
        historySize = historySize == 0 ? HISTORY : historySize;
        warningThreshold = warningThreshold == 0 ? WARNING : warningThreshold;
        criticalThreshold = criticalThreshold == 0 ? 2 * warningThreshold : criticalThreshold;
        if (warningThreshold >= criticalThreshold || criticalThreshold > historySize) {
            throw new IllegalArgumentException("warningThreshold (" + warningThreshold + ") must be smaller than criticalThreshold ("
                    + criticalThreshold + "), and that no larger than historySize (" + historySize + ")");
        }
        detectors = detectors == null ? new Detectors(null, null, null) : detectors;
    }

    /** What an agent of the section {@code agents} says takes the place of what is said for all. */
    public record Roster(@Nullable Map<String, Entry> entries) {
        Optional<LoopDetection> of(AgentId agent) {
            return Optional.ofNullable(entries).map(all -> all.get(agent.value())).map(Entry::tools).map(Tools::loopDetection);
        }
    }

    public record Entry(@Nullable Tools tools) {}

    public record Tools(@Nullable LoopDetection loopDetection) {}

    public boolean on() {
        return enabled == null || enabled;
    }

    /**
     * @param genericRepeat the same call with the same result
     * @param knownPollNoProgress the same of a call that waits for something
     * @param pingPong two calls by turns, each with the same result as before
     */
    public record Detectors(@Nullable Boolean genericRepeat, @Nullable Boolean knownPollNoProgress, @Nullable Boolean pingPong) {
        public Detectors {
            genericRepeat = genericRepeat == null || genericRepeat;
            knownPollNoProgress = knownPollNoProgress == null || knownPollNoProgress;
            pingPong = pingPong == null || pingPong;
        }
    }
}
