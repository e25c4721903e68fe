package dev.chela.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

        browser.await("(() => { if (document.querySelectorAll('.block').length === 150) return true; document.querySelector('.log-scroll').scrollTop = 0; })()");

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
        browser.await("document.querySelector('model-picker select')?.value === 'demo/offline'"
                + " && document.querySelector('model-picker option[value=\"anthropic/claude-sonnet-4-5\"]')");

        browser.evaluate("(() => { const s = document.querySelector('model-picker select'); s.value = 'anthropic/claude-sonnet-4-5'; s.dispatchEvent(new Event('change')); })()");

        browser.await("[...document.querySelectorAll('model-picker option')].at(-1).value === ''");
        assertThat(gateway.asked("sessions.patch").get(0).get("model").asText()).isEqualTo("anthropic/claude-sonnet-4-5");
    }

    @Test
    void another_agent_is_chosen_and_has_sessions_of_its_own() {
        gateway.house.agents = List.of("main", "research");
        gateway.house.session("agent:research:dashboard:x").record(Map.of("role", "user", "content", "Look it up"));
        signIn();
        browser.await("!document.querySelector('agent-picker').hidden && document.querySelectorAll('.sessions li').length === 1");

        choose("research");
        browser.await("document.querySelector('li[data-key=\"agent:research:dashboard:x\"]') && !document.querySelector('li[data-key=\"" + MAIN + "\"]')");
        assertThat(browser.evaluate("new URLSearchParams(location.search).get('session')").asText()).isEqualTo("agent:research:main");
        browser.click("#new-session").await("new URLSearchParams(location.search).get('session').startsWith('agent:research:dashboard:')");
        browser.click("li[data-key='agent:research:dashboard:x'] .session").await("document.querySelector('.block-user')?.innerText.includes('Look it up')");

        choose("main");
        browser.await("document.title.startsWith('Main session') && document.querySelector('li[data-key=\"" + MAIN + "\"]')");
    }

    private static void choose(String agent) {
        browser.evaluate("(() => { const s = document.querySelector('agent-picker select'); s.value = '" + agent + "'; s.dispatchEvent(new Event('change')); })()");
    }

    @Test
    void sessions_stand_in_the_groups_that_people_put_them_into() {
        gateway.house.session("agent:main:notes");
        signIn();
        browser.click("li[data-key='agent:main:notes'] .session").await("document.querySelector('li[data-key=\"agent:main:notes\"] [aria-current]')");
        gateway.house.groups = List.of("Home");
        menu("Move to group");
        browser.await("document.activeElement.id === 'dialog-input'").type("Home").press("Enter");
        browser.await("document.querySelector('.sessions .group')?.innerText === 'Home'");
        assertThat(browser.evaluate("document.querySelector('.sessions .group').nextElementSibling.dataset.key").asText()).isEqualTo("agent:main:notes");
        assertThat(gateway.asked("sessions.patch").get(0).get("category").asText()).isEqualTo("Home");
    }

    /** In one breath: an event may draw the list anew at any time, and what was in one place is in another. What only this page knows has no menu yet. */
    private static void menu(String item) {
        browser.await("(() => { const menu = document.querySelector('li:has([aria-current]) .menu'); if (!menu) return false; menu.querySelector('summary').click();"
                + " [...menu.querySelectorAll('button')].find(b => b.textContent.includes('" + item + "')).click(); return true; })()");
    }
}
