package dev.chela.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.web.stub.StubGateway;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Signing in, and what of the page does not depend on a conversation. */
class SignInTest extends PageTest {
    @Test
    void a_link_with_a_ticket_signs_in_once_and_leaves_no_secret_in_the_address() {
        browser.open(gateway.address("#ticket=once")).await(CONNECTED);

        assertThat(browser.evaluate("location.href").asText()).doesNotContain("ticket").doesNotContain("once");
        assertThat(gateway.asked("connect").get(0).at("/auth/bootstrapToken").asText()).isEqualTo("once");

        browser.reload().await(CONNECTED);
        assertThat(gateway.asked("connect").get(1).at("/auth/deviceToken").asText()).isEqualTo("device");
    }

    @Test
    void without_a_login_it_asks_for_the_token_and_says_what_is_wrong_with_one() {
        browser.open(gateway.address("")).await("document.activeElement.id === 'token'");
        assertThat(browser.text("chat-login")).contains("./chela gateway run");

        browser.type("wrong").press("Enter").await("document.querySelector('#login-why').textContent.includes('mismatch')");
        browser.type(StubGateway.TOKEN).press("Enter").await(CONNECTED);
    }

    @Test
    void where_nothing_has_to_be_shown_it_asks_for_nothing() {
        gateway.house.opens();
        browser.open(gateway.address("")).await(CONNECTED);
        assertThat(gateway.asked("connect").get(0).path("auth")).isEmpty();
    }

    @Test
    void below_a_base_path_everything_is_found() throws IOException {
        try (var below = serve("/my/chela")) {
            browser.open(below.address("my/chela/#token=" + StubGateway.TOKEN)).await(CONNECTED);
            say("hello");
            browser.await("document.body.innerText.includes('You said: hello')").await("document.querySelector('#pages a')");

            assertThat(browser.evaluate("document.querySelector('#pages a').href").asText()).isEqualTo(below.address("my/chela/schedule/").toString());
        }
    }

    @Test
    void pages_of_other_bundles_are_in_the_navigation() {
        signIn();

        browser.await("document.querySelector('#pages a')?.checkVisibility()");
        assertThat(browser.text("#pages a")).contains("Schedule");
    }

    @Test
    void every_control_has_a_name_and_the_first_tab_stop_leads_to_the_message_box() {
        signIn();
        say("hello");
        browser.await("document.body.innerText.includes('You said: hello')");

        assertThat(browser.evaluate("[...document.querySelectorAll('button, input:not([type=file]), select, textarea, summary')]"
                + ".filter(e => e.checkVisibility() && !(e.ariaLabel || e.innerText?.trim() || e.labels?.length)).map(e => e.outerHTML).join()").asText()).isEmpty();
        assertThat(browser.evaluate("document.querySelector('a, button, input').className").asText()).isEqualTo("skip");
        browser.evaluate("document.querySelector('.skip').focus()");
        browser.press("Enter").await("document.activeElement.id === 'message'");
    }
}
