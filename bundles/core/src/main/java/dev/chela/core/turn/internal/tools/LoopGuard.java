package dev.chela.core.turn.internal.tools;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.fault.Permanent;
import dev.chela.api.tool.Content;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.turn.internal.prompt.Messages;
import dev.chela.core.turn.internal.settings.LoopDetection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Notices a model that goes round in a circle: first says so beside the result, then makes none of an answer's calls, once, and when that
 * does not help ends the run. Kept per attempt at a run: after a restart it counts anew.
 */
final class LoopGuard {
    public static final String BLOCKED = "None of these calls was made: '%s' was repeated with the same arguments and the same result too often. "
            + "Do something else, or answer with what you know.";
    static final String PERSISTED = "compaction_loop_persisted";
    private static final int AFTER_COMPACTION = 3;
    private static final Set<String> POLLING = Set.of("poll", "log");

    private final LoopDetection settings;
    private final List<Seen> history = new ArrayList<>();
    private final List<Seen> sinceCompaction = new ArrayList<>();
    private boolean compacted;
    private boolean blocked;

    private record Call(String tool, String arguments, boolean polls) {
        static Call of(String tool, String arguments) {
            return new Call(tool, arguments, tool.equals("process") && POLLING.contains(action(arguments)));
        }

        private static String action(String arguments) {
            return Messages.read(arguments).path("action").asText();
        }
    }

    private record Seen(Call call, long result) {}

    LoopGuard(LoopDetection settings) {
        this.settings = settings;
    }

    /**
     * @param calls of one answer
     * @return why none of them is to be made; empty when they may be
     * @throws Permanent when that was said before and did not help
     */
    synchronized Optional<String> refusal(List<JsonNode> calls) {
        endsWhatCompactionDidNot();
        Optional<Call> again = calls.stream().map(call -> Call.of(Messages.name(call), Messages.argumentsText(call)))
                .filter(call -> repeats(call) >= settings.criticalThreshold() * weight(call)).findFirst();
        again.filter(call -> blocked).ifPresent(call -> {
            throw new Permanent("The model repeated the same call of '" + call.tool() + "' " + repeats(call)
                    + " times with the same result, also after it was told; the run was ended.");
        });
        blocked |= again.isPresent();
        return again.map(call -> BLOCKED.formatted(call.tool()));
    }

    private void endsWhatCompactionDidNot() {
        if (sinceCompaction.size() >= AFTER_COMPACTION && sinceCompaction.stream().distinct().count() == 1) {
            throw new Permanent(PERSISTED + ": the model goes on with the same call of '" + sinceCompaction.get(0).call().tool()
                    + "' and the same result after its conversation was shortened; the run was ended.");
        }
    }

    /** The model sees its conversation shortened from here on. */
    synchronized void compacted() {
        compacted = true;
        sinceCompaction.clear();
    }

    synchronized ToolResult watched(String tool, String arguments, ToolResult result) {
        if (!settings.on()) {
            return result;
        }
        Call call = Call.of(tool, arguments);
        Seen seen = new Seen(call, Volatile.hash(result));
        history.add(seen);
        if (history.size() > settings.historySize()) {
            history.remove(0);
        }
        if (compacted && sinceCompaction.size() < AFTER_COMPACTION) {
            sinceCompaction.add(seen);
        }
        int count = repeats(call);
        return count < settings.warningThreshold() * weight(call) ? result : noted(result, count, call.polls());
    }

    private static int weight(Call call) {
        return call.polls() ? 2 : 1;
    }

    private int repeats(Call call) {
        LoopDetection.Detectors detectors = java.util.Objects.requireNonNull(settings.detectors());
        boolean counted = call.polls() ? detectors.knownPollNoProgress() : detectors.genericRepeat();
        int same = counted ? sameResult(call) : 0;
        return detectors.pingPong() ? Math.max(same, byTurns(call)) : same;
    }

    /** How often the newest result of this call has come. */
    private int sameResult(Call call) {
        List<Seen> own = history.stream().filter(seen -> seen.call().equals(call)).toList();
        return own.isEmpty() ? 0 : (int) own.stream().filter(own.get(own.size() - 1)::equals).count();
    }

    /** How many of the newest calls go to and fro between this one and one other, nothing having changed for either. */
    private int byTurns(Call call) {
        int last = history.size() - 1;
        if (last < 1 || history.get(last).call().equals(history.get(last - 1).call())
                || !history.get(last).call().equals(call) && !history.get(last - 1).call().equals(call)) {
            return 0;
        }
        int length = 2;
        while (length <= last && history.get(last - length).equals(history.get(last - length + 2))) {
            length++;
        }
        return length;
    }

    private static ToolResult noted(ToolResult result, int count, boolean polls) {
        List<Content> content = new ArrayList<>(result.content());
        content.add(new Content.Text("[note: nothing has changed in " + count + " of your latest calls; "
                + (polls ? "wait longer before you look again, or do something else meanwhile]" : "try something else]")));
        return new ToolResult(List.copyOf(content), result.outcome(), result.details());
    }
}
