package dev.chela.core.turn.internal.context;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.json.Json;
import dev.chela.core.session.Blocks;
import dev.chela.core.session.Entry;
import dev.chela.core.turn.internal.prompt.Messages;
import dev.chela.core.turn.internal.prompt.Window;
import dev.chela.core.turn.internal.settings.ContextSettings.HardClear;
import dev.chela.core.turn.internal.settings.ContextSettings.Pruning;
import dev.chela.core.turn.internal.settings.ContextSettings.SoftTrim;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;

/**
 * Which old results of tools a model sees shortened. Never those of the newest answers, nor what stands before the first message of a
 * person, nor one with a picture, nor anything that people or the model said. The transcript keeps everything: only what is sent is made
 * shorter. Pure.
 *
 * @param cuts by the id of the entry
 */
record PrunePlan(Map<String, Cut> cuts) {
    static final PrunePlan NONE = new PrunePlan(Map.of());
    private static final int CHARS_PER_TOKEN = 4;

    enum Cut { TRIM, CLEAR }

    boolean isEmpty() {
        return cuts.isEmpty();
    }

    /** @param window tokens that the model reads, more than 0 @param shown the conversation as it is seen now, earlier cuts made */
    static PrunePlan of(List<Entry> shown, int window, Pruning settings) {
        List<Entry> seen = Window.of(shown).messages();
        long chars = Window.of(shown).tokens() * CHARS_PER_TOKEN;
        long room = (long) window * CHARS_PER_TOKEN;
        Map<String, Cut> cuts = new LinkedHashMap<>();
        if (chars < room * settings.softTrimRatio()) {
            return NONE;
        }
        Map<String, Integer> left = new LinkedHashMap<>();
        SoftTrim soft = Objects.requireNonNull(settings.softTrim());
        for (Entry result : prunable(seen, settings)) {
            int length = Messages.textOf(result.message()).length();
            int now = length > soft.maxChars() ? trimmed(result, soft) : length;
            if (now < length) {
                cuts.put(result.id(), Cut.TRIM);
                chars -= length - now;
            }
            left.put(result.id(), Math.min(now, length));
        }
        clear(cuts, left, chars, room, settings);
        return new PrunePlan(Map.copyOf(cuts));
    }

    private static void clear(Map<String, Cut> cuts, Map<String, Integer> left, long chars, long room, Pruning settings) {
        HardClear hard = Objects.requireNonNull(settings.hardClear());
        boolean enough = left.values().stream().mapToLong(Integer::longValue).sum() >= settings.minPrunableToolChars();
        long still = chars;
        for (Map.Entry<String, Integer> result : left.entrySet()) {
            int gain = result.getValue() - hard.placeholder().length();
            if (hard.enabled() && enough && still >= room * settings.hardClearRatio() && gain > 0) {
                cuts.put(result.getKey(), Cut.CLEAR);
                still -= gain;
            }
        }
    }

    private static int trimmed(Entry result, SoftTrim soft) {
        return Messages.textOf(trim(result, soft).message()).length();
    }

    private static List<Entry> prunable(List<Entry> seen, Pruning settings) {
        int from = 0;
        while (from < seen.size() && !seen.get(from).role().equals("user")) {
            from++;
        }
        int to = seen.size();
        for (int answers = 0; to > from && answers < settings.keepLastAssistants(); to--) {
            answers += seen.get(to - 1).role().equals("assistant") ? 1 : 0;
        }
        return seen.subList(from, Math.max(from, to)).stream().filter(entry -> entry.role().equals("toolResult") && !hasImage(entry)
                && Objects.requireNonNull(settings.tools()).has(entry.message().path("toolName").asText())).toList();
    }

    private static boolean hasImage(Entry entry) {
        return StreamSupport.stream(entry.message().path("content").spliterator(), false)
                .anyMatch(block -> block.path("type").asText().equals("image"));
    }

    /** The conversation with these results cut. */
    List<Entry> applied(List<Entry> conversation, Pruning settings) {
        if (isEmpty()) {
            return conversation;
        }
        List<Entry> shown = new ArrayList<>();
        for (Entry entry : conversation) {
            Cut cut = cuts.get(entry.id());
            shown.add(cut == null || hasImage(entry) ? entry : cut == Cut.TRIM ? trim(entry, Objects.requireNonNull(settings.softTrim()))
                    : with(entry, Objects.requireNonNull(settings.hardClear()).placeholder()));
        }
        return List.copyOf(shown);
    }

    private static Entry trim(Entry entry, SoftTrim soft) {
        String text = Messages.textOf(entry.message());
        if (text.length() <= soft.maxChars()) {
            return entry;
        }
        return with(entry, text.substring(0, soft.headChars()) + "\n...\n" + text.substring(text.length() - soft.tailChars())
                + "\n\n[Cut: the first " + soft.headChars() + " and the last " + soft.tailChars() + " of " + text.length() + " characters.]");
    }

    private static Entry with(Entry entry, String text) {
        ObjectNode body = entry.body().deepCopy();
        ((ObjectNode) body.path("message")).putArray("content").add(Blocks.text(text));
        return new Entry(body);
    }

    /** Both; a later cut of an entry takes the place of an earlier one. */
    PrunePlan and(PrunePlan later) {
        Map<String, Cut> all = new HashMap<>(cuts);
        all.putAll(later.cuts);
        return new PrunePlan(Map.copyOf(all));
    }

    ObjectNode written() {
        ObjectNode data = Json.object();
        cuts.forEach((id, cut) -> data.put(id, cut.name().toLowerCase(java.util.Locale.ROOT)));
        return data;
    }

    static PrunePlan read(JsonNode data) {
        Map<String, Cut> cuts = new HashMap<>();
        data.fields().forEachRemaining(field -> cuts.put(field.getKey(), field.getValue().asText().equals("clear") ? Cut.CLEAR : Cut.TRIM));
        return new PrunePlan(Map.copyOf(cuts));
    }
}
