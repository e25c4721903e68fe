package dev.chela.core.turn.internal.prompt;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A conversation for a question without tools: some providers refuse calls and results where no tools are offered. Pure. */
public final class PlainWords {
    private PlainWords() {}

    /** @param question that follows the conversation */
    public static ChatRequest asking(ChatRequest conversation, String question) {
        List<ChatMessage> messages = new ArrayList<>();
        conversation.messages().forEach(message -> of(message).ifPresent(messages::add));
        messages.add(UserMessage.from(question));
        return ChatRequest.builder().messages(messages).build();
    }

    private static Optional<ChatMessage> of(ChatMessage message) {
        if (message instanceof ToolExecutionResultMessage result) {
            return Optional.of(UserMessage.from("[What the tool " + result.toolName() + " gave]\n" + result.text()));
        }
        if (message instanceof AiMessage answer && answer.hasToolExecutionRequests()) {
            return Optional.ofNullable(answer.text()).filter(text -> !text.isBlank()).map(AiMessage::from);
        }
        return Optional.of(message);
    }
}
