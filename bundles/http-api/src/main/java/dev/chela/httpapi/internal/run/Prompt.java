package dev.chela.httpapi.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.inbox.Media;
import dev.chela.core.inbox.Program;
import dev.chela.core.session.Entry;
import dev.chela.httpapi.internal.ApiRefusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What of a told conversation is new to the session. Programs send everything each time: a session that was there before gets what
 * follows the last answer, a new one gets all of it. Pure.
 */
record Prompt(String text, List<Media> media, List<Program.Result> results) {
    static final String BEFORE = "[What was said before, as the program tells it]\n";
    static final String NOW = "\n[What is said now]\n";

    /** @param known the session's conversation so far; empty when it is new */
    static Prompt of(List<Wish.Part> parts, List<Entry> known) {
        int last = -1;
        for (int i = 0; i < parts.size(); i++) {
            last = parts.get(i) instanceof Wish.Answer ? i : last;
        }
        List<Wish.Part> fresh = parts.subList(last + 1, parts.size());
        Map<String, String> open = openCalls(known);
        List<Program.Result> results = new ArrayList<>();
        List<Media> media = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (Wish.Part part : fresh) {
            if (part instanceof Wish.Words said) {
                words.add(said.text());
                media.addAll(said.media());
            } else if (part instanceof Wish.Given given) {
                take(given, open, known.isEmpty(), results, words);
            }
        }
        String text = String.join("\n\n", words).strip();
        return new Prompt(known.isEmpty() && last >= 0 ? told(parts.subList(0, last + 1)) + NOW + text : text,
                List.copyOf(media), List.copyOf(results));
    }

    /** A session that does not know the call can only be told of it in words. */
    private static void take(Wish.Given given, Map<String, String> open, boolean isNew, List<Program.Result> results, List<String> words) {
        String id = Ids.plain(given.callId());
        String function = open.remove(id);
        if (function != null) {
            results.add(new Program.Result(id, function, given.text()));
        } else if (isNew) {
            words.add("[Result of a function]\n" + given.text());
        } else {
            throw ApiRefusal.invalid(given.field(), "no call '" + given.callId() + "' waits for its result in this session");
        }
    }

    private static String told(List<Wish.Part> parts) {
        StringBuilder all = new StringBuilder(BEFORE);
        for (Wish.Part part : parts) {
            if (part instanceof Wish.Words said) {
                all.append("User: ").append(said.text()).append('\n');
            } else if (part instanceof Wish.Answer answer) {
                all.append("Assistant: ").append(answer.text()).append('\n');
            } else if (part instanceof Wish.Given given) {
                all.append("Function: ").append(given.text()).append('\n');
            }
        }
        return all.toString();
    }

    /** The calls of the last answer that have no result, and the functions they are of. */
    private static Map<String, String> openCalls(List<Entry> known) {
        Map<String, String> open = new LinkedHashMap<>();
        for (Entry entry : known) {
            JsonNode message = entry.message();
            switch (entry.role()) {
                case "assistant" -> {
                    open.clear();
                    Outcome.calls(message).forEach(call -> open.put(call.path("id").asText(), call.path("name").asText()));
                }
                case "toolResult" -> open.remove(message.path("toolCallId").asText());
                case "user" -> open.clear();
                default -> { }
            }
        }
        return open;
    }
}
