package dev.chela.httpapi.internal.openai;

import dev.chela.httpapi.internal.ApiRefusal;
import dev.chela.httpapi.internal.Fields;
import dev.chela.httpapi.internal.run.Wish;
import java.util.ArrayList;
import java.util.List;

/** A request for a chat completion. How the model samples is the agent's own business: such fields are read over. */
record ChatRequest(Wish wish, boolean stream, boolean usageWanted) {
    static ChatRequest read(Fields body) {
        refuseUnserved(body);
        Functions functions = Functions.read(body, true);
        List<String> instructions = new ArrayList<>();
        List<Wish.Part> parts = new ArrayList<>();
        List<Fields> messages = body.objects("messages");
        if (messages.isEmpty()) {
            throw ApiRefusal.invalid("messages", "must be an array that is not empty");
        }
        messages.forEach(message -> read(message, instructions, parts));
        instructions.add(functions.instruction());
        instructions.add(Form.instruction(body, "response_format", true));
        instructions.removeIf(String::isBlank);
        return new ChatRequest(
                new Wish(body.required("model"), body.text("user"), "", String.join("\n\n", instructions), parts, functions.offered()),
                body.flag("stream"), body.object("stream_options").flag("include_usage"));
    }

    /** Without these the answer would be another one than the program expects. */
    private static void refuseUnserved(Fields body) {
        if (body.has("n") && body.get("n").asInt() != 1) {
            throw ApiRefusal.invalid("n", "only one answer is given: leave it out or 1");
        }
        if (body.flag("logprobs")) {
            throw ApiRefusal.invalid("logprobs", "the models behind the agents tell none: leave it out or false");
        }
        if (body.has("audio")) {
            throw ApiRefusal.invalid("audio", "answers are text alone: leave it out");
        }
        for (String old : List.of("functions", "function_call")) {
            if (body.has(old)) {
                throw ApiRefusal.invalid(old, "is the older way: send `tools` and `tool_choice`");
            }
        }
    }

    private static void read(Fields message, List<String> instructions, List<Wish.Part> parts) {
        String role = message.required("role");
        Contents contents = Contents.read(message, "content");
        switch (role) {
            case "system", "developer" -> instructions.add(contents.text());
            case "user" -> parts.add(new Wish.Words(contents.text(), contents.media()));
            case "assistant" -> parts.add(new Wish.Answer(contents.text()));
            case "tool" -> parts.add(new Wish.Given(message.at("tool_call_id"), message.required("tool_call_id"), contents.text()));
            default -> throw ApiRefusal.invalid(message.at("role"),
                    "'" + role + "' must be system, developer, user, assistant or tool");
        }
    }
}
