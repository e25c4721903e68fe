package dev.chela.httpapi.internal.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.json.Json;
import dev.chela.httpapi.internal.ApiRefusal;
import dev.chela.httpapi.internal.run.Outcome;
import java.io.IOException;

/** The events of one streamed response, numbered from 0. The message's item begins with its first word. */
final class ResponseStream {
    private final ResponseAnswers answers;
    private final EventStream out;
    private final StringBuilder text = new StringBuilder();
    private long number;

    ResponseStream(ResponseAnswers answers, EventStream out) {
        this.answers = answers;
        this.out = out;
    }

    void begin() throws IOException {
        response("response.created", answers.begun());
        response("response.in_progress", answers.begun());
    }

    void tell(String news) throws IOException {
        if (news.isEmpty()) {
            out.alive();
            return;
        }
        if (text.length() == 0) {
            item("response.output_item.added", 0, answers.message("", "in_progress"));
            part("response.content_part.added", "");
        }
        text.append(news);
        event("response.output_text.delta", ofText().put("delta", news));
    }

    void end(Outcome outcome) throws IOException {
        int index = 0;
        if (text.length() > 0) {
            event("response.output_text.done", ofText().put("text", text.toString()));
            part("response.content_part.done", text.toString());
            item("response.output_item.done", index++, answers.message(text.toString(), "completed"));
        }
        for (Outcome.Call call : outcome.calls()) {
            call(index++, call);
        }
        response(outcome.limited() ? "response.incomplete" : "response.completed", answers.whole(outcome, text.toString()));
        out.done();
    }

    void fail(ApiRefusal refusal) throws IOException {
        response("response.failed", answers.failed(refusal));
        out.done();
    }

    private void call(int index, Outcome.Call call) throws IOException {
        item("response.output_item.added", index, ResponseAnswers.call(call, false));
        ObjectNode of = Json.object().put("item_id", ResponseAnswers.itemId(call)).put("output_index", index);
        event("response.function_call_arguments.delta", of.deepCopy().put("delta", call.arguments()));
        event("response.function_call_arguments.done", of.put("name", call.name()).put("arguments", call.arguments()));
        item("response.output_item.done", index, ResponseAnswers.call(call, true));
    }

    private ObjectNode ofText() {
        ObjectNode of = Json.object().put("item_id", answers.messageId()).put("output_index", 0).put("content_index", 0);
        of.set("logprobs", Json.array());
        return of;
    }

    private void part(String name, String said) throws IOException {
        ObjectNode of = Json.object().put("item_id", answers.messageId()).put("output_index", 0).put("content_index", 0);
        of.set("part", ResponseAnswers.part(said));
        event(name, of);
    }

    private void item(String name, int index, ObjectNode item) throws IOException {
        event(name, (ObjectNode) Json.object().put("output_index", index).set("item", item));
    }

    private void response(String name, ObjectNode response) throws IOException {
        event(name, (ObjectNode) Json.object().set("response", response));
    }

    private void event(String name, ObjectNode data) throws IOException {
        out.event(name, data.put("type", name).put("sequence_number", number++));
    }
}
