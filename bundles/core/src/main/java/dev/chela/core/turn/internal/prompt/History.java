package dev.chela.core.turn.internal.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.session.Entry;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A transcript as a model wants it. Stored entries are never rewritten: what a provider would refuse (a call without a result, a
 * result without a call, an empty answer) is mended in what is sent; commands, which are between the person and the house, are left
 * out; and before the last compaction there is its summary.
 */
public final class History {
    public static final String SUMMARY = "[The older part of this conversation is not shown any more. This is its summary, written by you.]\n\n";
    static final String INTERRUPTED = "This call was interrupted before it gave a result.";

    private final List<ChatMessage> out = new ArrayList<>();
    private final Map<String, String> unanswered = new LinkedHashMap<>();

    private History() {}

    static List<ChatMessage> of(List<Entry> entries) {
        History history = new History();
        Window window = Window.of(entries);
        if (!window.summary().isEmpty()) {
            history.out.add(UserMessage.from(SUMMARY + window.summary()));
        }
        window.messages().forEach(history::add);
        history.answerForMissing();
        return history.out;
    }

    private void add(Entry entry) {
        JsonNode message = entry.message();
        switch (entry.role()) {
            case "user", "system" -> {
                answerForMissing();
                out.add(UserMessage.from(contents(message)));
            }
            case "assistant" -> {
                answerForMissing();
                addAnswer(message);
            }
            case "toolResult" -> addResult(message);
            default -> { }
        }
    }

    private void addAnswer(JsonNode message) {
        List<ToolExecutionRequest> calls = Messages.calls(message).stream()
                .map(call -> ToolExecutionRequest.builder().id(call.path("id").asText()).name(call.path("name").asText())
                        .arguments(Messages.argumentsText(call)).build())
                .toList();
        String text = Messages.textOf(message);
        if (text.isEmpty() && calls.isEmpty()) {
            return;
        }
        AiMessage.Builder answer = AiMessage.builder().text(text.isEmpty() ? null : text).toolExecutionRequests(calls);
        Thoughts.giveBack(message, answer);
        out.add(answer.build());
        calls.forEach(call -> unanswered.put(call.id(), call.name()));
    }

    private void addResult(JsonNode message) {
        String id = message.path("toolCallId").asText();
        if (unanswered.remove(id) != null) {
            out.add(ToolExecutionResultMessage.builder().id(id).toolName(message.path("toolName").asText())
                    .isError(message.path("isError").asBoolean()).contents(contents(message)).build());
        }
    }

    private void answerForMissing() {
        unanswered.forEach((id, tool) -> out.add(
                ToolExecutionResultMessage.builder().id(id).toolName(tool).isError(true).text(INTERRUPTED).build()));
        unanswered.clear();
    }

    private static List<Content> contents(JsonNode message) {
        List<Content> contents = new ArrayList<>();
        for (JsonNode block : message.path("content")) {
            if (block.path("type").asText().equals("image")) {
                contents.add(ImageContent.from(block.path("data").asText(), block.path("mimeType").asText()));
            } else if (!block.path("text").asText("").isEmpty()) {
                contents.add(TextContent.from(block.path("text").asText()));
            }
        }
        return contents.isEmpty() ? List.of(TextContent.from("(empty)")) : contents;
    }
}
