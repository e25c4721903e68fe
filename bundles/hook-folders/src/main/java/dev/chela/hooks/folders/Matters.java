package dev.chela.hooks.folders;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Outbound.Edit;
import dev.chela.api.channel.Outbound.Post;
import dev.chela.api.channel.Rendered;
import dev.chela.api.event.Run;
import dev.chela.api.fault.Permanent;
import dev.chela.api.hook.Passage.Answered;
import dev.chela.api.hook.Passage.Called;
import dev.chela.api.hook.Passage.Calling;
import dev.chela.api.hook.Passage.Prompted;
import dev.chela.api.hook.Passage.Received;
import dev.chela.api.hook.Passage.Sending;
import dev.chela.api.tool.Content;
import dev.chela.api.tool.Outcome;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.json.Json;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every passage that a hook may change or stop. Those of which this can only be seen are {@link Herald}'s. */
final class Matters {
    private static final String CONTENT = "content";

    static final Matter<Received> RECEIVED = new Matter<>(Received.class, "message:received", CONTENT, said -> Optional.of(said.session()),
            Matters::of, (said, value) -> said.withText(text(value)));
    static final Matter<Sending> SENDING = new Matter<>(Sending.class, "message:sending", CONTENT, leaving -> Optional.empty(),
            Matters::of, (leaving, value) -> leaving.with(reworded(leaving.out(), text(value))));
    static final Matter<Prompted> PROMPT = new Matter<>(Prompted.class, "prompt:build", "system", asked -> Optional.of(asked.run().session()),
            Matters::of, (asked, value) -> asked.withPrompt(told(asked.prompt(), text(value))));
    static final Matter<Answered> ANSWER = new Matter<>(Answered.class, "model:answer", CONTENT, said -> Optional.of(said.run().session()),
            Matters::of, (said, value) -> said.withMessage(said.answer().aiMessage().withText(text(value))));
    static final Matter<Calling> CALL = new Matter<>(Calling.class, "tool:call", "args", call -> Optional.of(call.run().session()),
            call -> of(call.run(), Map.of("callId", call.callId(), "tool", call.tool(), "args", arguments(call.args()))),
            (call, value) -> call.withArgs(object(value)));
    static final Matter<Called> RESULT = new Matter<>(Called.class, "tool:result", CONTENT, call -> Optional.of(call.run().session()),
            call -> of(call.run(), Map.of("callId", call.callId(), "tool", call.tool(), "args", arguments(call.args()), CONTENT, words(call.result()),
                    "isError", call.result().outcome() != Outcome.OK)),
            (call, value) -> call.withResult(reworded(call.result(), text(value))));

    static final List<Matter<?>> ALL = List.of(RECEIVED, PROMPT, ANSWER, CALL, RESULT, SENDING);

    private Matters() {}

    /** What is told of a message, whether or not a word about it counts. */
    static Map<String, Object> of(Received said) {
        return Map.of("from", said.sender(), CONTENT, said.text(), "channelId", said.source().replaceFirst("^channel:", ""),
                "accountId", said.account(), "messageId", said.id().value());
    }

    private static Map<String, Object> of(Sending leaving) {
        Outbound out = leaving.out();
        return Map.of("to", out.to().id(), "kind", out.getClass().getSimpleName().toLowerCase(Locale.ROOT), CONTENT, words(out),
                "channelId", leaving.channel(), "accountId", leaving.account(), "key", leaving.key().value());
    }

    private static Map<String, Object> of(Prompted asked) {
        ChatRequest prompt = asked.prompt();
        List<Map<String, String>> said = prompt.messages().stream().filter(message -> !(message instanceof SystemMessage))
                .map(message -> Map.of("role", message.type().name().toLowerCase(Locale.ROOT), CONTENT, Wording.of(message))).toList();
        List<ToolSpecification> tools = prompt.toolSpecifications() == null ? List.of() : prompt.toolSpecifications();
        return of(asked.run(), Map.of("system", SystemMessage.findFirst(prompt.messages()).map(SystemMessage::text).orElse(""), "messages", said,
                "tools", tools.stream().map(ToolSpecification::name).toList()));
    }

    private static Map<String, Object> of(Answered said) {
        return of(said.run(), Map.of(CONTENT, Wording.of(said.answer().aiMessage()), "calls", said.answer().aiMessage().toolExecutionRequests().stream()
                .map(call -> Map.of("callId", String.valueOf(call.id()), "tool", call.name(), "args", arguments(call.arguments()))).toList()));
    }

    private static Map<String, Object> of(Run run, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(more);
        all.put("runId", run.id().value());
        all.put("agentId", run.agent().value());
        return all;
    }

    /** The first system message is the house's; what a plugin put behind it stays. */
    private static ChatRequest told(ChatRequest prompt, String system) {
        List<ChatMessage> messages = new ArrayList<>(prompt.messages());
        int first = messages.stream().map(SystemMessage.class::isInstance).toList().indexOf(true);
        if (first >= 0) {
            messages.set(first, SystemMessage.from(system));
        } else {
            messages.add(0, SystemMessage.from(system));
        }
        return prompt.toBuilder().messages(messages).build();
    }

    private static Outbound reworded(Outbound out, String text) {
        if (out instanceof Post post) {
            return new Post(post.to(), post.replyTo(), new Rendered(post.text().dialect(), text), post.media(), post.buttons(), post.tone());
        }
        if (out instanceof Edit edit) {
            return new Edit(edit.to(), edit.target(), new Rendered(edit.text().dialect(), text));
        }
        throw new Permanent("there is no text to change in a " + out.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    }

    /** Pictures stay. */
    private static ToolResult reworded(ToolResult result, String text) {
        List<Content> content = new ArrayList<>(List.of(new Content.Text(text)));
        result.content().stream().filter(part -> !(part instanceof Content.Text)).forEach(content::add);
        return new ToolResult(content, result.outcome(), result.details());
    }

    static String words(Outbound out) {
        return out instanceof Post post ? post.text().text() : out instanceof Edit edit ? edit.text().text() : "";
    }

    private static String words(ToolResult result) {
        return result.content().stream().filter(Content.Text.class::isInstance).map(part -> ((Content.Text) part).text()).collect(Collectors.joining("\n"));
    }

    /** As the model wrote them, where that is no JSON. */
    private static Object arguments(String args) {
        try {
            return Json.read(args);
        } catch (Permanent | IllegalArgumentException notJson) {
            return args;
        }
    }

    private static String text(JsonNode value) {
        if (!value.isTextual()) {
            throw new Permanent("its new text is no text: " + value);
        }
        return value.asText();
    }

    private static String object(JsonNode value) {
        if (!value.isObject()) {
            throw new Permanent("its new arguments are no object: " + value);
        }
        return Json.write(value);
    }
}
