package dev.chela.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was added to the gateway, what it came with, and what it did not take. */
class PluginsPageTest extends PageTest {
    private static final String ADDED = "section[aria-labelledby=plugins-added]";
    private static final String BUILTIN = "section[aria-labelledby=plugins-builtin]";
    private static final String NOTICES = "section[aria-labelledby=plugins-notices]";

    @BeforeEach
    void look() {
        signIn();
        browser.await("!document.querySelector('#open-plugins').hidden");
        assertThat(gateway.asked("plugins.list")).as("asked before anybody looks").isEmpty();
        browser.click("#open-plugins").await("!document.querySelector('plugins-page').hidden && document.activeElement.innerText === 'Plugins'");
        browser.await(says(ADDED, "org.example.dice"));
    }

    @AfterEach
    void nothingWasBlockedOrThrown() {
        assertThat(complaints()).isEqualTo(List.of());
    }

    private static String says(String section, String text) {
        return "document.querySelector('" + section + "').innerText.includes('" + text + "')";
    }

    private static String button(String label) {
        return ADDED + " button[aria-label^=\"" + label + "\"]";
    }

    @Test
    void what_was_added_goes_back_to_the_version_before() {
        browser.await(says(ADDED, "2.0.0 · in use")).click(button("Back to 1.0.0")).await(says(ADDED, "1.0.0 · in use"));
        assertThat(gateway.asked("plugins.rollback")).hasSize(1);
        assertThat(browser.evaluate("document.querySelector('" + ADDED + "').innerText.includes('Back to')").asBoolean()).as("there is nothing before that").isFalse();
    }

    @Test
    void what_was_added_is_put_aside_and_used_again() {
        browser.click(button("Put aside")).await(says(ADDED, "put aside")).click(button("Use again")).await(says(ADDED, "in use"));
        assertThat(gateway.asked("plugins.setEnabled")).hasSize(2);
    }

    @Test
    void what_was_added_is_removed_by_whoever_is_sure() {
        browser.click(button("Remove")).await("document.querySelector('dialog')?.innerText.includes('org.example.dice')").click("dialog .primary")
                .await(says(ADDED, "Nothing was added yet"));
        assertThat(gateway.asked("plugins.uninstall")).hasSize(1);
    }

    @Test
    void what_came_with_the_gateway_stays() {
        assertThat(browser.text(BUILTIN)).contains("dev.chela.tool-files", "0.1.0 · in use", "Brings something.");
        assertThat(browser.evaluate("document.querySelectorAll('" + BUILTIN + " button').length").asInt()).isZero();
    }

    @Test
    void what_was_refused_and_what_does_not_work_says_why() {
        assertThat(browser.evaluate("document.querySelector('" + NOTICES + "').hidden").asBoolean()).isTrue();
        assertThat(browser.text("plugins-page .pairing-status")).isEqualTo("All of them work.");
        gateway.house.shelf.refuses("broken.jar", "it is no <b>jar</b>");
        browser.await(says(NOTICES, "it is no <b>jar</b>") + " && " + says(NOTICES, "broken.jar"));
        gateway.house.shelf.fails("it is not called until noon");
        browser.await(says(ADDED, "it is not called until noon"));
        assertThat(browser.text("plugins-page .pairing-status")).isEqualTo("1 of 2 not working.");
    }
}
