package dev.chela.itests.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Jdk;
import dev.chela.testkit.browser.Browser;
import dev.chela.testkit.socket.Ports;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A command that waits for a person's word, as the person sees it: also over the death of the gateway. */
class ApprovalIT {
    private static final String CONNECTED = "document.querySelector('#connection.connected') && document.activeElement.id === 'message'";
    private static final String ASKED = "document.querySelector('approval-bar pre')?.innerText === '%s'";
    private Browser browser;
    private Gateway gateway;

    @BeforeEach
    void start() throws IOException {
        if (Browser.installed().isEmpty() && System.getenv("CI") != null) {
            fail("no Chromium is installed, and a build under CI must not do without; .ci/run installs it");
        }
        assumeTrue(Browser.installed().isPresent(), "DISABLED: no Chromium is installed; install one or name it in CHELA_BROWSER");
        browser = Browser.start();
        gateway = Gateway.start("{ gateway: { port: " + Ports.free() + ", auth: { token: '" + Gateway.TOKEN + "' } },"
                + " tools: { exec: { mode: 'ask' } } }", Jdk.ofTheBuild());
        browser.open(gateway.page("#token=" + Gateway.TOKEN)).await(CONNECTED);
    }

    @AfterEach
    void stop() throws Exception {
        browser.close();
        gateway.close();
    }

    @Test
    void a_command_waits_over_a_crash_and_runs_once_when_it_is_allowed() {
        say("run echo once >> made.txt");
        browser.await(ASKED.formatted("echo once >> made.txt"));
        assertThat(made()).doesNotExist();

        gateway.kill();
        gateway.start();
        browser.await(CONNECTED).await(ASKED.formatted("echo once >> made.txt"));
        browser.reload().await(CONNECTED); // What it shows now it did not remember: the gateway said so.
        browser.await(ASKED.formatted("echo once >> made.txt"));
        press("Allow once");

        browser.await("document.querySelector('approval-bar').hidden && document.querySelector('.tool-card[data-status=done]')"
                + " && document.querySelector('.stop').hidden");
        assertThat(made()).hasContent("once");
        say("run touch other.txt");
        browser.await(ASKED.formatted("touch other.txt"));
        press("Deny");
        browser.await("document.body.innerText.includes('denied this command') || document.querySelector('.tool-card[data-status=failed]')");
        assertThat(made().resolveSibling("other.txt")).doesNotExist();
    }

    private Path made() {
        return gateway.home().resolve("agents/main/workspace/made.txt");
    }

    private void say(String text) {
        browser.evaluate("document.querySelector('#message').focus()");
        browser.type(text).press("Enter");
    }

    private void press(String label) {
        browser.await("(() => { [...document.querySelectorAll('approval-bar button')].find(b => b.innerText === '" + label + "').click(); return true; })()");
    }
}
