package dev.chela.core.turn.internal.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Questions.Option;
import dev.chela.api.grant.Questions.Question;
import dev.chela.api.id.SessionKey;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.question.Inquiries.By;
import dev.chela.core.question.Inquiries.Wish;
import dev.chela.core.question.Inquiry;
import dev.chela.core.session.Runs.State;
import dev.chela.core.turn.internal.Asking;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A question that a turn puts to its person, and what becomes of it. */
class QuestionTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final List<Option> COLOURS = List.of(new Option("Red", "warm"), new Option("Blue", ""));
    private static final Question OPEN = new Question("q1", "Colour", "Which colour?", COLOURS, false, true);
    private static final Question CLOSED = new Question("q1", "Colour", "Which colour?", COLOURS, false, false);

    @TempDir
    private Path root;
    private Talk talk;

    @BeforeEach
    void open() {
        talk = new Talk(root).asking(LONG, OPEN);
    }

    @AfterEach
    void close() {
        talk.close();
    }

    private void restart() {
        talk.house.abandon();
        talk = new Talk(root).asking(LONG, OPEN);
    }

    private Inquiry asks(String run) throws InterruptedException {
        talk.say(run, "please");
        talk.model.next().call("1:ask_user");
        return pending();
    }

    private Inquiry pending() {
        talk.house.until("a question", () -> !talk.house.inquiries.pending().isEmpty());
        return talk.house.inquiries.pending().get(0);
    }

    private void answer(Inquiry inquiry, String answer) {
        talk.house.inquiries.answer(inquiry.id(), Map.of("q1", List.of(answer)), new By("me", ""));
    }

    private void assertHears(String run, String result) throws InterruptedException {
        PacedModel.Asked next = talk.model.next();
        assertThat(next.results()).containsExactly(result);
        next.answer("done");
        assertThat(talk.end(run).state()).isEqualTo(State.OK);
    }

    /** The life of the process in which the run came to its wait: there its attempts begin anew. */
    private List<String> lifeThatWaits() {
        return talk.house.ledger.read("SELECT boot FROM run WHERE id = 'a' AND attempt = 1", row -> String.valueOf(row.text("boot")));
    }

    @Test
    void the_answer_goes_back_to_the_model_and_the_same_call_of_a_later_answer_is_another_question() throws Exception {
        Inquiry asked = asks("a");
        assertThat(asked.asker()).isEqualTo(new Inquiry.Asker("main", "agent:main:main", "a"));
        answer(asked, "Blue");
        assertHears("a", "{q1=[Blue]}");
        assertThat(asks("b").id()).isNotEqualTo(asked.id());
    }

    @Test
    void the_next_message_answers_by_number_label_or_words() throws Exception {
        Map<String, String> said = Map.of("a", "2", "b", "blue", "c", "green, rather");
        Map<String, String> heard = Map.of("a", "{q1=[Blue]}", "b", "{q1=[Blue]}", "c", "{q1=[green, rather]}");
        for (String run : List.of("a", "b", "c")) {
            asks(run);
            talk.say("say-" + run, said.get(run));
            PacedModel.Asked next = talk.model.next();
            assertThat(next.results()).last().isEqualTo(heard.get(run));
            assertThat(next.heard()).as("the answer is no message of its own").containsOnly("please");
            next.answer("done");
            talk.end(run);
            assertThat(talk.end("say-" + run).text()).startsWith("Answered: ");
        }
    }

    @Test
    void a_message_that_is_no_answer_goes_its_usual_way_and_the_command_says_what_would_be_one() throws Exception {
        talk.asking(LONG, CLOSED);
        Inquiry asked = asks("a");
        talk.say("b", "never mind the colour");
        talk.say("c", "/answer green");
        assertThat(talk.end("c").text()).contains("does not answer").contains("- Red").contains("- Blue");
        talk.say("d", "/answer " + asked.id() + " red");
        PacedModel.Asked next = talk.model.next();
        assertThat(next.results()).containsExactly("{q1=[Red]}");
        assertThat(next.heard()).containsExactly("please", "never mind the colour");
        next.answer("done");
        talk.end("a");
        talk.say("e", "/answer red");
        assertThat(talk.end("e").text()).isEqualTo("No question waits for an answer here.");
    }

    /** Such as of a button below an earlier one. */
    @Test
    void an_answer_to_a_settled_question_does_not_answer_the_next_one() throws Exception {
        Inquiry first = asks("a");
        answer(first, "Blue");
        assertHears("a", "{q1=[Blue]}");
        Inquiry second = asks("b");
        talk.say("c", "/answer " + first.id() + " 1");
        assertThat(talk.end("c").text()).isEqualTo("It is settled already: Which colour?");
        talk.say("d", "/answer " + second.id() + " 2");
        PacedModel.Asked next = talk.model.next();
        assertThat(next.results()).last().isEqualTo("{q1=[Blue]}");
        next.answer("done");
        talk.end("b");
    }

    @Test
    void whoever_does_not_want_to_answer_skips_it() throws Exception {
        asks("a");
        talk.say("b", "/answer skip");
        assertHears("a", "Declined");
    }

    @Test
    void a_question_survives_restarts_is_announced_again_and_is_not_made_anew() throws Exception {
        Inquiry asked = asks("a");
        Set<String> lives = new HashSet<>(lifeThatWaits());
        for (int i = 0; i < 4; i++) {
            restart();
            assertThat(pending().id()).isEqualTo(asked.id());
            talk.house.until("the run waits again", () -> lives.addAll(lifeThatWaits()));
        }
        assertThat(talk.house.inquiries.pending()).hasSize(1);
        answer(asked, "Red");
        assertHears("a", "{q1=[Red]}");
    }

    @Test
    void an_answer_given_before_the_crash_holds_after_it() throws Exception {
        Inquiry asked = asks("a");
        restart();
        answer(asked, "Red");
        talk.model.next();
        restart();
        assertHears("a", "{q1=[Red]}");
    }

    @Test
    void with_its_run_a_question_is_taken_back() throws Exception {
        Inquiry asked = asks("a");
        talk.abort("a");
        assertThat(talk.end("a").state()).isEqualTo(State.ABORTED);
        talk.house.until("it is taken back", () -> talk.house.inquiries.pending().isEmpty());
        assertThatThrownBy(() -> answer(asked, "Red")).isInstanceOf(Permanent.class)
                .hasMessage("unknown or expired question id '" + asked.id() + "'");
    }

    @Test
    void one_whose_run_ended_before_it_was_on_disk_is_taken_back_too() {
        talk.say("a", "/answer red");
        talk.end("a");
        Inquiry late = talk.house.inquiries.put(new Wish("", "call", List.of(OPEN), new Inquiry.Asker("main", "agent:main:main", "over"), LONG, ""));
        talk.house.until("it is taken back", () -> !talk.house.inquiries.find(late.id()).orElseThrow().isPending());
        assertThat(talk.house.inquiries.find(late.id()).orElseThrow().state()).isEqualTo(Inquiry.State.CANCELLED);
    }

    @Test
    void nobody_answers_in_time() throws Exception {
        talk.asking(Duration.ofMillis(1), OPEN);
        talk.say("a", "please");
        talk.model.next().call("1:ask_user");
        assertHears("a", "Expired");
    }

    @Test
    void while_a_person_thinks_other_conversations_go_on() throws Exception {
        for (int i = 0; i < talk.agents.concurrency() + 1; i++) {
            talk.say(new SessionKey("agent:main:s" + i), "w" + i, "please");
            talk.model.next().call("1:ask_user");
            int waiting = i + 1;
            talk.house.until("they wait", () -> talk.house.inquiries.pending().size() == waiting);
        }
        talk.say("free", "hello");
        talk.model.next().answer("hi");
        assertThat(talk.end("free").text()).isEqualTo("hi");
    }

    @Test
    void where_nobody_reads_along_nobody_is_asked() throws Exception {
        talk.say(new SessionKey("agent:main:cron:daily"), "a", "please");
        talk.tools.put("ask_user", use -> {
            assertThatThrownBy(() -> new Asking(talk.house).run(use, LONG, List.of(OPEN))).hasMessageContaining("nobody reads along");
            return ToolResult.text("refused");
        });
        talk.model.next().call("1:ask_user");
        assertHears("a", "refused");
    }

    @Test
    void what_is_not_well_formed_is_refused_by_name() throws Exception {
        Inquiry asked = asks("a");
        assertThatThrownBy(() -> answer(asked, " ")).hasMessageContaining("is no answer to question 'q1'");
        assertThatThrownBy(() -> talk.house.inquiries.answer(asked.id(), Map.of("q2", List.of("Red")), new By("me", "")))
                .hasMessageContaining("no question 'q2'");
        assertThatThrownBy(() -> talk.house.inquiries.answer(asked.id(), Map.of("q1", List.of("Red", "Blue")), new By("me", "")))
                .hasMessageContaining("takes one answer");
        answer(asked, "Red");
        assertHears("a", "{q1=[Red]}");
    }
}
