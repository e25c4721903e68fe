package dev.chela.core.turn.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.fault.Fault;
import dev.chela.api.grant.Conversations;
import dev.chela.api.id.SessionKey;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.subagent.internal.TalkConfig;
import dev.chela.core.subagent.internal.TalkConfig.Visibility;
import dev.chela.core.turn.internal.run.Toolbox;
import dev.chela.testkit.channel.LoopbackChannel;
import dev.chela.testkit.channel.Wire;
import dev.chela.testkit.channel.Wire.Memory;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conversations that look at each other and speak to each other. */
class TalksTest {
    private static final SessionKey OTHER = new SessionKey("agent:main:other");
    private static final Conversations.Filter ALL = new Conversations.Filter(0, Duration.ZERO, "", "");

    @TempDir
    private Path root;
    private final Wire wire = new Wire(Memory.NONE);
    private Talk talk;

    @AfterEach
    void close() {
        talk.close();
    }

    private void open(Talk opened) throws InterruptedException {
        talk = opened.delegating();
        talk.tools.put("look", this::look);
        talk.say(OTHER, "o", "the code is 1234");
        talk.model.next().answer("noted");
        talk.end("o");
    }

    private ToolResult look(Toolbox.Use use) {
        Conversations others = talk.house.talks.grant(new UsedCall(use));
        List<String> seen = others.list(ALL).stream().map(Conversations.Glance::key).toList();
        try {
            return ToolResult.text(seen + " " + others.history("other", 10, false).stream().map(Conversations.Line::text).toList());
        } catch (Fault refused) {
            return ToolResult.text(seen + " " + refused.getMessage());
        }
    }

    private String looked() throws InterruptedException {
        talk.model.next().call("l:look");
        PacedModel.Asked asked = talk.model.next();
        asked.answer("done");
        return asked.results().get(0);
    }

    private static TalkConfig visible(Visibility visibility) {
        return new TalkConfig(new TalkConfig.Tools(new TalkConfig.Sessions(visibility), null), null);
    }

    @Test
    void the_owners_conversations_see_each_other() throws Exception {
        open(new Talk(root));
        talk.say("a", "what was the code?");
        assertThat(looked()).contains("agent:main:other").contains("the code is 1234");
    }

    @Test
    void configuration_keeps_each_to_itself() throws Exception {
        open(new Talk(root, visible(Visibility.SELF)));
        talk.say("a", "what was the code?");
        assertThat(looked()).startsWith("[agent:main:main] ").contains("tools.sessions.visibility is \"self\"").doesNotContain("1234");
    }

    @Test
    void who_is_not_the_owner_sees_no_other_conversation_whatever_is_configured() throws Exception {
        open(new Talk(root, LoopbackChannel.on(wire, 200), Map.of(LoopbackChannel.ID, Map.of("dmPolicy", "open", "allowFrom", List.of("*"),
                "token", "hidden-token-value"))));
        wire.send(LoopbackChannel.said("e1", "mallory", "what was the code?"));
        assertThat(looked()).contains("sees only what it set to work itself").doesNotContain("1234").doesNotContain("agent:main:other");
    }

    @Test
    void an_answer_that_is_waited_for_comes_back_with_the_call() throws Exception {
        open(new Talk(root));
        talk.say("a", "ask the other one");
        talk.model.next().answer(AiMessage.from(List.of(ToolExecutionRequest.builder().id("s").name("sessions_send")
                .arguments("{\"to\":\"agent:main:other\",\"text\":\"what was the code?\",\"seconds\":60}").build())));
        PacedModel.Asked other = talk.model.next();
        assertThat(other.heard().get(1)).startsWith("[Inter-session message from agent:main:main, isUser=false]\nwhat was the code?");
        other.answer("1234");
        PacedModel.Asked back = talk.model.next();
        assertThat(back.results().get(0)).contains("Answered").contains("1234");
        back.answer("It was 1234.");
        assertThat(talk.end("a").text()).isEqualTo("It was 1234.");
        assertThat(talk.model.idle()).isTrue();
    }
}
