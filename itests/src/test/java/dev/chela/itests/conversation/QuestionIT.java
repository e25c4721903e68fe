package dev.chela.itests.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Jdk;
import dev.chela.testkit.browser.Browser;
import dev.chela.testkit.model.FakeModel;
import dev.chela.testkit.socket.Ports;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The assistant asks, the gateway is killed, and the person answers in the page. */
class QuestionIT {
    private static final String CONNECTED = "document.querySelector('#connection.connected')";
    private static final String ASKED = "document.querySelector('question-bar .question')?.innerText.includes('Which colour?')";

    private Browser browser;
    private FakeModel model;
    private Gateway gateway;

    @BeforeEach
    void start() throws IOException {
        if (Browser.installed().isEmpty() && System.getenv("CI") != null) {
            fail("no Chromium is installed, and a build under CI must not do without; .ci/run installs it");
        }
        assumeTrue(Browser.installed().isPresent(), "DISABLED: no Chromium is installed; install one or name it in CHELA_BROWSER");
        browser = Browser.start();
        model = FakeModel.start();
        gateway = Gateway.start(Gateway.settings(model.v1()).replace("port: 0", "port: " + Ports.free()), Jdk.ofTheBuild());
        browser.open(gateway.page("#token=" + Gateway.TOKEN)).await(CONNECTED);
    }

    @AfterEach
    void stop() throws Exception {
        browser.close();
        gateway.close();
        model.close();
    }

    @Test
    void a_question_waits_over_a_crash_and_is_answered_with_an_option() {
        browser.evaluate("document.querySelector('#message').focus()");
        browser.type("tool ask_user {\"questions\":[{\"question\":\"Which colour?\",\"options\":[{\"label\":\"Red\"},{\"label\":\"Blue\"}]}]}")
                .press("Enter");
        browser.await(ASKED);

        gateway.kill();
        gateway.start();
        browser.await(CONNECTED).reload().await(CONNECTED).await(ASKED);
        // In one breath: the bar may be drawn anew in between.
        browser.await("(() => { const asked = document.querySelector('question-bar .question'); asked.querySelector('input[value=Blue]').click();"
                + " asked.querySelector('button[type=submit]').click(); return true; })()");

        browser.await("document.querySelector('question-bar').hidden && document.querySelector('.tool-card[data-status=done]')"
                + " && document.querySelector('.stop').hidden");
        browser.click(".tool-card summary").await("document.querySelector('.tool-card').open");
        assertThat(browser.text(".tool-card")).contains("Which colour?\nBlue");
    }
}
