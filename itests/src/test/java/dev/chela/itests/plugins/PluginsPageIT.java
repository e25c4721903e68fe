package dev.chela.itests.plugins;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Jdk;
import dev.chela.itests.house.Repacked;
import dev.chela.testkit.browser.Browser;
import dev.chela.testkit.socket.Ports;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The owner sees in the browser what is laid into {@code deploy/} while it is laid there, and why something was not taken. */
class PluginsPageIT {
    private static final String DICE = "dev.chela.tool-dice";
    private Browser browser;
    private Gateway gateway;

    @BeforeEach
    void start() {
        if (Browser.installed().isEmpty() && System.getenv("CI") != null) {
            fail("no Chromium is installed, and a build under CI must not do without; .ci/run installs it");
        }
        assumeTrue(Browser.installed().isPresent(), "DISABLED: no Chromium is installed; install one or name it in CHELA_BROWSER");
        browser = Browser.start();
        gateway = Gateway.start("{ gateway: { port: " + Ports.free() + ", auth: { token: '" + Gateway.TOKEN + "' } } }", Jdk.ofTheBuild());
        browser.open(gateway.page("#token=" + Gateway.TOKEN)).await("document.querySelector('#connection.connected') && !document.querySelector('#open-plugins').hidden");
        browser.click("#open-plugins").await(says("added", "Nothing was added yet"));
    }

    @AfterEach
    void stop() {
        browser.close();
        gateway.close();
    }

    private static String says(String section, String text) {
        return "document.querySelector('section[aria-labelledby=plugins-" + section + "]').innerText.includes('" + text + "')";
    }

    @Test
    void a_jar_comes_is_overwritten_taken_back_and_removed_before_the_owners_eyes() {
        Repacked dice = Repacked.of("examples/tool-dice");
        browser.await(says("builtin", "dev.chela.tool-files"));
        gateway.drop("dice.jar", dice.version("4.0.0"));
        browser.await(says("added", DICE) + " && " + says("added", "4.0.0 · in use") + " && " + says("added", "tool dice"));
        gateway.drop("dice.jar", dice.version("5.0.0"));
        browser.await(says("added", "5.0.0 · in use")).click("button[aria-label^='Back to 4.0.0']").await(says("added", "4.0.0 · in use"));
        gateway.drop("broken.jar", "no jar at all".getBytes(StandardCharsets.UTF_8));
        browser.await(says("notices", "broken.jar") + " && " + says("notices", "refused"));
        browser.click("button[aria-label='Remove: " + DICE + "']").click("dialog .primary").await(says("added", "Nothing was added yet"));
    }
}
