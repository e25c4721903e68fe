package dev.chela.core.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Rendered;
import dev.chela.api.hook.Hook;
import dev.chela.api.hook.Passage;
import dev.chela.api.hook.Passage.Answered;
import dev.chela.api.hook.Passage.Called;
import dev.chela.api.hook.Passage.Calling;
import dev.chela.api.hook.Passage.Prompted;
import dev.chela.api.hook.Passage.Received;
import dev.chela.api.hook.Passage.Sending;
import dev.chela.api.hook.Passage.Turning;
import dev.chela.api.hook.Verdict;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.hook.internal.SessionNews;
import dev.chela.core.inbox.Intake;
import dev.chela.core.outbox.Outbox;
import dev.chela.core.session.Runs;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import dev.chela.testkit.channel.LoopbackChannel;
import dev.chela.testkit.channel.Wire;
import dev.chela.testkit.channel.Wire.Memory;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What hooks make of a conversation that passes them. */
class PassagesTest {
    private static final String PLUGIN = "org.example.guard";

    @TempDir
    private Path root;

    private final Wire wire = new Wire(Memory.NONE);
    private final List<Passage> seen = new CopyOnWriteArrayList<>();
    private Talk talk;

    @BeforeEach
    void open() {
        talk = new Talk(root, LoopbackChannel.on(wire, 2000), Map.of(LoopbackChannel.ID, Map.of("allowFrom", List.of("alice"))));
        talk.tool("act_shell", arguments -> "ran " + arguments);
    }

    @AfterEach
    void close() {
        talk.close();
    }

    private record At<P extends Passage>(Class<P> at, Function<P, Verdict<P>> word, List<Passage> seen) implements Hook<P> {
        @Override
        public Verdict<P> on(P passing) {
            seen.add(passing);
            return word.apply(passing);
        }
    }

    private <P extends Passage> Hook<P> hook(Class<P> at, Function<P, Verdict<P>> word) {
        Hook<P> hook = new At<>(at, word, seen);
        talk.house.plug(hook, PLUGIN, false);
        return hook;
    }

