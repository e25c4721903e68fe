package dev.chela.core.turn.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.id.RunId;
import dev.chela.core.session.Entry;
import dev.chela.core.turn.internal.prompt.Messages;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where a run stands, as its transcript tells.
 *
 * @param answers how many answers of the model it has recorded
 * @param calls what the last of them asked for and has no result yet
 * @param yielded whether the last thing that happened ends the turn: what it waits for begins another
 * @param mute whether the last thing that stands there is an answer without a word
 */
public record Pending(int answers, List<JsonNode> calls, boolean yielded, boolean mute) {
    public static Pending of(List<Entry> context, RunId run) {
        String prefix = run + ":";
        Set<String> answered = new HashSet<>();
        boolean last = true;
        for (int i = context.size() - 1; i >= 0; i--) {
            Entry entry = context.get(i);
            if (entry.role().equals("toolResult") && entry.id().startsWith(prefix)) {
                answered.add(entry.message().path("toolCallId").asText());
            } else if (entry.role().equals("assistant") && entry.id().startsWith(prefix)) {
                int number = Integer.parseInt(entry.id().substring(prefix.length()));
                List<JsonNode> open = open(entry.message(), answered);
                return new Pending(number, open, open.isEmpty() && context.get(context.size() - 1).message().path(Messages.YIELDED).asBoolean(),
                        last && isMute(entry.message()));
            } else if (entry.id().equals(prefix + "u")) {
                break;
            }
            last &= !entry.isMessage();
        }
        return new Pending(0, List.of(), false, false);
    }

    private static boolean isMute(JsonNode answer) {
        return Messages.calls(answer).isEmpty() && Messages.textOf(answer).isBlank();
    }

    private static List<JsonNode> open(JsonNode answer, Set<String> answered) {
        List<JsonNode> open = new ArrayList<>(Messages.calls(answer));
        open.removeIf(call -> answered.contains(Messages.id(call)));
        return List.copyOf(open);
    }
}
