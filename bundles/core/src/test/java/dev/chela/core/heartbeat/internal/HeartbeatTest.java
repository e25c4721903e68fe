package dev.chela.core.heartbeat.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.fault.Permanent;
import dev.chela.api.id.SessionKey;
import dev.chela.api.tool.Content;
import dev.chela.api.tool.Outcome;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.heartbeat.internal.HeartbeatConfig.Heartbeat;
import dev.chela.core.session.Session;
import dev.chela.core.session.SystemEvents.Weight;
import dev.chela.core.turn.Tidings;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a heartbeat looks at, and what stays of it. */
class HeartbeatTest {
    @TempDir
    Path root;

    private Talk talk;
    private BeatHouse beats;

    @BeforeEach
    void open() {
        talk = new Talk(root);
        beats = new BeatHouse(talk).list("- water the plants");
    }

    @AfterEach
    void close() {
        beats.close();
    }

    private void say(String id, String text, String answer) throws Exception {
        talk.house.intake.submit(talk.house.said(id, text));
        talk.model.next().answer(answer);
        talk.house.ended(id).orElseThrow();
    }

    @Test
    void every_half_hour_the_list_is_gone_through_and_when_there_is_nothing_to_tell_no_trace_of_it_stays() throws Exception {
        say("r1", "hello", "hello you");
        Session before = talk.house.sessions.open(House.MAIN);
        beats.pass(Duration.ofMinutes(29)).pass(Duration.ofMinutes(1));
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard()).hasSize(2).last().asString().startsWith("[heartbeat] ").contains("HEARTBEAT_OK", "# HEARTBEAT.md\n- water the plants");
        asked.answer("**HEARTBEAT_OK** The plants are wet.");
        JsonNode told = beats.told(1);
        assertThat(told.path("status").asText()).isEqualTo("ok-token");
        assertThat(told.path("agentId").asText()).isEqualTo("main");
        assertThat(beats.heartbeats.last()).get().hasToString(told.toString());
        Session after = talk.house.sessions.open(House.MAIN);
        assertThat(beats.conversation()).containsExactly("user: hello", "assistant: hello you");
        assertThat(after.updatedAt()).isEqualTo(before.updatedAt());
        assertThat(after.last().endedAt()).isEqualTo(before.last().endedAt());
        assertThat(after.last().preview()).isEqualTo(before.last().preview());
        assertThat(after.touchedAt()).isEqualTo(before.touchedAt());
        talk.house.intake.submit(talk.house.said("r2", "and now?"));
        assertThat(talk.model.next().heard()).containsExactly("hello", "and now?");
    }

    @Test
    void what_an_abandoned_look_leaves_in_the_transcript_is_no_branch_that_people_are_offered() throws Exception {
        say("r1", "hello", "hello you");
        beats.pass();
        talk.model.next().answer("NO_REPLY");
        beats.told(1);
        Session session = talk.house.sessions.open(House.MAIN);
        assertThat(dev.chela.core.session.Branch.all(session.leaf(), talk.house.transcripts.tree(session))).singleElement()
                .satisfies(branch -> assertThat(branch.messages()).hasSize(2));
    }

    @Test
    void what_there_is_to_tell_stays_in_the_conversation_even_where_nobody_can_be_sent_it() throws Exception {
        beats.pass();
        talk.model.next().answer("The ficus is dry.");
        JsonNode told = beats.told(1);
        assertThat(told.path("status").asText()).isEqualTo("skipped");
        assertThat(told.path("reason").asText()).isEqualTo("no-target");
        assertThat(told.path("preview").asText()).isEqualTo("The ficus is dry.");
        assertThat(beats.conversation()).hasSize(2).last().isEqualTo("assistant: The ficus is dry.");
    }

    @Test
    void what_happened_in_the_house_and_calls_is_looked_at_though_the_list_is_empty_and_is_known_afterwards() throws Exception {
        beats.list("");
        talk.house.systemEvents.add(House.MAIN, "The backup is done.", Weight.CALL);
        beats.pass();
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard().toString()).contains("] The backup is done.", "look at what you were told just now");
        asked.answer("HEARTBEAT_OK");
        beats.told(1);
        assertThat(beats.conversation()).singleElement().asString().startsWith("system: ").endsWith("The backup is done.");
        beats.pass();
        assertThat(beats.told(2).path("reason").asText()).isEqualTo("empty-heartbeat-file");
    }

    @Test
    void what_calls_in_another_conversation_is_looked_at_there() throws Exception {
        SessionKey other = new SessionKey("agent:main:dashboard:one");
        talk.house.systemEvents.add(other, "The build is red.", Weight.CALL);
        beats.list("").pass();
        talk.model.next().answer("Shall I mend it?");
        beats.told(1);
        assertThat(beats.conversation(other)).hasSize(3).last().isEqualTo("assistant: Shall I mend it?");
        assertThat(beats.conversation()).isEmpty();
    }

    @Test
    void mere_news_wait_for_the_next_turn_and_what_comes_during_a_look_is_not_lost_with_it() throws Exception {
        talk.house.systemEvents.add(House.MAIN, "Somebody is at the door.", Weight.NEWS);
        beats.list("").pass();
        assertThat(beats.told(1).path("reason").asText()).isEqualTo("empty-heartbeat-file");
        beats.list("- x").pass();
        PacedModel.Asked asked = talk.model.next();
        talk.house.systemEvents.add(House.MAIN, "The door is open.", Weight.NEWS);
        asked.answer("HEARTBEAT_OK");
        beats.told(2);
        talk.house.intake.submit(talk.house.said("r1", "hello"));
        assertThat(talk.model.next().heard().toString()).contains("at the door.", "The door is open.", "hello");
    }

    @Test
    void nobody_speaks_into_a_look_what_is_said_meanwhile_has_its_own_turn() throws Exception {
        beats.pass();
        PacedModel.Asked look = talk.model.next();
        talk.house.intake.submit(talk.house.said("r1", "hello"));
        look.answer("HEARTBEAT_OK");
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard()).containsExactly("hello");
        asked.answer("hello you");
        talk.house.ended("r1").orElseThrow();
        assertThat(beats.conversation()).containsExactly("user: hello", "assistant: hello you");
    }

    @Test
    void a_light_look_shows_the_model_neither_files_nor_what_was_said_before() throws Exception {
        talk.agents.files = java.util.List.of(new dev.chela.core.agent.Agents.ContextFile("SOUL.md", "I am kind."));
        say("r1", "hello", "hello you");
        beats.again(said -> new Heartbeat(null, null, null, null, null, null, null, "test/other", null, null, null, true, true, null)).pass();
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard()).singleElement().asString().startsWith("[heartbeat] ");
        assertThat(asked.messages().toString()).doesNotContain("I am kind.");
        assertThat(asked.models().get(0).model()).isEqualTo("other");
        asked.answer("The ficus is dry.");
        beats.told(1);
        talk.house.intake.submit(talk.house.said("r2", "which one?"));
        assertThat(talk.model.next().heard().toString()).contains("hello", "which one?");
    }

    @Test
    void a_look_that_fails_is_told_and_leaves_no_trace() throws Exception {
        beats.pass();
        talk.model.next().fail(new Permanent("no such model"));
        JsonNode told = beats.told(1);
        assertThat(told.path("status").asText()).isEqualTo("failed");
        assertThat(told.path("reason").asText()).contains("no such model");
        assertThat(beats.conversation()).isEmpty();
    }

    /** As the tool leaves it. */
    private void responding(boolean notify, String text) {
        talk.tools.put(Tidings.RESPOND, use -> new ToolResult(List.of(new Content.Text("noted")), Outcome.YIELDED,
                Map.of("notify", notify, "notificationText", text)));
    }

    @Test
    void the_tool_for_it_ends_a_look_with_what_is_to_be_told_and_no_further_question() throws Exception {
        responding(true, "The ficus is dry.");
        beats.pass();
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.offered()).contains(Tidings.RESPOND);
        asked.call("c:" + Tidings.RESPOND);
        assertThat(beats.told(1).path("preview").asText()).isEqualTo("The ficus is dry.");
        assertThat(talk.model.idle()).isTrue();
        talk.house.intake.submit(talk.house.said("r1", "which one?"));
        PacedModel.Asked after = talk.model.next();
        assertThat(after.heard()).hasSize(2).last().isEqualTo("which one?");
        assertThat(after.results()).containsExactly("noted");
        assertThat(beats.conversation()).contains("assistant: The ficus is dry.");
        assertThat(after.offered()).doesNotContain(Tidings.RESPOND);
    }

    @Test
    void or_with_nothing_and_then_no_trace_of_it_stays() throws Exception {
        say("r1", "hello", "hello you");
        responding(false, "");
        beats.pass();
        talk.model.next().call("c:" + Tidings.RESPOND);
        assertThat(beats.told(1).path("status").asText()).isEqualTo("ok-token");
        assertThat(beats.conversation()).containsExactly("user: hello", "assistant: hello you");
        talk.house.intake.submit(talk.house.said("r2", "and now?"));
        assertThat(talk.model.next().heard()).containsExactly("hello", "and now?");
    }

    @Test
    void whoever_calls_it_in_another_turn_is_told_that_it_does_not_belong_there() throws Exception {
        responding(true, "The ficus is dry.");
        talk.house.intake.submit(talk.house.said("r1", "hello"));
        talk.model.next().call("c:" + Tidings.RESPOND);
        PacedModel.Asked again = talk.model.next();
        assertThat(again.results()).singleElement().asString().contains("not among the tools of this run");
        again.answer("hello you");
        talk.house.ended("r1").orElseThrow();
    }
}
