package dev.chela.core.turn.internal.reply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Outbound;
import dev.chela.core.turn.Turns;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import dev.chela.core.turn.internal.settings.BlockSettings;
import dev.chela.testkit.channel.LoopbackChannel;
import dev.chela.testkit.channel.LoopbackEvent;
import dev.chela.testkit.channel.Wire;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people on a platform see of an answer, and while it is written. */
class ReplyTest {
    @TempDir
    private Path root;
    private final Wire wire = new Wire(Wire.Memory.NONE);
    private Talk talk;

    private Talk open(Map<String, Object> more) {
        Map<String, Object> settings = new java.util.HashMap<>(Map.of("allowFrom", List.of("alice"), "dmPolicy", "allowlist",
                "groups", Map.of("*", Map.of("requireMention", false))));
        settings.putAll(more);
        talk = new Talk(root, LoopbackChannel.on(wire, 2_000), Map.of("loopback", settings));
        return talk;
    }

    @AfterEach
    void close() {
        talk.close();
    }

    private Talk inBlocks(int min, int max) {
        return inBlocks(min, max, null);
    }

    private Talk inBlocks(int min, int max, BlockSettings.@Nullable Coalesce together) {
        talk = new Talk(root, LoopbackChannel.on(wire, 2_000), Map.of("loopback", Map.of("allowFrom", List.of("alice"), "dmPolicy", "allowlist",
                "streaming", Map.of("block", Map.of("enabled", true)), "responsePrefix", ">")),
                new BlockSettings(new BlockSettings.Defaults(null, new BlockSettings.Chunk(min, max), together)));
        return talk;
    }

    private void ended(String text) {
        talk.house.until("the run is over", () -> talk.told.stream()
                .anyMatch(told -> told instanceof Turns.Ended end && end.settled().text().equals(text)));
    }

