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
    private static final String COVERED = "<button onclick=\"out.textContent = 'button'\">Press me</button><p id=out></p>"
            + "<div id=cover style='position: fixed; inset: 0' onmousedown=\"out.textContent = 'cover'\"></div>";
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

    @Test
    void presses_what_moves_only_once_it_stands_still() {
        browser.open(page("<button style='position: absolute' onclick='out.textContent = frames'>Catch me</button><p id=out></p><script>var frames = 0;"
                + " const button = document.querySelector('button');"
                + " const run = () => { button.style.left = (frames * 100) % 900 + 'px'; if (++frames < 60) requestAnimationFrame(run); }</script>"));

        browser.evaluate("run()");
        browser.click("button").await("out.textContent");

        assertThat(browser.text("#out")).isEqualTo("60");
    }

    @Test
    void a_press_that_misses_is_done_again_and_the_page_never_hears_of_it() {
        browser.open(page("<button style='position: absolute; left: 0' onclick='out.textContent = heard'>Catch me</button><p id=out></p><script>var heard = '';"
                + " for (const kind of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'])"
                + " document.addEventListener(kind, ({target}) => { heard += target.tagName + ' '; }, true);"
                + " document.addEventListener('mousemove', () => { document.querySelector('button').style.left = '500px'; })</script>"));

        browser.click("button").await("out.textContent");

        assertThat(browser.text("#out").split(" ")).containsOnly("BUTTON").hasSize(5);
    }

    @Test
    void what_is_covered_is_pressed_once_it_is_not() {
        browser.open(page(COVERED + "<script>let left = 30; const wait = () => left-- ? requestAnimationFrame(wait) : cover.remove();"
                + " const uncover = () => requestAnimationFrame(wait)</script>"));

        browser.evaluate("uncover()");
        browser.click("button").await("out.textContent");

        assertThat(browser.text("#out")).isEqualTo("button");
    }

    @Test
    void a_click_that_never_arrives_says_what_was_in_the_way() {
        browser.open(page(COVERED));

        assertThatThrownBy(() -> browser.click("button", Duration.ofMillis(200))).isInstanceOf(BrowserFault.class).hasMessageContaining("id=\"cover\"");
        assertThatThrownBy(() -> browser.click("#none", Duration.ofMillis(200))).isInstanceOf(BrowserFault.class).hasMessageContaining("not there to be seen");
        assertThat(browser.text("#out")).isEmpty();
    }

    @Test
    void a_click_may_lead_elsewhere() {
        browser.open(page("<a href='about:blank'>away</a>"));

        browser.click("a").await("location.href === 'about:blank'");
    }

    @Test
    void after_opening_and_reloading_it_is_the_new_document_that_answers() {
        for (int i = 0; i < 10; i++) {
            browser.open(page("<p>page " + i + "</p>"));
            assertThat(browser.text("p")).isEqualTo("page " + i);
            browser.evaluate("window.old = true");
            assertThat(browser.reload().evaluate("window.old ?? false").asBoolean()).isFalse();
        }
    }

    private static URI page(String body) {
        return URI.create("data:text/html;base64," + java.util.Base64.getEncoder().encodeToString(body.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
