package dev.chela.itests.running;

import static dev.chela.itests.house.Page.CONNECTED;
import static dev.chela.itests.house.Page.IDLE;
import static dev.chela.itests.house.Page.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Jdk;
import dev.chela.itests.house.Wire;
import dev.chela.testkit.browser.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the README promises a stranger: a link, and a conversation with no key and no network. */
class FirstVisitIT {
    private static final String WEEKEND = """
            ### The weekend

            | when | what |
            |---|---|
            | Saturday, 10:00 | market: **oat milk**, coffee beans, rye bread |
            | Saturday, 19:30 | dinner with Mira, bring the `recipes/` folder |
            | Sunday | nothing, on purpose |
            """;

    @Test
    void the_printed_link_signs_in_once_and_the_offline_model_runs_a_command() throws IOException {
        assumeTrue(Browser.installed().isPresent(), "DISABLED: no Chromium is installed, so the page is not tried");
        try (var fresh = Browser.start(); var offline = Gateway.start("{ gateway: { port: 0 } }", Jdk.ofTheBuild())) {
            Path workspace = Files.createDirectories(offline.home().resolve("agents/main/workspace/recipes")).getParent();
            Files.writeString(workspace.resolve("weekend.md"), WEEKEND);
            earlier(offline, "Plan the trip to Lisbon", "Invoices for October", "Reading list");
            fresh.open(offline.link()).await(CONNECTED);
            assertThat(fresh.evaluate("location.href").asText()).doesNotContain("ticket");
            fresh.await("document.querySelector('model-picker select')?.value === 'demo/offline'");

            converse(fresh, "run ls -g", "weekend.md");
            converse(fresh, "read weekend.md", "rye bread");
            assertThat(count(fresh, ".tool-card[data-status=done]")).isEqualTo(2);
            picture(fresh);

            fresh.reload().await(CONNECTED).await("document.querySelectorAll('.block-user').length === 2");
            fresh.await("document.querySelectorAll('.tool-card').length === 2 && document.querySelector('.prose table')");
            assertThat(fresh.complaints()).isEmpty();

            try (var other = Browser.start()) {
                other.open(offline.link()).await("document.activeElement.id === 'token'");
            }
        }
    }

    /** Sessions with these names, the last one first in the list. */
    private static void earlier(Gateway in, String... labels) {
        try (Wire wire = in.connectByItsOwnToken()) {
            for (String label : labels) {
                var key = "agent:main:dashboard:" + UUID.randomUUID();
                wire.converse(key, "echo " + label, label);
                wire.call("sessions.patch", "{\"key\":\"" + key + "\",\"label\":\"" + label + "\"}");
            }
        }
    }

    private static void converse(Browser with, String message, String answered) {
        with.evaluate("document.querySelector('#message').focus()");
        with.type(message).press("Enter");
        with.await("[...document.querySelectorAll('.block-text:not(.live)')].at(-1)?.innerText.includes('" + answered + "')").await(IDLE);
    }

    /** What docs/webchat.png is a copy of. */
    private static void picture(Browser of) throws IOException {
        // Again each time: what is drawn anew in another size may go to its end again.
        of.size(1180, 980, 1.5).await("(() => { const log = document.querySelector('.log-scroll'); log.scrollTop = 0;"
                + " return innerWidth === 1180 && log.scrollTop === 0 && document.querySelectorAll('.sessions li').length === 4; })()");
        Files.write(Path.of(System.getProperty("chela.scratch"), "webchat.png"), of.screenshot());
        of.size(1280, 800);
    }
}
