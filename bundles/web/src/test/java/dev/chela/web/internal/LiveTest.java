package dev.chela.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A run while it goes on: stopped, steered, and over a line that breaks. */
class LiveTest extends PageTest {
    @Test
    void escape_stops_a_run_and_keeps_what_was_said() {
        gateway.house.script = (session, run, message) -> {
            session.speak(run, "Thinking aloud ");
            session.untilStopped(run, "Thinking aloud");
        };
        signIn();
        say("go on for ever");
        browser.await("document.querySelector('.block-text.live')");

        browser.press("Escape").await("document.querySelector('.block-note')?.innerText.includes('Stopped')");

        assertThat(browser.text(".block-text")).isEqualTo("Thinking aloud");
        assertThat(browser.evaluate("document.querySelectorAll('.block-text').length").asInt()).isEqualTo(1);
        assertThat(gateway.asked("chat.abort")).hasSize(1);
        browser.await("document.querySelector('.stop').hidden");
    }

    @Test
    void a_message_during_a_run_is_shown_once_and_settles_with_it() {
        var go = new CountDownLatch(1);
        gateway.house.script = (session, run, message) -> {
            session.speak(run, "Working ");
            await(go);
            session.say(run, "Done, both.");
        };
        signIn();
        say("first");
        browser.await("document.querySelector('.block-text.live')");

        say("and this too");
        browser.await("document.querySelectorAll('.block-user').length === 2 && !document.querySelector('.fate')");
        go.countDown();

        browser.await("document.body.innerText.includes('Done, both.') && document.querySelector('.stop').hidden");
        assertThat(users()).containsExactly("first", "and this too");
    }

    @Test
    void what_happened_while_the_line_was_down_is_there_once_after_it() {
        var go = new CountDownLatch(1);
        var said = new CountDownLatch(1);
        gateway.house.script = (session, run, message) -> {
            session.speak(run, "Half a sen");
            await(go);
            session.say(run, "Half a sentence, and its end.");
            said.countDown();
        };
        signIn();
        say("tell me");
        browser.await("document.querySelector('.block-text.live')");

        gateway.cut();
        browser.await("document.querySelector('#connection.waiting')");
        go.countDown();
        await(said);
        gateway.mend();

        browser.await("document.body.innerText.includes('and its end.') && document.querySelector('.stop').hidden");
        assertThat(users()).containsExactly("tell me");
        assertThat(browser.evaluate("document.querySelectorAll('.block-text').length").asInt()).isEqualTo(1);
    }

    @Test
    void a_message_written_without_a_line_is_sent_once_when_there_is_one() {
        signIn();
        gateway.cut();
        browser.await("document.querySelector('#connection.waiting')");

        say("are you there?");
        browser.await("document.querySelector('.fate')");
        gateway.mend();

        browser.await("document.body.innerText.includes('You said: are you there?')");
        assertThat(users()).containsExactly("are you there?");
    }

    @Test
    void what_a_slow_line_left_out_comes_with_the_next_delta() {
        var go = new CountDownLatch(1);
        gateway.house.script = (session, run, message) -> {
            session.delta(run, "One", "One");
            gateway.losing(() -> session.delta(run, " two", "One two"));
            session.delta(run, " three", "One two three");
            await(go);
            session.say(run, "One two three");
        };
        signIn();
        say("count");

        browser.await("document.querySelector('.block-text.live')?.innerText.trim() === 'One two three'");
        go.countDown();
        browser.await("document.querySelector('.stop').hidden");
    }

    @Test
    void a_lost_frame_is_noticed_and_the_transcript_read_again() {
        signIn();
        var session = gateway.house.session(MAIN);
        gateway.losing(() -> session.record(Map.of("role", "assistant", "content", "lost on the way")));
        session.record(Map.of("role", "assistant", "content", "after the gap"));

        browser.await("document.body.innerText.includes('lost on the way')").await("document.querySelectorAll('.block-text').length === 2");
        assertThat(browser.evaluate("document.querySelector('.block-text').innerText").asText()).isEqualTo("lost on the way");
    }

    @Test
    void what_is_told_while_a_page_of_history_is_on_its_way_is_not_lost_to_that_page() {
        signIn();
        browser.await("document.querySelector('.suggestion')?.checkVisibility()");
        var session = gateway.house.session(MAIN);
        gateway.house.meanwhile = () -> session.record(Map.of("role", "assistant", "content", "newer than the page"));

        session.reset();

        browser.await("document.querySelector('.block-text')?.innerText === 'newer than the page'");
        say("still there?");
        browser.await("[...document.querySelectorAll('.block-text:not(.live)')].at(-1)?.innerText === 'You said: still there?'");
        assertThat(browser.text(".block-text")).isEqualTo("newer than the page");
    }

    @Test
    void a_page_of_history_that_is_older_than_a_runs_end_does_not_bring_the_run_back() {
        var go = new CountDownLatch(1);
        gateway.house.script = (session, run, message) -> {
            session.speak(run, "Working ");
            gateway.house.meanwhile = () -> {
                session.say(run, "Done.");
                session.over(run);
            };
            gateway.losing(() -> session.think(run, "lost, so that the page reads its history again"));
            session.think(run, "shows the gap");
            await(go);
        };
        signIn();

        say("first");

        browser.await("document.querySelector('.block-text:not(.live)')?.innerText === 'Done.' && document.querySelector('.stop').hidden");
        browser.await("document.querySelectorAll('.block').length === 2");
        go.countDown();
    }

    @Test
    void a_page_of_history_that_is_older_than_a_runs_beginning_does_not_take_the_run_away() {
        signIn();
        browser.await("document.querySelector('.suggestion')?.checkVisibility()");
        var session = gateway.house.session(MAIN);
        gateway.house.meanwhile = () -> session.speak("of-another-client", "Half a sentence");
        gateway.losing(() -> session.record(Map.of("role", "assistant", "content", "lost on the way")));
        session.think("of-a-third", "shows the gap");

        browser.await("document.body.innerText.includes('lost on the way') && document.querySelector('.block-text.live')?.innerText.trim() === 'Half a sentence'"
                + " && !document.querySelector('.stop').hidden");
    }

    private static void await(CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
