package dev.chela.hooks.folders;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.fault.Permanent;
import dev.chela.api.hook.Passage;
import dev.chela.api.hook.Verdict;
import dev.chela.core.json.Json;
import dev.chela.core.text.Excerpt;

/**
 * What a script printed, read as its word on what passes: nothing, or one JSON object that is empty, or has {@code stop} with the reason,
 * or the one thing that may be changed there.
 */
final class Answer {
    private static final String STOP = "stop";
    private static final int SHOWN = 80;

    private Answer() {}

    /** @throws Permanent telling what is wrong with it: it might have meant to stop something */
    static <P extends Passage> Verdict<P> read(Matter<P> matter, P passing, String printed) {
        if (printed.isBlank()) {
            return Verdict.pass();
        }
        JsonNode answer = object(printed);
        answer.fieldNames().forEachRemaining(key -> {
            if (!key.equals(STOP) && !key.equals(matter.word())) {
                throw new Permanent("it answered with \"" + key + "\"; at " + matter.event() + " there are \"stop\" and \"" + matter.word() + "\"");
            }
        });
        if (answer.size() > 1) {
            throw new Permanent("it answered with \"stop\" and \"" + matter.word() + "\" at once");
        }
        if (answer.has(STOP)) {
            return Verdict.stop(reason(answer.path(STOP)));
        }
        return answer.isEmpty() ? Verdict.pass() : Verdict.replace(matter.changed().apply(passing, answer.path(matter.word())));
    }

    private static JsonNode object(String printed) {
        String shown = Excerpt.of(printed.strip(), SHOWN);
        try {
            JsonNode answer = Json.read(printed);
            if (answer.isObject()) {
                return answer;
            }
        } catch (Permanent | IllegalArgumentException notJson) {
            throw new Permanent("it printed what is no JSON: " + shown, notJson);
        }
        throw new Permanent("it printed what is no JSON object: " + shown);
    }

    private static String reason(JsonNode why) {
        if (!why.isTextual() || why.asText().isBlank()) {
            throw new Permanent("\"stop\" must be the reason, for people and for the model, not " + why);
        }
        return why.asText().strip();
    }
}
