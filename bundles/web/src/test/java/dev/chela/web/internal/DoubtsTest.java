package dev.chela.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What waits for the reader's word. */
class DoubtsTest extends PageTest {
    @Test
    void a_command_that_is_asked_about_while_the_list_is_on_its_way_is_shown_until_somebody_decides() {
        gateway.house.doubts.meanwhile = () -> gateway.house.doubts.runs("a1", "rm -r old");
        enter();

        browser.await("document.querySelector('approval-bar pre')?.innerText === 'rm -r old'").click("approval-bar .primary")
                .await("document.querySelector('approval-bar').hidden");
        assertThat(gateway.asked("exec.approval.resolve").get(0).get("decision").asText()).isEqualTo("allow-once");
    }

    @Test
    void a_question_that_comes_while_the_list_is_on_its_way_is_shown_until_it_is_answered() {
        gateway.house.doubts.meanwhile = () -> gateway.house.doubts.meanwhile = () -> gateway.house.doubts.asks("q1", "Which colour?");
        enter();

        browser.await("document.querySelector('question-bar')?.innerText.includes('Which colour?')").click(".question-words")
                .await("document.activeElement.matches('.question-words')").type("Blue").press("Enter").await("document.querySelector('question-bar').hidden");
        assertThat(gateway.asked("question.resolve").get(0).at("/answers/answers/q/0").asText()).isEqualTo("Blue");
    }

    /** Until what is read after these lists has been read. */
    private void enter() {
        signIn();
        browser.await("!document.querySelector('#open-channels').hidden");
    }
}
