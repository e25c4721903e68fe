package dev.chela.testkit.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BrowserTest {
    private static Browser browser;

    @BeforeAll
    static void start() {
        assumeTrue(Browser.installed().isPresent(), "no Chromium is installed");
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void clicks_types_and_sees_what_came_of_it() {
        browser.open(page("<input id=a><button onclick=\"out.textContent = 'Hello, ' + a.value\">Go</button><p id=out></p>"));

        browser.click("#a").type("crab").click("button").await("out.textContent");

        assertThat(browser.text("#out")).isEqualTo("Hello, crab");
    }

    @Test
    void a_condition_that_stays_false_fails_with_what_the_page_shows() {
        browser.open(page("<p>still waiting</p>"));

        assertThatThrownBy(() -> browser.await("document.querySelector('#never')", Duration.ofMillis(200)))
                .isInstanceOf(BrowserFault.class).hasMessageContaining("#never").hasMessageContaining("still waiting");
    }

    @Test
    void gives_the_value_of_a_promise_and_the_text_of_an_exception() {
        assertThat(browser.evaluate("Promise.resolve({a: [1, 2]})").at("/a/1").asInt()).isEqualTo(2);
        assertThatThrownBy(() -> browser.evaluate("missing.thing")).isInstanceOf(BrowserFault.class).hasMessageContaining("missing is not defined");
    }

    @Test
    void hears_the_errors_of_a_page() {
        browser.open(page("<script>console.error('first'); throw new Error('second')</script>"));

        assertThat(browser.complaints()).anyMatch(each -> each.contains("first")).anyMatch(each -> each.contains("second"));
    }

    @Test
    void takes_a_picture_of_the_size_that_was_set() {
        browser.open(page("<p>picture</p>")).size(390, 844);

        assertThat(browser.evaluate("innerWidth").asInt()).isEqualTo(390);
        assertThat(browser.screenshot()).startsWith(0x89, 'P', 'N', 'G');
    }

    private static URI page(String body) {
        return URI.create("data:text/html;base64," + java.util.Base64.getEncoder().encodeToString(body.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
