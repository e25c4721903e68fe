package dev.chela.core.turn.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Outbound;
import dev.chela.api.grant.Messages;
import dev.chela.api.grant.Messages.Action;
import dev.chela.api.grant.Messages.Done;
import dev.chela.api.grant.Messages.State;
import dev.chela.api.grant.Messages.Target;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.message.internal.CrossContext;
import dev.chela.core.session.Settings.Setting;
import dev.chela.core.turn.internal.run.Toolbox;
import dev.chela.testkit.channel.LoopbackChannel;
import dev.chela.testkit.channel.Wire;
import dev.chela.testkit.channel.Wire.Memory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the assistant sends by itself. */
class MessageTest {
    private static final Target HERE = new Target("", "", "", "");
    private static final Map<String, Object> OPEN = Map.of(LoopbackChannel.ID, Map.of("dmPolicy", "open", "allowFrom", List.of("*"),
            "groupPolicy", "open", "groups", Map.of("*", Map.of()), "token", "hidden-token-value"));

    @TempDir
    private Path root;
    @TempDir
    private Path machine;
    private final Wire wire = new Wire(Memory.NONE);
    private Talk talk;

    @AfterEach
    void close() {
        talk.close();
    }

    private void open(Record... configured) {
        talk = new Talk(root, LoopbackChannel.on(wire, 200), OPEN, configured);
    }

    /** In a turn of somebody's conversation. */
    private String in(String event, Target target, Action action) throws InterruptedException {
        talk.tools.put("act_message", use -> ToolResult.text(done(use, target, action)));
        wire.send(event);
        talk.model.next().call("c:act_message");
        PacedModel.Asked asked = talk.model.next();
        String end = "done " + wire.arrived().size();
        asked.answer(end);
        talk.house.until("the turn's own answer has left", () -> wire.texts().contains(end));
        return asked.results().get(asked.results().size() - 1);
    }

    private String done(Toolbox.Use use, Target target, Action action) {
        try {
            Messages messages = talk.house.dispatch.grant(new UsedCall(use));
            Done done = messages.act(target, action);
            return done.state() + " " + done.place().channel() + ":" + done.place().id();
        } catch (dev.chela.api.fault.Fault refused) {
            return refused.getMessage();
        } catch (InterruptedException stopped) {
            throw new CancellationException("interrupted");
        }
    }

    private static Target to(String name) {
        return new Target("", "", name, "");
    }

    private void heardOf(String who) throws InterruptedException {
        wire.send(LoopbackChannel.said("first-" + who, who, "hello"));
        talk.model.next().answer("hi");
        talk.house.until(who + " is answered", () -> wire.arrived().stream().anyMatch(message -> message.chat().equals(who)));
    }

    @Test
    void somebody_is_written_to_by_name_and_once() throws Exception {
        open();
        talk.house.pairings.admit(LoopbackChannel.ID, "default", "bob");
        assertThat(in(LoopbackChannel.said("e1", "alice", "tell bob"), to("BOB"), new Action.Send("dinner is ready", ""))).isEqualTo(State.SENT + " loopback:bob");
        assertThat(wire.arrived().stream().filter(message -> message.text().equals("dinner is ready"))).singleElement()
                .satisfies(message -> assertThat(message.chat()).isEqualTo("bob"));
    }

    @Test
    void an_id_that_nobody_wrote_from_is_written_to_as_it_is_and_a_name_that_nobody_has_is_not() throws Exception {
        open();
        assertThat(in(LoopbackChannel.said("e1", "alice", "tell them"), to("loopback:group:G7"), new Action.Send("hi", ""))).isEqualTo("SENT loopback:G7");
        assertThat(in(LoopbackChannel.said("e2", "alice", "tell them"), to("Bob the builder"), new Action.Send("hi", ""))).contains("nobody called 'Bob the builder'");
        assertThat(in(LoopbackChannel.said("e3", "alice", "tell them"), new Target("telegram", "", "bob", ""), new Action.Send("hi", "")))
                .contains("there are loopback/default");
    }

    @Test
    void without_a_target_it_goes_where_the_conversation_is() throws Exception {
        open();
        assertThat(in(LoopbackChannel.said("e1", "alice", "say it"), HERE, new Action.Send("here", Action.Send.ANSWERED))).isEqualTo("SENT loopback:alice");
        assertThat(wire.arrived().stream().filter(message -> message.text().equals("here"))).singleElement()
                .satisfies(message -> assertThat(message.answers()).isEqualTo("e1"));
    }