    @Test
    void what_was_said_reaches_the_model_as_the_hook_left_it_and_stands_so_on_disk() throws Exception {
        hook(Received.class, said -> Verdict.replace(said.withText(said.text().replace("1234", "[PIN]"))));
        talk.say("m1", "my pin is 1234");
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard()).last().asString().endsWith("my pin is [PIN]");
        asked.answer("Noted.");
        talk.end("m1");
        assertThat(talk.house.intake.find("m1").orElseThrow().input().said().text()).isEqualTo("my pin is [PIN]");
        assertThat(talk.story()).noneMatch(line -> line.contains("1234"));
    }

    @Test
    void a_message_that_a_hook_stops_is_refused_and_no_turn_runs() {
        hook(Received.class, said -> said.text().contains("spam") ? Verdict.stop("it is spam") : Verdict.pass());
        talk.say("m1", "spam spam");
        Runs.Settled end = talk.end("m1");
        assertThat(end.state()).isEqualTo(Runs.State.ERROR);
        assertThat(end.error()).contains("stopped by hook", PLUGIN, "it is spam");
        assertThat(talk.house.intake.find("m1").orElseThrow().state()).isEqualTo(Intake.State.REFUSED);
        assertThat(talk.model.idle()).isTrue();
    }

    @Test
    void over_a_channel_the_hook_sees_who_wrote_and_nobody_is_told_that_it_was_stopped() {
        hook(Received.class, said -> Verdict.stop("not now"));
        wire.send(LoopbackChannel.said("e1", "alice", "hello"));
        talk.house.until("the message is refused", () -> talk.told.stream().anyMatch(dev.chela.core.turn.Turns.Ended.class::isInstance));
        assertThat(seen).singleElement().satisfies(passage -> {
            Received said = (Received) passage;
            assertThat(said.sender()).isEqualTo("alice");
            assertThat(said.source()).isEqualTo("channel:loopback");
            assertThat(said.text()).isEqualTo("hello");
        });
        assertThat(wire.texts()).isEmpty();
    }

    @Test
    void while_a_hook_looks_at_a_message_the_next_of_that_conversation_waits_behind_it() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch both = new CountDownLatch(2);
        hook(Received.class, said -> {
            inside.countDown();
            awaited(go);
            both.countDown();
            return Verdict.stop("heard");
        });
        talk.say("m1", "first").say("m2", "second");
        inside.await();
        assertThat(seen).hasSize(1);
        go.countDown();
        both.await();
        assertThat(seen).extracting(passage -> ((Received) passage).text()).containsExactly("first", "second");
        talk.end("m1");
        talk.end("m2");
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_call_is_made_with_the_arguments_that_the_hook_gives_and_the_transcript_keeps_the_models() throws Exception {
        hook(Calling.class, call -> Verdict.replace(call.withArgs("{\"command\":\"ls\"}")));
        talk.say("m1", "clean up");
        talk.model.next().callWith("c1", "act_shell", "{\"command\":\"rm -rf /\"}");
        PacedModel.Asked after = talk.model.next();
        assertThat(after.results()).containsExactly("ran {\"command\":\"ls\"}");
        after.answer("Done.");
        talk.end("m1");
        assertThat(((Calling) seen.get(0)).run().id().value()).isEqualTo("m1");
    }

    @Test
    void a_stopped_call_is_not_made_and_the_model_reads_which_hook_stopped_it_and_why() throws Exception {
        hook(Calling.class, call -> call.args().contains("rm -rf") ? Verdict.stop("nothing is deleted here") : Verdict.pass());
        talk.say("m1", "clean up");
        talk.model.next().callWith("c1", "act_shell", "{\"command\":\"rm -rf /\"}");
        PacedModel.Asked after = talk.model.next();
        assertThat(after.results()).singleElement().asString()
                .startsWith("The call was not made: stopped by hook").contains(PLUGIN).endsWith("nothing is deleted here");
        after.callWith("c2", "act_shell", "{\"command\":\"ls\"}");
        PacedModel.Asked last = talk.model.next();
        assertThat(last.results()).last().isEqualTo("ran {\"command\":\"ls\"}");
        last.answer("Done.");
        talk.end("m1");
    }

    @Test
    void a_result_is_what_the_hook_makes_of_it() throws Exception {
        hook(Called.class, call -> call.callId().equals("c1") ? Verdict.replace(call.withResult(ToolResult.text("[redacted]")))
                : Verdict.stop("it is nobody's business"));
        talk.say("m1", "look");
        talk.model.next().callWith("c1", "act_shell", "{}");
        PacedModel.Asked after = talk.model.next();
        assertThat(after.results()).containsExactly("[redacted]");
        after.callWith("c2", "act_shell", "{}");
        PacedModel.Asked last = talk.model.next();
        assertThat(last.results()).last().asString().startsWith("The call was made, but its result was stopped by hook");
        last.answer("Done.");
        talk.end("m1");
    }

    @Test
    void what_leaves_over_a_channel_says_what_the_hook_makes_of_it() throws Exception {
        hook(Sending.class, sending -> Verdict.replace(sending.with(saying((Outbound.Post) sending.out(), "[redacted]"))));
        wire.send(LoopbackChannel.said("e1", "alice", "what is the key?"));
        talk.model.next().answer("It is sk-123.");
        talk.house.until("it is out", () -> !wire.texts().isEmpty());
        assertThat(wire.texts()).containsExactly("[redacted]");
        Sending sending = (Sending) seen.get(0);
        assertThat(sending.channel()).isEqualTo(LoopbackChannel.ID);
        Outbound kept = talk.house.outbox.find(sending.key().value()).orElseThrow().parcel().out();
        assertThat(((Outbound.Post) kept).text().text()).isEqualTo("[redacted]");
    }

    private static Outbound saying(Outbound.Post post, String text) {
        return new Outbound.Post(post.to(), post.replyTo(), new Rendered(post.text().dialect(), text), post.media(), post.buttons(), post.tone());
    }

    @Test
    void a_stopped_reply_is_rejected_for_all_to_see_and_the_next_one_leaves() throws Exception {
        hook(Sending.class, sending -> sending.out().toString().contains("secret") ? Verdict.stop("it tells too much") : Verdict.pass());
        wire.send(LoopbackChannel.said("e1", "alice", "tell me"));
        talk.model.next().answer("A secret.");
        talk.house.until("the first is asked about", () -> !seen.isEmpty());
        wire.send(LoopbackChannel.said("e2", "alice", "and else?"));
        talk.model.next().answer("Nothing.");
        talk.house.until("the second is out", () -> !wire.texts().isEmpty());
        assertThat(wire.texts()).containsExactly("Nothing.");
        Outbox.Held stopped = talk.house.outbox.find(((Sending) seen.get(0)).key().value()).orElseThrow();
        assertThat(stopped.state()).isEqualTo(Outbox.State.REJECTED);
        assertThat(stopped.why()).contains("stopped by hook", PLUGIN, "it tells too much");
    }

    @Test
    void the_model_is_asked_what_the_hook_made_of_the_prompt_and_nothing_of_that_is_stored() throws Exception {
        hook(Prompted.class, asking -> {
            List<ChatMessage> more = new ArrayList<>(asking.prompt().messages());
            more.add(UserMessage.from("It is Tuesday."));
            return Verdict.replace(asking.withPrompt(asking.prompt().toBuilder().messages(more).build()));
        });
        talk.say("m1", "what day is it?");
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard()).last().isEqualTo("It is Tuesday.");
        asked.answer("Tuesday.");
        talk.end("m1");
        assertThat(talk.story()).noneMatch(line -> line.contains("It is Tuesday."));
    }

    @Test
    void a_run_whose_model_may_not_be_asked_fails_with_the_reason() {
        hook(Prompted.class, asking -> Verdict.stop("the budget is for holidays"));
        talk.say("m1", "hello");
        assertThat(talk.end("m1").error()).startsWith("The model was not asked: stopped by hook").endsWith("the budget is for holidays");
        assertThat(talk.model.idle()).isTrue();
    }

    @Test
    void an_answer_is_stored_as_the_hook_left_it() throws Exception {
        hook(Answered.class, answered -> Verdict.replace(answered.withMessage(
                AiMessage.from(answered.answer().aiMessage().text().replace("42", "[number]")))));
        talk.say("m1", "what is it?");
        talk.model.next().answer("It is 42.");
        assertThat(talk.end("m1").text()).isEqualTo("It is [number].");
        assertThat(talk.story()).last().isEqualTo("assistant: It is [number].");
    }

    @Test
    void in_the_place_of_an_answer_that_is_stopped_stands_that_it_was_and_its_calls_are_not_made() throws Exception {
        hook(Answered.class, answered -> answered.answer().aiMessage().hasToolExecutionRequests() ? Verdict.stop("it wants to act") : Verdict.pass());
        talk.say("m1", "act");
        talk.model.next().call("c1:act_shell");
        assertThat(talk.end("m1").text()).startsWith("[The answer was stopped by hook").endsWith("it wants to act]");
    }

    @Test
    void hooks_are_told_when_a_conversation_starts_and_is_reset() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        hook(Turning.class, turning -> {
            both.countDown();
            return Verdict.stop("it cannot be stopped: this counts as a fault");
        });
        SessionNews news = new SessionNews(talk.house.hooks, talk.house.events);
        talk.say("m1", "hello");
        talk.model.next().answer("Hello.");
        talk.end("m1");
        talk.house.endings.reset(House.MAIN, "test");
        both.await();
        assertThat(seen).containsExactly(new Turning(House.MAIN, Passage.Change.STARTED), new Turning(House.MAIN, Passage.Change.RESET));
        news.stop();
    }

    @Test
    void hooks_are_told_when_a_conversation_is_about_to_be_shortened_and_when_it_has_been() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        for (String id : List.of("m1", "m2")) {
            talk.say(id, "hello");
            talk.model.next().answer("Hello.");
            talk.end(id);
        }
        hook(Turning.class, turning -> {
            both.countDown();
            return Verdict.pass();
        });
        SessionNews news = new SessionNews(talk.house.hooks, talk.house.events);
        assertThat(talk.house.turns.quiet(House.MAIN, Duration.ofMinutes(1))).isTrue();
        assertThat(talk.house.turns.keep(House.MAIN, 2).compacted()).isTrue();
        assertThat(both.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(seen).containsExactly(new Turning(House.MAIN, Passage.Change.COMPACTING), new Turning(House.MAIN, Passage.Change.COMPACTED));
        news.stop();
    }
}
