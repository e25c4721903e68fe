package dev.chela.itests.conversation;

import static dev.chela.itests.house.Page.CONNECTED;
import static dev.chela.itests.house.Page.IDLE;
import static dev.chela.itests.house.Page.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Jdk;
import dev.chela.testkit.browser.Browser;
import dev.chela.testkit.model.FakeModel;
import dev.chela.testkit.socket.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page as people see it: a real browser, the assembled distribution, its own page and socket. */
class WebChatIT {
    private static Browser browser;
    private static FakeModel model;
    private static Gateway gateway;
    private int complained;

    @BeforeAll
    static void start() throws IOException {
        if (Browser.installed().isEmpty() && System.getenv("CI") != null) {
            fail("no Chromium is installed, and a build under CI must not do without; .ci/run installs it");
        }
        assumeTrue(Browser.installed().isPresent(), "DISABLED: no Chromium is installed, so WebChat is not tried; install one or name it in CHELA_BROWSER");
        browser = Browser.start();
        model = FakeModel.start();
        // The same port after a restart, as for anybody: the page comes back by itself.
        gateway = Gateway.start(Gateway.settings(model.v1()).replace("port: 0", "port: " + Ports.free()), Jdk.ofTheBuild());
        browser.open(gateway.page("#token=" + Gateway.TOKEN)).await(CONNECTED);
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable each : new AutoCloseable[] {gateway, model, browser}) {
            if (each != null) {
                each.close();
            }
        }
    }

    @BeforeEach
    void openAFreshSession() {
        complained = browser.complaints().size();
        browser.open(gateway.page("?session=agent:main:dashboard:" + UUID.randomUUID())).await(CONNECTED);
    }

    /** Neither an exception, nor an error on the console, nor anything that the page's policy had to block. A lost line is none of these. */
    @AfterEach
    void hasNothingToComplainOf() {
        var complaints = browser.complaints();
        assertThat(complaints.subList(complained, complaints.size())).filteredOn(each -> !each.startsWith("WebSocket connection to")).isEmpty();
    }

    @Test
    void an_answer_streams_in() {
        say("count 30 [hold=10]");

        browser.await("document.querySelector('.block-text.live')?.innerText.endsWith('9 10')");
        model.release();
        browser.await("document.querySelector('.block-text:not(.live)')?.innerText.endsWith('29 30')").await(IDLE);
        assertThat(count(browser, ".block-text")).isEqualTo(1);
    }

    @Test
    void a_tool_is_a_card_with_what_it_was_asked_and_what_it_said() {
        say("tool exec {\"command\":\"echo from-a-shell\"}");

        browser.await("document.querySelector('.tool-card[data-status=done]')").await(IDLE);
        browser.click(".tool-card summary").await("document.querySelector('.tool-card').open");
        assertThat(browser.text(".tool-card")).contains("echo from-a-shell");
        assertThat(count(browser, ".tool-card")).isEqualTo(1);
    }

    @Test
    void escape_stops_a_turn_before_its_first_word_and_in_mid_stream() {
        int asked = model.requests().size();
        int aborted = model.aborted();
        say("count 5 [first=60000]");
        browser.await("!document.querySelector('.stop').hidden");
        model.awaitRequests(asked + 1);
        browser.press("Escape").await("document.querySelector('.block-note')?.innerText.includes('Stopped')").await(IDLE);

        say("count 2000 [delay=20]");
        browser.await("document.querySelector('.block-text.live')?.innerText.startsWith('1 2 3')");
        browser.press("Escape").await("document.querySelectorAll('.block-note').length === 2").await(IDLE);

        browser.await("document.querySelector('.block-text')?.innerText.startsWith('1 2 3')");
        assertThat(browser.text(".block-text")).doesNotContain("2000");
        model.awaitAborted(aborted + 2);
    }

    @Test
    void a_message_steers_a_running_turn() throws IOException {
        Path go = gateway.home().resolve("agents/main/workspace/go-on");
        say("tool exec {\"command\":\"until [ -e go-on ]; do sleep 0.1; done\",\"yieldMs\":600000}");
        browser.await("document.querySelector('.tool-card')");
        say("echo turned aside");
        browser.await("document.querySelectorAll('.block-user').length === 2 && !document.querySelector('.fate')");
        Files.createFile(go);

        browser.await("document.body.innerText.includes('turned aside') && document.querySelector('.block-text:not(.live)')?.innerText === 'turned aside'");
        browser.await(IDLE);
        assertThat(users()).hasSize(2).last().isEqualTo("echo turned aside");
        assertThat(count(browser, ".block-text")).isEqualTo(1);
    }

    @Test
    void a_command_and_its_answer_keep_their_place() {
        say("/help");
        browser.await("document.querySelector('.block-text')?.innerText.includes('/status')").await(IDLE);
        say("echo what comes next");
        browser.await("document.querySelectorAll('.block-text:not(.live)').length === 2").await(IDLE);

        assertThat(users()).containsExactly("/help", "echo what comes next");
        assertThat(kinds()).isEqualTo("user,text,user,text");
        browser.reload().await(CONNECTED).await("document.querySelectorAll('.block-user').length === 2");
        assertThat(kinds()).isEqualTo("user,text,user,text");
    }

    @Test
    void sessions_stand_in_the_list_and_lead_back_to_their_history() {
        var before = count(browser, ".sessions li");
        say("echo first of two");
        browser.await("document.body.innerText.includes('first of two')").await(IDLE);
        var first = browser.evaluate("location.href").asText();

        browser.click("#new-session").await("location.href !== '" + first + "'");
        say("echo second of two");
        browser.await("document.querySelector('.block-text:not(.live)')?.innerText === 'second of two'").await(IDLE);
        browser.await("document.querySelectorAll('.sessions li').length > " + before);

        browser.open(URI.create(first)).await(CONNECTED).await("document.querySelector('.block-text')?.innerText === 'first of two'");
        assertThat(users()).containsExactly("echo first of two");
    }

    @Test
    void a_gateway_killed_in_mid_answer_comes_back_and_nothing_is_lost_or_doubled() {
        say("count 40 [hold=10]");
        browser.await("document.querySelector('.block-text.live')?.innerText.endsWith('9 10')");
        int before = model.held();

        gateway.kill();
        browser.await("document.querySelector('#connection.waiting, #connection.connecting')");
        say("echo and after that");
        gateway.start();
        model.awaitHeld(before + 1);
        model.release();

        browser.await("document.querySelector('#connection.connected')");
        browser.await("[...document.querySelectorAll('.block-text:not(.live)')].some(b => b.innerText.includes('and after that'))").await(IDLE);
        assertThat(users()).containsExactly("count 40 [hold=10]", "echo and after that");
        var shown = browser.evaluate("document.querySelector('.log-scroll').innerText").asText();
        browser.reload().await(CONNECTED).await("document.querySelectorAll('.block-user').length === 2");
        assertThat(users()).containsExactly("count 40 [hold=10]", "echo and after that");
        assertThat(shown.split("and after that", -1)).as("once asked, once answered: %s", shown).hasSize(3);
    }

    @Test
    void an_answer_cut_by_kill_9_is_finished_once() {
        say("count 40 [hold=10]");
        browser.await("document.querySelector('.block-text.live')?.innerText.endsWith('9 10')");
        int before = model.held();

        gateway.kill();
        gateway.start();
        model.awaitHeld(before + 1);
        model.release();

        browser.await("document.querySelector('.block-text:not(.live)')?.innerText.endsWith('39 40')").await(IDLE);
        assertThat(users()).containsExactly("count 40 [hold=10]");
        assertThat(count(browser, ".block-text")).isEqualTo(1);
    }

    @Test
    void on_a_telephone_nothing_lies_outside_the_screen() {
        browser.size(390, 844);
        try {
            say("tool exec {\"command\":\"echo a-very-long-word-" + "x".repeat(200) + "\"}");
            browser.await("document.querySelector('.tool-card[data-status=done]')").await(IDLE);

            assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(390);
            assertThat(browser.evaluate("document.querySelector('#message').getBoundingClientRect().right").asInt()).isLessThanOrEqualTo(390);
        } finally {
            browser.size(1280, 800);
        }
    }

    private static void say(String text) {
        browser.evaluate("document.querySelector('#message').focus()");
        browser.type(text).press("Enter");
    }

    private static List<String> users() {
        var all = new ArrayList<String>();
        browser.evaluate("[...document.querySelectorAll('.block-user .bubble')].map(b => b.innerText.trim())").forEach(each -> all.add(each.asText()));
        return all;
    }

    private static String kinds() {
        return browser.evaluate("[...document.querySelectorAll('.block')].map(b => b.className.match(/block-(\\w+)/)[1]).join()").asText();
    }
}