    @Test
    void the_message_that_is_answered_here_is_none_of_another_place() throws Exception {
        open();
        assertThat(in(LoopbackChannel.said("e1", "alice", "answer bob"), to("user:bob"), new Action.Send("yes", Action.Send.ANSWERED)))
                .contains("messageId must say which message is meant");
        assertThat(in(LoopbackChannel.said("e2", "alice", "thank bob"), to("user:bob"), new Action.React("", "+1", true))).contains("messageId must say");
        assertThat(wire.texts()).doesNotContain("yes");
        assertThat(wire.gestures()).isEmpty();
    }

    @Test
    void messages_are_reacted_to_changed_and_taken_back_and_polls_begin() throws Exception {
        open();
        in(LoopbackChannel.said("e1", "alice", "react"), HERE, new Action.React("", "+1", true));
        in(LoopbackChannel.said("e2", "alice", "edit"), HERE, new Action.Edit("m1", "better"));
        in(LoopbackChannel.said("e3", "alice", "delete"), HERE, new Action.Delete("m1"));
        in(LoopbackChannel.said("e4", "alice", "poll"), HERE, new Action.Poll("When?", List.of("now", "later")));
        assertThat(wire.gestures()).hasSize(4);
        assertThat(((Outbound.React) wire.gestures().get(0)).target().id()).isEqualTo("e1");
        assertThat(((Outbound.Edit) wire.gestures().get(1)).text().text()).isEqualTo("better");
        assertThat(wire.gestures().get(2)).isInstanceOf(Outbound.Delete.class);
        assertThat(((Outbound.Poll) wire.gestures().get(3)).choices()).containsExactly("now", "later");
    }

    @Test
    void who_is_not_the_owner_has_nothing_sent_to_others() throws Exception {
        open();
        assertThat(in(LoopbackChannel.said("e1", "mallory", "tell alice"), to("alice"), new Action.Send("pay me", "")))
                .contains("works for others than the owner");
        assertThat(wire.texts()).doesNotContain("pay me");
        assertThat(in(LoopbackChannel.said("e2", "mallory", "tell me"), HERE, new Action.Send("you", ""))).isEqualTo("SENT loopback:mallory");
    }

    @Test
    void files_go_along_and_of_who_is_not_the_owner_those_of_the_workspace_alone() throws Exception {
        open();
        Files.writeString(Files.createDirectories(talk.agents.primary().workspace()).resolve("notes.txt"), "eggs");
        Path outside = Files.writeString(machine.resolve("m.txt"), "of the machine");
        assertThat(in(LoopbackChannel.said("e1", "mallory", "notes"), HERE, with("notes.txt"))).isEqualTo("SENT loopback:mallory");
        assertThat(in(LoopbackChannel.said("e2", "mallory", "more"), HERE, with(outside.toString()))).contains("m.txt", "works for others than the owner");
        assertThat(in(LoopbackChannel.said("e3", "alice", "more"), HERE, with(outside.toString()))).isEqualTo("SENT loopback:alice");
        assertThat(wire.arrived()).flatExtracting(Wire.Arrived::files).extracting(Wire.Held::content).containsExactly("eggs", "of the machine");
    }

    private static Action with(String file) {
        return new Action.Send("", "", List.of(new Messages.Enclosure.At(file)));
    }

    @Test
    void a_conversation_whose_answers_stay_in_the_house_sends_nothing_either() throws Exception {
        open();
        heardOf("alice");
        talk.house.sessions.commit(House.MAIN, "test", "settings", (session, step) -> session.settled(session.settings().with(Setting.SEND_POLICY, "deny")));
        talk.tools.put("act_message", use -> ToolResult.text(done(use, HERE, new Action.Send("out", ""))));
        wire.send(LoopbackChannel.said("e1", "alice", "say it"));
        talk.model.next().call("c:act_message");
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.results().get(0)).contains("nothing leaves this conversation");
        asked.answer("done");
        assertThat(wire.texts()).doesNotContain("out");
    }

    @Test
    void policy_keeps_a_conversation_to_itself() throws Exception {
        open(new CrossContext(new CrossContext.Tools(new CrossContext.Message(new CrossContext.Rules(false, null)))));
        heardOf("alice");
        assertThat(in(LoopbackChannel.said("e1", "alice", "tell bob"), to("bob"), new Action.Send("hi", "")))
                .contains("tools.message.crossContext.allowWithinProvider is false");
        assertThat(in(LoopbackChannel.said("e2", "alice", "tell me"), to("alice"), new Action.Send("hi", ""))).isEqualTo("SENT loopback:alice");
    }
}
