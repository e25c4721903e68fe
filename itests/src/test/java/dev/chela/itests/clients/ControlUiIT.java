package dev.chela.itests.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Until;
import dev.chela.testkit.browser.Browser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenClaw's browser interface, as it is published, served from a place of its own and pointed at our gateway. */
@Tag("clients")
class ControlUiIT extends OneHouse {
    /**
     * Writes down each request of the page that the gateway refused, what has no answer yet, and keeps its connection at hand. What the page
     * asks on a line before it has been greeted there is refused by OpenClaw's gateway in the same words, and the page comes again.
     */
    private static final String LISTEN = """
            window.refused = [];
            window.greetings = 0;
            window.heard = performance.now();
            window.lines = [];
            window.pending = () => window.lines.reduce((sum, line) => sum + line.asked.size, 0);
            window.WebSocket = class extends WebSocket {
              asked = new Map();
              greeted = false;
              constructor(...where) {
                super(...where);
                window.line = this;
                window.lines.push(this);
                this.addEventListener('close', () => this.asked.clear());
                this.addEventListener('message', ({ data }) => {
                  const { type, id, ok, error, payload } = JSON.parse(data);
                  window.heard = performance.now();
                  if (type !== 'res') return;
                  const method = this.asked.get(id);
                  this.asked.delete(id);
                  if (payload?.type === 'hello-ok') {
                    this.greeted = true;
                    window.greetings++;
                  }
                  if (!ok && (this.greeted || method === 'connect')) window.refused.push(method + ': ' + error.message);
                });
              }
              send(data) {
                const { id, method } = JSON.parse(data);
                this.asked.set(id, method);
                super.send(data);
              }
            };
            """;
    private static final String TROUBLE = "[...document.querySelectorAll('.callout.danger, [role=alert], [class*=error]:not(label):not(label *)')]"
            + ".filter(e => e.checkVisibility() && e.innerText.trim()).map(e => e.className + ': ' + e.innerText.trim())";
    private static final String COMPOSER = "textarea[placeholder^=Message]";
    private static final String IDLE = "!document.querySelector('.chat-send-btn--stop')";
    private ControlUiSite site;
    private Browser browser;
    private int complained;

    @BeforeAll
    void signIn() {
        if (Browser.installed().isEmpty()) {
            fail("no Chromium is installed, and the profile clients must not do without; .ci/run installs it");
        }
        site.pointAt(gateway.page(""));
        browser = Browser.start().beforeEveryPage(LISTEN);
        browser.open(URI.create(site.origin() + "/?gatewayUrl=" + gateway.url() + "#token=" + Gateway.TOKEN));
        press("Switch to 127.0.0.1:" + gateway.url().getPort());
        browser.await("document.querySelector('" + COMPOSER + "')");
    }

    @Override
    protected String settings() {
        site = ControlUiSite.serve(Openclaw.controlUi());
        return super.settings().replace("bind: \"loopback\"", "bind: \"loopback\", controlUi: { allowedOrigins: [\"" + site.origin() + "\"] }");
    }

    @AfterAll
    void leave() {
        browser.close();
        site.close();
    }

    /** Neither does the page show a fault, nor was it refused anything, nor is there an error on the console. A lost line is none of these. */
    @AfterEach
    void hasNothingToComplainOf(TestInfo test) throws IOException {
        Files.write(Path.of(System.getProperty("chela.scratch"), "control-ui-" + test.getDisplayName().replaceAll("[^\\w-]+", "-") + ".png"), browser.screenshot());
        assertThat(strings(TROUBLE)).as("what the page shows of trouble").isEmpty();
        assertThat(strings("window.refused")).as("requests that the gateway refused").isEmpty();
        List<String> complaints = browser.complaints();
        int before = complained;
        complained = complaints.size();
        assertThat(complaints.subList(before, complained))
                .filteredOn(each -> !each.startsWith("WebSocket connection to")).isEmpty();
    }

    @Test
    void home_shows_who_is_there_and_the_conversation() {
        wire.converse("main", "echo said at home", fresh("run"));
        open("/chat/main");

        shows("said at home").shows("Home").shows("Agents").shows("SESSIONS");
    }

    @Test
    void an_answer_streams_in() {
        chat();
        say("count 60 [hold=10]");

        shows("8 9 10");
        assertThat(browser.text("body")).doesNotContain("10 11");
        model.release();
        shows("59 60").browser.await(IDLE);
        awaitHistory(2);
    }

