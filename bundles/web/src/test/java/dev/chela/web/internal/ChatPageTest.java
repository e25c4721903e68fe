package dev.chela.web.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chela.api.http.HttpEndpoint;
import dev.chela.api.http.WebPage;
import dev.chela.testkit.browser.Browser;
import dev.chela.web.stub.StubGateway;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page in a real browser, against a scripted gateway. */
class ChatPageTest {
    private static Browser browser;
    private StubGateway gateway;

    @BeforeAll
    static void startBrowser() {
        assumeTrue(Browser.installed().isPresent(), "no Chromium is installed");
        browser = Browser.start();
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void start() {
        gateway = serve("");
    }

    @AfterEach
    void stop() throws IOException {
        gateway.close();
    }

    /** The real endpoints over the stub's sockets. */
    static StubGateway serve(String base) {
        var endpoints = new LinkedHashMap<String, HttpEndpoint>();
        endpoints.put(base + "/pages.json", new Pages(() -> base, List.of(new Schedule())));
        endpoints.put(base + "/", new Site(() -> base));
        return new StubGateway(endpoints, (path, headers) -> new Asked("GET", path, headers));
    }

    @Test
    void a_link_with_a_ticket_signs_in_once_and_leaves_no_secret_in_the_address() {
        browser.open(gateway.address("#ticket=once")).await(CONNECTED);

        assertThat(browser.evaluate("location.href").asText()).doesNotContain("ticket").doesNotContain("once");
        assertThat(gateway.asked("connect").get(0).at("/auth/bootstrapToken").asText()).isEqualTo("once");

        browser.reload().await(CONNECTED);
        assertThat(gateway.asked("connect").get(1).at("/auth/deviceToken").asText()).isEqualTo("device");
    }

    @Test
    void without_a_login_it_asks_for_the_token_and_says_what_is_wrong_with_one() {
        browser.open(gateway.address("")).await("document.activeElement.id === 'token'");
        assertThat(browser.text("chat-login")).contains("./chela gateway run");

        browser.type("wrong").press("Enter").await("document.querySelector('#login-why').textContent.includes('mismatch')");
        browser.type(StubGateway.TOKEN).press("Enter").await(CONNECTED);
    }

    @Test
    void a_message_is_answered_in_streamed_markdown() {
        gateway.house.script = (session, run, message) -> session.say(run, "**Bold** and `code`:\n\n```java\nint a = 1; // one\n```");
        signIn();

        say("hello");

        browser.await("document.querySelector('.block-text:not(.live) pre')");
        assertThat(browser.evaluate("document.querySelector('.prose strong').textContent").asText()).isEqualTo("Bold");
        assertThat(browser.evaluate("document.querySelectorAll('.code-word, .code-comment, .code-number').length").asInt()).isEqualTo(3);
        assertThat(users()).containsExactly("hello");
        assertThat(browser.text("#announcer")).contains("Bold");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void a_tool_call_is_one_card_that_opens_by_keyboard() {
        gateway.house.script = (session, run, message) -> {
            session.call(run, "t1", "exec", Map.of("command", "ls -la"), "Let me look.");
            session.result(run, "t1", "exec", "AGENTS.md\nSOUL.md", false);
            session.say(run, "Two files.");
        };
        signIn();

        say("run ls");

        browser.await("document.querySelector('.tool-card[data-status=done]') && document.querySelectorAll('.block-text:not(.live)').length === 2")
                .await("document.querySelector('.stop').hidden");
        assertThat(browser.evaluate("document.querySelectorAll('.tool-card').length").asInt()).isEqualTo(1);
        browser.evaluate("document.querySelector('.tool-card summary').focus()");
        browser.press("Enter").await("document.querySelector('.tool-card').open");
        assertThat(browser.text(".tool-card")).contains("ls -la").contains("SOUL.md");
        assertThat(browser.evaluate("[...document.querySelectorAll('.block')].map(b => b.className.match(/block-(\\w+)/)[1]).join()").asText())
                .isEqualTo("user,text,tool,text");
    }

    @Test
    void what_a_model_writes_can_neither_run_nor_fetch() {
        gateway.house.script = (session, run, message) -> session.say(run, String.join("\n\n",
                "<script>window.owned = 1</script>", "<img src=x onerror='window.owned = 2'>", "[link](javascript:window.owned=3)",
                "![secret](https://tracker.example/pixel.png?data=1)", "<style>body { display: none }</style>", "<iframe src='https://evil.example'></iframe>",
                "<svg onload='window.owned = 4'></svg>", "<a href='https://x.example' onclick='window.owned = 5'>ok</a>", "<form action='/x'><button>b</button></form>", "end"));
        signIn();

        say("attack");

        browser.await("document.querySelector('.block-text:not(.live)')?.innerText.includes('end')");
        assertThat(browser.evaluate("window.owned ?? 0").asInt()).isZero();
        assertThat(browser.evaluate("document.querySelectorAll('.prose :is(script, style, iframe, svg, form, button:not(.copy), img)').length").asInt()).isZero();
        assertThat(browser.evaluate("document.querySelectorAll('.prose [href^=javascript], .prose [onclick], .prose [onerror]').length").asInt()).isZero();
        assertThat(browser.text(".remote-image")).contains("secret").contains("tracker.example");
        assertThat(browser.evaluate("performance.getEntriesByType('resource').filter(r => !r.name.startsWith(location.origin)).length").asInt()).isZero();
    }

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
        gateway.house.script = (session, run, message) -> {
            session.speak(run, "Half a sen");
            await(go);
            session.say(run, "Half a sentence, and its end.");
        };
        signIn();
        say("tell me");
        browser.await("document.querySelector('.block-text.live')");

        gateway.hangUp();
        browser.await("document.querySelector('#connection.waiting, #connection.connecting')");
        go.countDown();

        browser.await("document.body.innerText.includes('and its end.') && document.querySelector('.stop').hidden");
        assertThat(users()).containsExactly("tell me");
        assertThat(browser.evaluate("document.querySelectorAll('.block-text').length").asInt()).isEqualTo(1);
    }

    @Test
    void a_message_written_without_a_line_is_sent_once_when_there_is_one() {
        signIn();
        gateway.hangUp();
        browser.await("document.querySelector('#connection.waiting')");

        say("are you there?");

        browser.await("document.body.innerText.includes('You said: are you there?')");
        assertThat(users()).containsExactly("are you there?");
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

    @Test
    void a_dropped_text_file_goes_with_the_message_and_a_large_or_foreign_one_gets_a_reason() {
        signIn();
        drop("notes.md", "text/markdown", "12");
        browser.await("document.querySelector('.chips li')");
        drop("movie.mkv", "video/x-matroska", "12");
        browser.await("document.querySelector('.toast')?.innerText.includes('neither an image nor text')");
        drop("big.txt", "text/plain", "200000");
        browser.await("[...document.querySelectorAll('.toast')].some(t => t.innerText.includes('at most 98 KB'))");

        say("read this");
        browser.await("document.body.innerText.includes('You said: read this')");

        var sent = gateway.asked("chat.send").get(0).at("/attachments/0");
        assertThat(sent.get("fileName").asText()).isEqualTo("notes.md");
        assertThat(sent.get("content").asText()).isEqualTo("eHh4eHh4eHh4eHh4");
    }

    @Test
    void below_a_base_path_everything_is_found() throws IOException {
        try (var below = serve("/my/chela")) {
            browser.open(below.address("my/chela/#token=" + StubGateway.TOKEN)).await(CONNECTED);
            say("hello");
            browser.await("document.body.innerText.includes('You said: hello')").await("document.querySelector('#pages a')");

            assertThat(browser.evaluate("document.querySelector('#pages a').href").asText()).isEqualTo(below.address("my/chela/schedule/").toString());
        }
    }

    @Test
    void the_answer_to_a_command_is_shown_although_no_transcript_holds_it() {
        gateway.house.script = (session, run, message) -> session.remark(run, "Commands: **/help**, /status");
        signIn();

        say("/help");

        browser.await("document.querySelector('.block-text strong')?.innerText === '/help'");
    }

    @Test
    void a_gateway_that_takes_no_files_says_so() {
        gateway.house.takesFiles = false;
        signIn();

        drop("notes.md", "text/markdown", "12");

        browser.await("document.querySelector('.toast')?.innerText.includes('takes no files')");
        assertThat(browser.evaluate("document.querySelector('[aria-label=\"Attach files\"]').checkVisibility()").asBoolean()).isFalse();
    }

    @Test
    void a_run_that_fails_says_why() {
        gateway.house.script = (session, run, message) -> session.fail(run, "The provider refused the key.");
        signIn();

        say("hello");

        browser.await("document.querySelector('.block-note.error[role=alert]')?.innerText.includes('refused the key')");
        browser.await("document.querySelector('.stop').hidden");
    }

    @Test
    void pages_of_other_bundles_are_in_the_navigation() {
        signIn();

        browser.await("document.querySelector('#pages a')?.checkVisibility()");
        assertThat(browser.text("#pages a")).contains("Schedule");
    }

    @Test
    void every_control_has_a_name_and_the_first_tab_stop_leads_to_the_message_box() {
        signIn();
        say("hello");
        browser.await("document.body.innerText.includes('You said: hello')");

        assertThat(browser.evaluate("[...document.querySelectorAll('button, input:not([type=file]), select, textarea, summary')]"
                + ".filter(e => e.checkVisibility() && !(e.ariaLabel || e.innerText?.trim() || e.labels?.length)).map(e => e.outerHTML).join()").asText()).isEmpty();
        assertThat(browser.evaluate("document.querySelector('a, button, input').className").asText()).isEqualTo("skip");
        browser.evaluate("document.querySelector('.skip').focus()");
        browser.press("Enter").await("document.activeElement.id === 'message'");
    }

    private static final String MAIN = "agent:main:main";
    private static final String CONNECTED = "document.querySelector('#connection.connected') && document.querySelector('.session[aria-current]')";

    private void signIn() {
        browser.open(gateway.address("#token=" + StubGateway.TOKEN)).await(CONNECTED);
        browser.await("document.activeElement.id === 'message'");
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

    private static void menu(String item) {
        browser.click("li:has([aria-current]) .menu summary");
        browser.evaluate("[...document.querySelectorAll('.menu[open] button')].find(b => b.innerText.includes('" + item + "')).click()");
    }

    private static void drop(String name, String type, String size) {
        browser.evaluate("(() => { const data = new DataTransfer(); data.items.add(new File(['x'.repeat(" + size + ")], '" + name + "', {type: '" + type + "'}));"
                + " document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true})); })()");
    }

    private static void await(CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Schedule() implements WebPage {
        @Override
        public String path() {
            return "schedule/";
        }

        @Override
        public String title() {
            return "Schedule";
        }

        @Override
        public String icon() {
            return "⏰";
        }
    }
}
