package dev.chela.core.turn.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.id.RunId;
import dev.chela.core.session.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where a run stands, as its transcript tells.
 *
 * @param answers how many answers of the model it has recorded
 * @param calls what the last of them asked for and has no result yet
 */
record Pending(int answers, List<JsonNode> calls) {
    static Pending of(List<Entry> context, RunId run) {
        String prefix = run + ":";
        Set<String> answered = new HashSet<>();
        for (int i = context.size() - 1; i >= 0; i--) {
            Entry entry = context.get(i);
            if (entry.role().equals("toolResult") && entry.id().startsWith(prefix)) {
                answered.add(entry.message().path("toolCallId").asText());
            } else if (entry.role().equals("assistant") && entry.id().startsWith(prefix)) {
                int number = Integer.parseInt(entry.id().substring(prefix.length()));
                return new Pending(number, open(entry.message(), answered));
            } else if (entry.id().equals(prefix + "u")) {
                break;
            }
        }
        return new Pending(0, List.of());
    }

    private static List<JsonNode> open(JsonNode answer, Set<String> answered) {
        List<JsonNode> open = new ArrayList<>(Messages.calls(answer));
        open.removeIf(call -> answered.contains(call.path("id").asText()));
        return List.copyOf(open);
    }
}
