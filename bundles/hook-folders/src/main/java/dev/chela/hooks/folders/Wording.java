package dev.chela.hooks.folders;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.stream.Collectors;

/** The words of a message, without its pictures, sounds and calls. */
final class Wording {
    private Wording() {}

    static String of(ChatMessage message) {
        if (message instanceof UserMessage user) {
            return user.contents().stream().filter(TextContent.class::isInstance).map(part -> ((TextContent) part).text()).collect(Collectors.joining("\n"));
        }
        if (message instanceof AiMessage answer) {
            return answer.text() == null ? "" : answer.text();
        }
        if (message instanceof ToolExecutionResultMessage result) {
            return result.text();
        }
        return message instanceof SystemMessage system ? system.text() : "";
    }
}
