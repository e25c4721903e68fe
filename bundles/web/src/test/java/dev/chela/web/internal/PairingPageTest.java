package dev.chela.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may come in: people over channels, and devices. */
class PairingPageTest extends PageTest {
    private static final String ASKING = "section[aria-labelledby=pairing-asking]";
    private static final String DEVICES = "section[aria-labelledby=pairing-devices]";

    @AfterEach
    void nothingWasBlockedOrThrown() {
        assertThat(complaints()).isEqualTo(List.of());
    }

    private void enter() {
        signIn();
        browser.await("!document.querySelector('#open-pairing').hidden").click("#open-pairing")
                .await("!document.querySelector('pairing-page').hidden && document.activeElement.innerText === 'Who may come in'");
    }

    private static String rows(String section) {
        return "document.querySelector('" + section + "').innerText";
    }

    @Test
    void a_stranger_appears_while_one_looks_and_is_let_in_with_the_code_beside_the_name() {
        enter();
        browser.await("document.querySelector('.pairing-status').innerText === 'Nobody waits.'");

        gateway.house.entrance.knocks("42", "Mallory <b>", "ABCD2345");
        browser.await(rows(ASKING) + ".includes('ABCD2345') && document.querySelector('#open-pairing .count').innerText === '1'");
        assertThat(browser.text(ASKING + " strong")).isEqualTo("Mallory <b>");
        assertThat(browser.evaluate("document.querySelector('" + ASKING + " button').getAttribute('aria-label')").asText()).isEqualTo("Approve: Mallory <b>");
        browser.evaluate("document.querySelector('" + ASKING + " button').focus()");
        browser.press("Enter");

        browser.await(rows("section[aria-labelledby=pairing-people]") + ".includes('Mallory') && document.querySelector('#open-pairing .count').hidden");
        assertThat(gateway.asked("channels.pairing.approve").get(0).get("notify").asBoolean()).isTrue();
        browser.click("section[aria-labelledby=pairing-people] .danger").click("dialog .primary")
                .await(rows("section[aria-labelledby=pairing-people]") + ".includes('Nobody was let in')");
    }

    @Test
    void what_is_pressed_does_not_vanish_under_the_finger() {
        enter();
        gateway.house.entrance.knocks("42", "Ann", "ABCD2345");
        browser.await(rows(ASKING) + ".includes('Ann')");
        browser.evaluate("(window.pressed = document.querySelector('" + ASKING + " button')).dispatchEvent(new PointerEvent('pointerdown', {bubbles: true}))");

        gateway.house.entrance.knocks("43", "Ben", "EFGH2345");
        browser.await("document.querySelector('#open-pairing .count').innerText === '2'");
        assertThat(browser.evaluate("pressed.isConnected && !" + rows(ASKING) + ".includes('Ben')").asBoolean()).isTrue();

        browser.evaluate("pressed.dispatchEvent(new PointerEvent('pointerup', {bubbles: true}))");
        browser.await(rows(ASKING) + ".includes('Ben')");
    }

    @Test
    void a_device_is_turned_away_and_another_let_in_and_another_client_s_word_is_seen() {
        gateway.house.entrance.connects("phone", "Phone");
        gateway.house.entrance.connects("laptop", "Laptop");
        enter();
        browser.await(rows(DEVICES) + ".includes('may: read, write') && document.querySelector('.pairing-status').innerText.startsWith('2 wait')");

        browser.click("li[data-key=d-phone] button:not(.primary)").await("!" + rows(DEVICES) + ".includes('Phone')");
        browser.click("li[data-key=d-laptop] .primary").await(rows("section[aria-labelledby=pairing-paired]") + ".includes('Laptop')");

        assertThat(gateway.asked("device.pair.reject")).hasSize(1);
        assertThat(gateway.asked("device.pair.approve")).hasSize(1);
    }

    @Test
    void the_page_has_an_address_and_back_leads_to_the_conversation() {
        enter();
        assertThat(browser.evaluate("location.search").asText()).contains("page=pairing");
        assertThat(browser.evaluate("document.querySelector('chat-composer').checkVisibility()").asBoolean()).isFalse();

        browser.evaluate("history.back()");
        browser.await("document.querySelector('pairing-page').hidden && document.activeElement.id === 'message'");
        browser.evaluate("history.forward()");
        browser.await("!document.querySelector('pairing-page').hidden");
        browser.click(".session[aria-current]").await("document.querySelector('pairing-page').hidden && document.title.startsWith('Main session')");
    }
}
