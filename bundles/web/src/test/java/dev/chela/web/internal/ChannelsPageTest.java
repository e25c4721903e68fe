package dev.chela.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the channels' accounts are, and what did not arrive over them. */
class ChannelsPageTest extends PageTest {
    private static final String ACCOUNTS = "section[aria-labelledby=channels-accounts]";
    private static final String UNDELIVERED = "section[aria-labelledby=channels-undelivered]";

    @BeforeEach
    void look() {
        signIn();
        browser.await("!document.querySelector('#open-channels').hidden");
        assertThat(gateway.asked("channels.status")).isEmpty();
        browser.click("#open-channels")
                .await("!document.querySelector('channels-page').hidden && document.activeElement.innerText === 'Channels'");
    }

    @AfterEach
    void nothingWasBlockedOrThrown() {
        assertThat(complaints()).isEqualTo(List.of());
    }

    private static String says(String section, String text) {
        return "document.querySelector('" + section + "').innerText.includes('" + text + "')";
    }

    @Test
    void an_account_is_stopped_and_started() {
        browser.await(says(ACCOUNTS, "connected")).click(ACCOUNTS + " button").click("dialog .primary").await(says(ACCOUNTS, "stopped"));
        assertThat(browser.text("channels-page .pairing-status")).contains("1 of 1 accounts not connected");
        browser.click(ACCOUNTS + " .primary").await(says(ACCOUNTS, "connected"));
        assertThat(gateway.asked("channels.start")).hasSize(1);
    }

    @Test
    void what_did_not_arrive_shows_while_one_looks_and_is_sent_again_or_dismissed() {
        browser.await(says(UNDELIVERED, "Everything arrived"));
        gateway.house.lines.lost("r1:1", "Water <b>", "rejected");
        browser.await(says(UNDELIVERED, "the bot was blocked") + " && " + says(UNDELIVERED, "Water <b>"));
        browser.click(UNDELIVERED + " .primary").await(says(UNDELIVERED, "Everything arrived"));
        assertThat(gateway.asked("deliveries.resend")).hasSize(1);
        gateway.house.lines.lost("r2:1", "maybe", "in-doubt");
        browser.await(says(UNDELIVERED, "may have arrived")).click(UNDELIVERED + " .primary").await("document.querySelector('dialog')?.innerText.includes('may have arrived')")
                .click("dialog .primary").await(says(UNDELIVERED, "Everything arrived"));
        gateway.house.lines.lost("r3:1", "never mind", "rejected");
        browser.await(says(UNDELIVERED, "never mind")).click(UNDELIVERED + " button:nth-of-type(2)").await(says(UNDELIVERED, "Everything arrived"));
        assertThat(gateway.asked("deliveries.dismiss")).hasSize(1);
    }
}