    @Test
    void silence_in_a_group_sends_nothing_and_shows_nobody_writing() throws Exception {
        open(Map.of());
        wire.send(LoopbackEvent.of("e1", "alice").in("town").says("among ourselves"));
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.messages().get(0).toString()).contains("NO_REPLY");
        asked.answer("NO_REPLY");
        ended("NO_REPLY");
        wire.send(LoopbackEvent.of("e2", "alice").in("town").says("and you?"));
        talk.model.next().stream("N").stream("o way").answer("No way.");
        talk.house.until("answered", () -> wire.texts().contains("No way."));
        assertThat(wire.texts()).containsExactly("No way.");
        assertThat(wire.awaitHints(2)).containsExactly("TYPING in town", "IDLE in town");
    }

    @Test
    void who_writes_directly_sees_that_it_is_being_written_and_always_gets_an_answer() throws Exception {
        open(Map.of());
        wire.send(LoopbackChannel.said("e1", "alice", "hello"));
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.messages().get(0).toString()).doesNotContain("NO_REPLY");
        assertThat(wire.awaitHints(1)).containsExactly("TYPING in alice");
        asked.answer("NO_REPLY");
        talk.house.until("answered", () -> wire.texts().contains("I have nothing to add."));
        assertThat(wire.awaitHints(2)).last().isEqualTo("IDLE in alice");
    }

    @Test
    void an_answer_stands_under_the_message_that_it_answers_unless_it_names_another() throws Exception {
        open(Map.of());
        wire.send(LoopbackChannel.said("e1", "alice", "first"));
        talk.model.next().answer("one");
        talk.house.until("answered", () -> wire.texts().contains("one"));
        wire.send(LoopbackChannel.said("e2", "alice", "second"));
        talk.model.next().answer("[[reply_to:e1]] again");
        talk.house.until("answered", () -> wire.texts().contains("again"));
        assertThat(wire.arrived()).extracting(Wire.Arrived::answers).containsExactly("e1", "e1");
    }

    @Test
    void a_prefix_stands_before_answers_as_the_account_wants_it() throws Exception {
        open(Map.of("responsePrefix", "({modelFull}, {think}, {unknown})"));
        wire.send(LoopbackChannel.said("e1", "alice", "/think low hello"));
        talk.model.next().answer("hi");
        talk.house.until("answered", () -> wire.texts().contains("(test/scripted, low, {unknown}) hi"));
    }

    @Test
    void what_is_said_before_the_model_goes_to_work_is_sent_at_once_where_it_is_wanted() throws Exception {
        open(Map.of("streaming", Map.of("block", Map.of("enabled", true)))).offering("look", "seen");
        wire.send(LoopbackChannel.said("e1", "alice", "hello"));
        talk.model.next().call("c1:look");
        PacedModel.Asked next = talk.model.next();
        talk.house.until("the first block is there", () -> wire.texts().contains("Working."));
        next.answer("Done.");
        talk.house.until("answered", () -> wire.texts().equals(List.of("Working.", "Done.")));
    }

    @Test
    void an_answer_is_shown_in_one_message_while_it_is_written_where_it_is_wanted() throws Exception {
        open(Map.of("streaming", Map.of("mode", "partial"), "responsePrefix", ">"));
        wire.send(LoopbackChannel.said("e1", "alice", "tell me"));
        PacedModel.Asked asked = talk.model.next();
        asked.stream("It was a dark and stormy night, ");
        talk.house.until("the beginning is there", () -> wire.texts().equals(List.of("> It was a dark and stormy night, …")));
        asked.stream("and all slept.").finish();
        talk.house.until("the answer is there", () -> shown().contains("> It was a dark and stormy night, and all slept."));
        assertThat(wire.arrived()).hasSize(1);
    }

    @Test
    void what_tools_are_called_with_is_shown_in_the_message_that_becomes_the_answer() throws Exception {
        open(Map.of("streaming", "progress")).offering("look", "seen");
        wire.send(LoopbackChannel.said("e1", "alice", "hello"));
        talk.model.next().call("c1:look");
        PacedModel.Asked next = talk.model.next();
        talk.house.until("the work is there", () -> wire.texts().size() == 1);
        assertThat(wire.texts()).first().asString().startsWith("- `look` ");
        next.answer("Done.");
        talk.house.until("the answer is there", () -> shown().contains("Done."));
        assertThat(wire.arrived()).hasSize(1);
    }

    @Test
    void a_group_in_which_nothing_is_to_be_said_after_all_loses_what_was_shown() throws Exception {
        open(Map.of("streaming", "progress")).offering("look", "seen");
        wire.send(LoopbackEvent.of("e1", "alice").in("town").says("among ourselves"));
        talk.model.next().call("c1:look");
        PacedModel.Asked next = talk.model.next();
        talk.house.until("the work is there", () -> wire.texts().size() == 1);
        next.answer("NO_REPLY");
        talk.house.until("it is gone", () -> wire.gestures().stream().anyMatch(Outbound.Delete.class::isInstance));
        assertThat(wire.arrived()).hasSize(1);
    }

    /** What the messages were changed to. */
    private List<String> shown() {
        return wire.gestures().stream().filter(Outbound.Edit.class::isInstance).map(edit -> ((Outbound.Edit) edit).text().text()).toList();
    }

    @Test
    void a_long_answer_leaves_block_by_block_while_it_is_written_and_nothing_of_it_twice() throws Exception {
        inBlocks(10, 40);
        wire.send(LoopbackChannel.said("e1", "alice", "tell me"));
        PacedModel.Asked asked = talk.model.next();
        asked.stream("First paragraph.\n\nSecond ");
        talk.house.until("a block is there", () -> wire.texts().equals(List.of("> First paragraph.")));
        asked.stream("paragraph.\n\nThe end.");
        talk.house.until("another", () -> wire.texts().size() == 2);
        asked.finish();
        talk.house.until("the rest", () -> wire.texts().size() == 3);
        assertThat(wire.texts()).containsExactly("> First paragraph.", "Second paragraph.", "The end.");
        ended("First paragraph.\n\nSecond paragraph.\n\nThe end.");
        assertThat(wire.arrived()).hasSize(3);
    }

    @Test
    void what_did_not_leave_before_a_stop_leaves_after_it() throws Exception {
        inBlocks(10, 40);
        wire.send(LoopbackChannel.said("e1", "alice", "tell me"));
        talk.model.next().stream("First paragraph.\n\nSecond ");
        talk.house.until("a block is there", () -> wire.texts().size() == 1);
        talk.house.abandon();
        inBlocks(10, 40);
        talk.model.next().stream("Begun anew.\n\n").stream("Done.").finish();
        talk.house.until("answered", () -> wire.texts().contains("Done."));
        assertThat(wire.texts()).containsExactly("> First paragraph.", "> Begun anew.", "Done.");
    }

    @Test
    void short_blocks_leave_together_and_the_rest_with_the_answer() throws Exception {
        inBlocks(10, 40, new BlockSettings.Coalesce(30, 100, 60_000));
        wire.send(LoopbackChannel.said("e1", "alice", "tell me"));
        PacedModel.Asked asked = talk.model.next();
        asked.stream("First paragraph.\n\nSecond ");
        asked.stream("paragraph.\n\nThird paragraph.\n\nThe end.");
        talk.house.until("three are there", () -> wire.texts().equals(List.of("> First paragraph.\n\nSecond paragraph.\n\nThird paragraph.")));
        asked.finish();
        talk.house.until("the rest", () -> wire.texts().size() == 2);
        assertThat(wire.texts()).last().isEqualTo("The end.");
    }
}