    @Test
    void escape_stops_an_answer_in_mid_stream() {
        chat();
        int before = model.aborted();
        say("count 2000 [delay=20]");

        shows("1 2 3").browser.press("Escape").await(IDLE);

        shows("Interrupted");
        model.awaitAborted(before + 1);
        awaitHistory(2);
        assertThat(history().path(1).toString()).contains("1 2 3").doesNotContain("2000");
    }

    @Test
    void after_a_lost_connection_the_conversation_goes_on() {
        chat();
        say("echo before");
        awaitHistory(2);
        browser.await(IDLE);

        browser.evaluate("window.line.close()");
        browser.await("window.greetings > 1 && document.querySelector('" + COMPOSER + "')?.checkVisibility()");
        say("echo after");

        awaitHistory(4);
        shows("after").browser.await(IDLE);
        assertThat(history()).hasSize(4);
    }

    @Test
    void sessions_are_listed_with_what_became_of_them() {
        wire.converse(session, "echo for the list", fresh("run"));
        open("/sessions");

        shows(key()).shows("Done");
    }

    @Test
    void an_agent_s_files_are_read_and_written() {
        open("/settings/agents/main/files");
        browser.await("document.querySelector('.agent-file-textarea')?.value.includes('How I work')");

        browser.evaluate("document.querySelector('.agent-file-textarea').select()");
        browser.type("# Written in the browser");
        press("Save");

        Path written = gateway.home().resolve("agents/main/workspace/AGENTS.md");
        Until.holds("the page's words in " + written, () -> read(written).equals("# Written in the browser"));
    }

    @Test
    void the_configuration_is_shown_as_a_form_with_its_secrets_hidden() {
        open("/settings/advanced");

        shows("Agent Defaults").shows("Communication");
        shows("Where an editor finds the schema of this file");
        assertThat(browser.evaluate("document.documentElement.outerHTML").asText()).doesNotContain(Gateway.TOKEN, Gateway.API_KEY);
    }

    @Test
    void logs_are_shown_and_filtered_by_their_level() {
        open("/logs");
        shows("listening on " + gateway.url()).shows("Listener");

        browser.await("(() => { [...document.querySelectorAll('label')].find(l => l.innerText.trim() === 'info').querySelector('input').click(); return true; })()");
        browser.await("!document.body.innerText.includes('listening on')");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/agents", "/dashboards", "/portals", "/settings/about", "/settings/agents", "/settings/ai-agents",
        "/settings/appearance", "/settings/automation", "/settings/channels", "/settings/communications", "/settings/connection",
        "/settings/general", "/settings/infrastructure", "/settings/labs", "/settings/mcp", "/settings/model-providers",
        "/settings/notifications", "/settings/devices", "/settings/plugins", "/settings/secrets", "/settings/security", "/settings/talk", "/settings/updates",
        "/settings/approvals", "/settings/profile", "/settings/sessions", "/settings/skills",
        "/settings/worktrees", "/settings/agents/main/overview", "/settings/agents/main/tools", "/systems", "/usage"})
    void every_page_of_what_is_built_opens(String page) {
        open(page);
        browser.await("window.greetings > 0 && window.pending() === 0 && performance.now() - window.heard > 400");
        assertThat(browser.text("body")).isNotBlank();
    }

    /** At a session that no other test uses. */
    private void chat() {
        wire.call("sessions.create", "{\"key\": \"" + key() + "\"}");
        open("/chat?session=" + key());
        browser.await("document.querySelector('" + COMPOSER + "')?.checkVisibility() && " + IDLE);
    }

    private void open(String path) {
        browser.open(URI.create(site.origin() + path));
    }

    private void say(String text) {
        browser.click(COMPOSER).await("document.activeElement.matches('" + COMPOSER + "')").type(text).press("Enter");
    }

    private ControlUiIT shows(String text) {
        browser.await("document.body.innerText.includes('" + text + "')");
        return this;
    }

    /** The button with these words. */
    private void press(String words) {
        browser.await("(() => { const found = [...document.querySelectorAll('button')].find(b => b.checkVisibility() && !b.disabled && b.innerText.trim() === '" + words
                + "'); found?.setAttribute('data-pressed', '" + words + "'); return found; })()");
        browser.click("[data-pressed='" + words + "']");
    }

    private List<String> strings(String expression) {
        var all = new ArrayList<String>();
        browser.evaluate(expression).forEach(each -> all.add(each.asText()));
        return all;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
