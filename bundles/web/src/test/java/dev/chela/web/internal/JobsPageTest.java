package dev.chela.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens by itself, when next, and what came of it. */
class JobsPageTest extends PageTest {
    private static final String JOBS = "section[aria-labelledby=jobs-next]";
    private static final String RUNS = "section[aria-labelledby=jobs-past]";

    @AfterEach
    void nothingWasBlockedOrThrown() {
        assertThat(complaints()).isEqualTo(List.of());
    }

    private static String rows(String section) {
        return "document.querySelector('" + section + "').innerText";
    }

    @Test
    void a_job_appears_while_one_looks_and_is_started_disabled_and_removed() {
        signIn();
        browser.await("!document.querySelector('#open-jobs').hidden");
        assertThat(gateway.asked("cron.list")).isEmpty();
        browser.click("#open-jobs")
                .await("!document.querySelector('jobs-page').hidden && document.activeElement.innerText === 'What happens by itself'");
        browser.await(rows(JOBS) + ".includes('No jobs yet')");

        gateway.house.jobs.add("j1", "Water <b>");
        browser.await(rows(JOBS) + ".includes('0 9 * * 1 (Europe/Berlin)') && " + rows(JOBS) + ".includes('next ')");
        assertThat(browser.text(JOBS + " strong")).isEqualTo("Water <b>");

        browser.click(JOBS + " .primary").await(rows(RUNS) + ".includes('it is <done>') && " + rows(RUNS) + ".includes('12 tokens')");
        browser.click(JOBS + " button:nth-of-type(2)").await(rows(JOBS) + ".includes('disabled')");
        browser.click(JOBS + " .danger").click("dialog .primary").await(rows(JOBS) + ".includes('No jobs yet')");
        assertThat(gateway.asked("cron.remove")).hasSize(1);
    }

    @Test
    void the_page_has_an_address_and_back_leads_to_the_conversation() {
        signIn();
        browser.await("!document.querySelector('#open-jobs').hidden").click("#open-jobs").await("!document.querySelector('jobs-page').hidden");
        assertThat(browser.evaluate("location.search").asText()).contains("page=jobs");
        assertThat(browser.evaluate("document.querySelector('chat-composer').checkVisibility()").asBoolean()).isFalse();
        browser.evaluate("history.back()");
        browser.await("document.querySelector('jobs-page').hidden && document.activeElement.id === 'message'");
    }
}
