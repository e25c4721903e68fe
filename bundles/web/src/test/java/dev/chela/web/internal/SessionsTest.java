package dev.chela.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sessions, their history and their models. */
class SessionsTest extends PageTest {
    @Test
    void scrolling_up_loads_what_was_earlier_and_keeps_the_place() {
        for (int i = 1; i <= 150; i++) {
            gateway.house.session(MAIN).record(Map.of("role", i % 2 == 0 ? "assistant" : "user", "content", "Message number " + i));
        }
        signIn();
        browser.await("document.body.innerText.includes('Message number 150')");
        assertThat(browser.evaluate("document.querySelectorAll('.block').length").asInt()).isEqualTo(60);

        for (int page = 0; page < 2; page++) {
            browser.evaluate("document.querySelector('.log-scroll').scrollTop = 0");
            browser.await("document.querySelectorAll('.block').length > " + (60 + 60 * page));
        }

        browser.await("document.querySelectorAll('.block').length === 150");
        assertThat(browser.evaluate("document.querySelector('.block').innerText").asText()).isEqualTo("Message number 1");
        assertThat(browser.evaluate("document.querySelector('.log-scroll').scrollTop").asInt()).isPositive();
    }

    @Test
    void sessions_are_begun_renamed_reset_and_deleted() {
        signIn();
        browser.click("#new-session").await("document.title.startsWith('New session')");
        say("hello");
        browser.await("document.body.innerText.includes('You said: hello') && document.querySelectorAll('.sessions li').length === 2");
        var key = browser.evaluate("new URLSearchParams(location.search).get('session')").asText();
        assertThat(key).matches("agent:main:dashboard:[0-9a-f-]{36}");

        menu("Rename");
        browser.await("document.activeElement.id === 'dialog-input'").type("Groceries").press("Enter").await("document.querySelector('h1#title').innerText === 'Groceries'");
        menu("Start afresh");
        browser.click("dialog .primary").await("!document.querySelector('.block') && document.querySelector('.suggestion')?.checkVisibility()");
        menu("Delete");
        browser.click("dialog .primary").await("document.title.startsWith('Main session') && document.querySelectorAll('.sessions li').length === 1");
    }

    @Test
    void the_model_is_chosen_in_the_header() {
        signIn();
        browser.await("document.querySelector('model-picker select')?.value === 'demo/offline'");

        browser.evaluate("(() => { const s = document.querySelector('model-picker select'); s.value = 'anthropic/claude-sonnet-4-5'; s.dispatchEvent(new Event('change')); })()");

        browser.await("[...document.querySelectorAll('model-picker option')].at(-1).value === ''");
        assertThat(gateway.asked("sessions.patch").get(0).get("model").asText()).isEqualTo("anthropic/claude-sonnet-4-5");
    }

    private static void menu(String item) {
        browser.click("li:has([aria-current]) .menu summary");
        browser.evaluate("[...document.querySelectorAll('.menu[open] button')].find(b => b.innerText.includes('" + item + "')).click()");
    }
}
