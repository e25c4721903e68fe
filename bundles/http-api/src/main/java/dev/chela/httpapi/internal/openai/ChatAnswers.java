package dev.chela.httpapi.internal.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.json.Json;
import dev.chela.httpapi.internal.run.Outcome;

/**
 * Chat completions and their chunks, as OpenAI writes them. Pure.
 *
 * @param id of the run
 * @param created in seconds since 1970
 * @param model as the request named it
 */
record ChatAnswers(String id, long created, String model) {
    ObjectNode whole(Outcome outcome) {
        ObjectNode message = Json.object().put("role", "assistant");
        String text = outcome.settled().text();
        message.put("content", text.isEmpty() && !outcome.calls().isEmpty() ? null : text);
        message.putNull("refusal");
        if (!outcome.calls().isEmpty()) {
            message.set("tool_calls", calls(outcome, false));
        }
        ObjectNode choice = Json.object().put("index", 0).put("finish_reason", Ends.finishReason(outcome));
        choice.set("message", message);
        choice.putNull("logprobs");
        ObjectNode whole = base("chat.completion");
        whole.set("choices", Json.array().add(choice));
        whole.set("usage", usage(outcome.tokens()));
        return whole;
    }

    ObjectNode role() {
        return chunk(Json.object().put("role", "assistant").put("content", ""), null);
    }

    ObjectNode words(String text) {
        return chunk(Json.object().put("content", text), null);
    }

    ObjectNode calls(Outcome outcome) {
        return chunk((ObjectNode) Json.object().set("tool_calls", calls(outcome, true)), null);
    }

    ObjectNode end(Outcome outcome) {
        return chunk(Json.object(), Ends.finishReason(outcome));
    }

    ObjectNode usage(Outcome outcome) {
        ObjectNode chunk = base("chat.completion.chunk");
        chunk.set("choices", Json.array());
        chunk.set("usage", usage(outcome.tokens()));
        return chunk;
    }

    private ObjectNode chunk(ObjectNode delta, @org.jspecify.annotations.Nullable String finish) {
        ObjectNode choice = Json.object().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finish);
        ObjectNode chunk = base("chat.completion.chunk");
        chunk.set("choices", Json.array().add(choice));
        return chunk;
    }

    private ObjectNode base(String object) {
        return Json.object().put("id", id).put("object", object).put("created", created).put("model", model);
    }

    private static ArrayNode calls(Outcome outcome, boolean numbered) {
        ArrayNode calls = Json.array();
        for (Outcome.Call call : outcome.calls()) {
            ObjectNode each = numbered ? Json.object().put("index", calls.size()) : Json.object();
            each.put("id", call.id()).put("type", "function");
            each.set("function", Json.object().put("name", call.name()).put("arguments", call.arguments()));
            calls.add(each);
        }
        return calls;
    }

    private static ObjectNode usage(Outcome.Tokens tokens) {
        ObjectNode usage = Json.object().put("prompt_tokens", tokens.input()).put("completion_tokens", tokens.output())
                .put("total_tokens", tokens.input() + tokens.output());
        usage.set("prompt_tokens_details", Json.object().put("cached_tokens", tokens.cacheRead()));
        usage.set("completion_tokens_details", Json.object().put("reasoning_tokens", tokens.reasoning()));
        return usage;
    }
}
