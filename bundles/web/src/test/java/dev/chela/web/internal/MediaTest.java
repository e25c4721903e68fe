package dev.chela.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files that answers name. */
class MediaTest extends PageTest {
    /** Two times three, red. */
    private static final String PNG = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAIAAAA2iEnWAAAAEElEQVR4nGP4z8AARAwoFABE0AX7pM/egAAAAABJRU5ErkJggg==";
    private static final String DRAWN = "document.querySelector('chat-media img')?.naturalWidth === 2";

    private void has(String place, String name, String type, String base64) {
        gateway.house.files.put(place, Map.of("name", name, "mimeType", type, "sizeBytes", Base64.getDecoder().decode(base64).length, "data", base64));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void answer(String text) {
        gateway.house.script = (session, run, message) -> session.say(run, text);
        signIn();
        say("show me");
        browser.await("document.querySelector('.stop').hidden && document.querySelector('.block:not(.block-user):not(.live)')");
    }

    @Test
    void a_picture_stands_where_the_answer_names_it_also_after_a_reload() {
        has("out/chart.png", "chart.png", "image/png", PNG);
        answer("Here it is:\nMEDIA:out/chart.png\nIt grows.");
        browser.await(DRAWN);
        assertThat(browser.evaluate("[...document.querySelectorAll('.block')].map(b => b.className.match(/block-(\\w+)/)[1]).join()").asText())
                .isEqualTo("user,text,media,text");
        assertThat(browser.text("chat-log")).contains("Here it is:", "chart.png", "It grows.").doesNotContain("MEDIA:");
        assertThat(browser.evaluate("document.querySelector('chat-media a[download]').download").asText()).isEqualTo("chart.png");
        assertThat(gateway.asked("chat.media")).singleElement().satisfies(asked -> {
            assertThat(asked.path("sessionKey").asText()).isEqualTo(MAIN);
            assertThat(asked.path("messageId").asText()).isEqualTo("m0-2");
        });
        browser.reload().await(DRAWN);
        assertThat(complaints()).isEmpty();
    }

    @Test
    void another_file_is_asked_for_when_somebody_wants_it_and_only_saved() {
        has("page.html", "page.html", "text/html", base64("<script>window.owned = 1</script>"));
        answer("MEDIA:`page.html`");
        browser.await("document.querySelector('chat-media button')");
        assertThat(gateway.asked("chat.media")).isEmpty();
        browser.evaluate("window.made = []; URL.createObjectURL = ((make) => (blob) => { made.push(blob.type); return make.call(URL, blob); })(URL.createObjectURL)");
        browser.evaluate("document.querySelector('chat-media button').click()");
        browser.await("document.querySelector('chat-media a[download]')");
        assertThat(browser.evaluate("document.querySelector('chat-media a').download").asText()).isEqualTo("page.html");
        assertThat(browser.evaluate("made.join()").asText()).isEqualTo("application/octet-stream");
        assertThat(browser.evaluate("window.owned ?? 0").asInt()).isZero();
    }

    @Test
    void what_calls_itself_a_picture_and_is_none_is_not_shown_as_one() {
        has("a.png", "a.png", "image/svg+xml", base64("<svg xmlns='http://www.w3.org/2000/svg' width='2' height='3'/>"));
        answer("MEDIA:a.png");
        browser.await("document.querySelector('chat-media a[download]')");
        assertThat(browser.evaluate("document.querySelectorAll('chat-media img').length").asInt()).isZero();
    }

    @Test
    void why_there_is_none_is_said_and_an_address_is_asked_by_the_reader_alone() {
        answer("MEDIA:gone.png\nMEDIA:https://pictures.example/cat.png\nMEDIA:gone.png\n\n```\nMEDIA:code.png\n```");
        browser.await("document.querySelector('chat-media .file')?.innerText.includes('is no file')");
        assertThat(browser.evaluate("document.querySelectorAll('chat-media').length").asInt()).isEqualTo(2);
        assertThat(browser.evaluate("document.querySelector('chat-media a').href").asText()).isEqualTo("https://pictures.example/cat.png");
        assertThat(browser.text(".prose pre")).contains("MEDIA:code.png");
        assertThat(gateway.asked("chat.media")).hasSize(1);
        assertThat(browser.evaluate("performance.getEntriesByType('resource').filter(r => /^http/.test(r.name) && !r.name.startsWith(location.origin)).length").asInt()).isZero();
    }
}
