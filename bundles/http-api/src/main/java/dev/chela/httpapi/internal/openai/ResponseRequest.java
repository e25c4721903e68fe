package dev.chela.httpapi.internal.openai;

import dev.chela.httpapi.internal.ApiRefusal;
import dev.chela.httpapi.internal.Fields;
import dev.chela.httpapi.internal.run.Wish;
import java.util.ArrayList;
import java.util.List;

/** A request for a response. Fields that tell how to sample are read over. */
record ResponseRequest(Wish wish, boolean stream) {
    static ResponseRequest read(Fields body) {
        if (body.flag("background")) {
            throw ApiRefusal.invalid("background", "an answer is given at once or streamed: leave it out or false");
        }
        for (String elsewhere : List.of("conversation", "prompt")) {
            if (body.has(elsewhere)) {
                throw ApiRefusal.invalid(elsewhere, "is kept at OpenAI: name a session by `user`, `previous_response_id` or the header"
                        + " x-openclaw-session-key, and send the text itself");
            }
        }
        Functions functions = Functions.read(body, false);
        List<String> instructions = new ArrayList<>(List.of(body.text("instructions")));
        List<Wish.Part> parts = new ArrayList<>();
        if (body.get("input").isTextual()) {
            parts.add(new Wish.Words(body.required("input"), List.of()));
        } else if (body.objects("input").isEmpty()) {
            throw ApiRefusal.invalid("input", "must be a string or an array of items, not empty");
        } else {
            body.objects("input").forEach(item -> read(item, instructions, parts));
        }
        instructions.add(functions.instruction());
        instructions.add(Form.instruction(body.object("text"), "format", false));
        instructions.removeIf(String::isBlank);
        return new ResponseRequest(new Wish(body.required("model"), body.text("user"), body.text("previous_response_id"),
                String.join("\n\n", instructions), parts, functions.offered()), body.flag("stream"));
    }

    private static void read(Fields item, List<String> instructions, List<Wish.Part> parts) {
        switch (item.has("type") ? item.required("type") : "message") {
            case "message" -> message(item, instructions, parts);
            case "function_call" -> parts.add(new Wish.Answer("[calls " + item.required("name") + "]"));
            case "function_call_output" -> parts.add(new Wish.Given(item.at("call_id"), item.required("call_id"),
                    Contents.read(item, "output").text()));
            case "reasoning", "item_reference" -> { }
            default -> throw ApiRefusal.invalid(item.at("type"),
                    "must be message, function_call, function_call_output, reasoning or item_reference");
        }
    }

    private static void message(Fields item, List<String> instructions, List<Wish.Part> parts) {
        Contents contents = Contents.read(item, "content");
        String role = item.required("role");
        switch (role) {
            case "system", "developer" -> instructions.add(contents.text());
            case "user" -> parts.add(new Wish.Words(contents.text(), contents.media()));
            case "assistant" -> parts.add(new Wish.Answer(contents.text()));
            default -> throw ApiRefusal.invalid(item.at("role"), "'" + role + "' must be system, developer, user or assistant");
        }
    }
}
