package dev.chela.model.demo;

import dev.chela.api.task.Cancellation;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Speaks for {@link Reply}, a word at a time, and without a pause. Tokens are estimated: four characters each. */
record DemoModel(Cancellation token) implements StreamingChatModel {
    private static final Pattern WORD = Pattern.compile("\\s*\\S+");

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        Reply reply = reply(request);
        int read = tokens(request.messages().toString());
        if (reply instanceof Reply.Words words) {
            say(words.text(), handler);
            handler.onCompleteResponse(
                    response(AiMessage.from(words.text()), FinishReason.STOP, new TokenUsage(read, tokens(words.text()))));
        } else if (reply instanceof Reply.Call call) {
            ToolExecutionRequest wanted = ToolExecutionRequest.builder()
                    .id("demo_" + request.messages().size() + "_" + Integer.toHexString(call.hashCode()))
                    .name(call.tool())
                    .arguments(call.arguments())
                    .build();
            handler.onCompleteResponse(response(
                    AiMessage.from(wanted), FinishReason.TOOL_EXECUTION, new TokenUsage(read, tokens(call.arguments()))));
        }
    }

    private void say(String text, StreamingChatResponseHandler handler) {
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            token.check();
            handler.onPartialResponse(word.group());
        }
    }

    private static ChatResponse response(AiMessage message, FinishReason reason, TokenUsage usage) {
        return ChatResponse.builder().aiMessage(message).modelName("offline").finishReason(reason).tokenUsage(usage).build();
    }

    private static Reply reply(ChatRequest request) {
        List<ChatMessage> messages = request.messages();
        ChatMessage last = messages.get(messages.size() - 1);
        if (last instanceof ToolExecutionResultMessage result) {
            return Reply.about(result.toolName(), result.text());
        }
        return last instanceof UserMessage message
                ? Reply.to(text(message), offered(request))
                : new Reply.Words(Reply.HELP);
    }

    private static String text(UserMessage message) {
        return message.contents().stream()
                .filter(TextContent.class::isInstance)
                .map(part -> ((TextContent) part).text())
                .collect(Collectors.joining("\n"));
    }

    private static List<Reply.Offered> offered(ChatRequest request) {
        List<ToolSpecification> tools = request.toolSpecifications();
        return tools == null ? List.of() : tools.stream().map(DemoModel::offered).toList();
    }

    private static Reply.Offered offered(ToolSpecification tool) {
        boolean needs = tool.parameters() != null && tool.parameters().required() != null && !tool.parameters().required().isEmpty();
        return new Reply.Offered(tool.name(), needs);
    }

    private static int tokens(String text) {
        return (text.length() + 3) / 4;
    }
}
