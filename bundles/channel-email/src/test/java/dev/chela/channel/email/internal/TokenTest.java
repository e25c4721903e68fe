package dev.chela.channel.email.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.Health.Status;
import dev.chela.api.fault.Permanent;
import dev.chela.core.secret.Redactor;
import dev.chela.core.secret.internal.ShapeRedactor;
import dev.chela.testkit.channel.TestHost;
import dev.chela.testkit.mail.Dovecot;
import dev.chela.testkit.mail.PostOffice;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mailboxes that are opened by access tokens (XOAUTH2), which are fetched for a refresh token. */
@Timeout(300)
class TokenTest {
    private static final String CHALLENGE = base64("{\"status\":\"400\",\"schemes\":\"Bearer\",\"scope\":\"https://mail.google.com/\"}");

    private Provider provider;
    private Pigeon pigeon;
    private Clerk clerk;
    private Seat seat;
    private volatile String withdrawn = "none";

    @BeforeEach
    void start() throws IOException {
        provider = new Provider();
        pigeon = new Pigeon().in(this::byToken);
        clerk = new Clerk().answers("EHLO", "250-clerk.test\r\n250 AUTH XOAUTH2");
        seat = new Seat(Seat.settings(pigeon.port(), clerk.port()), "").by(provider);
    }

    @AfterEach
    void stop() throws IOException {
        assertThat(seat.host.reports().toString()).doesNotContain("ya29.").doesNotContain(Provider.REFRESH_TOKEN).doesNotContain(Provider.CLIENT_SECRET);
        seat.close();
        pigeon.close();
        clerk.close();
        provider.close();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String proof(String token) {
        return base64("user=" + PostOffice.ADDRESS + "\1auth=Bearer " + token + "\1\1");
    }

    /** As Gmail's server: what is wrong with a token is said before it is refused, and the refusal waits for an empty line. */
    private String byToken(String command) {
        if (command.equals("CAPABILITY")) {
            return "* CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2\r\nTAG OK\r\n";
        }
        if (command.startsWith("AUTHENTICATE")) {
            return command.equals("AUTHENTICATE XOAUTH2 " + proof(withdrawn)) ? "+ " + CHALLENGE + "\r\n" : "TAG OK\r\n";
        }
        return command.isEmpty() ? "c2 NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)\r\n" : null;
    }

    private long times(String command) {
        return pigeon.heard().stream().filter(command::equals).count();
    }

    @Test
    void a_mailbox_is_read_and_written_from_by_one_token_that_is_fetched() {
        Channel channel = seat.reading();
        assertThat(Seat.send(channel, Seat.ALICE, "<p>hello</p>")).isInstanceOf(Delivery.Sent.class);
        assertThat(times("AUTHENTICATE XOAUTH2 " + proof("ya29.token-1"))).isEqualTo(1);
        assertThat(clerk.commands()).contains("AUTH XOAUTH2 " + proof("ya29.token-1"));
        assertThat(provider.asked()).containsExactly(Map.of("grant_type", "refresh_token", "refresh_token", Provider.REFRESH_TOKEN, "client_id", Provider.CLIENT,
                "client_secret", Provider.CLIENT_SECRET));
        channel.close();
    }

    @Test
    void a_token_that_was_withdrawn_is_replaced_and_the_mailbox_read_on() {
        Channel channel = seat.reading();
        withdrawn = "ya29.token-1";
        pigeon.in(command -> command.startsWith("AUTHENTICATE") ? byToken(command) : command.equals("CAPABILITY") || command.isEmpty() ? byToken(command) : "* BYE later\r\n");
        seat.until(Status.DEGRADED, "another one is fetched");
        pigeon.in(this::byToken);
        pigeon.brings(5, "From: alice@example.com\nMessage-ID: <5@example.com>\nIn-Reply-To: <0@x>\n\nstill there\n");
        assertThat(seat.heard(channel, 1).text().value()).isEqualTo("still there");
        assertThat(times("AUTHENTICATE XOAUTH2 " + proof("ya29.token-2"))).isPositive();
        channel.close();
    }

    @Test
    void a_new_token_that_is_not_taken_ends_the_account_in_words() {
        withdrawn = "ya29.token-1";
        Channel channel = seat.open();
        assertThat(seat.until(Status.AUTH_FAILED, "does not take the access token of " + PostOffice.ADDRESS)).satisfies(health -> {
            assertThat(health.detail()).contains("Invalid credentials").contains("\"status\":\"400\"");
            assertThat(health.advice()).contains("refreshToken").contains("for IMAP and SMTP");
        });
        assertThat(pigeon.heard()).as("the refusal is waited for").contains("");
        channel.close();
    }

    @Test
    void a_token_that_the_server_takes_no_letter_with_says_so() {
        clerk.answers("AUTH", "334 " + CHALLENGE).answers("", "535-5.7.8 Username and Password not accepted\r\n535 5.7.8 gsmtp");
        Channel channel = seat.reading();
        assertThat(Seat.send(channel, Seat.ALICE, "<p>hello</p>")).isInstanceOf(Delivery.Retry.class);
        Seat.send(channel, Seat.ALICE, "<p>hello</p>");
        assertThat(seat.until(Status.AUTH_FAILED, "does not take the access token").detail()).contains("535 5.7.8").contains("https://mail.google.com/");
        channel.close();
    }

    @Test
    void a_provider_that_gives_nothing_any_more_ends_the_account_and_one_that_is_in_trouble_does_not() {
        provider.says(503, "<html>");
        Channel channel = seat.open();
        seat.until(Status.DEGRADED, "gives no access token now: HTTP status 503");
        provider.says(200, "");
        seat.until(Status.CONNECTED, "is read at");
        channel.close();
        provider.says(400, "{\"error\":\"invalid_grant\",\"error_description\":\"Token " + Provider.REFRESH_TOKEN + " has been expired or revoked.\"}");
        channel = seat.open();
        assertThat(seat.until(Status.AUTH_FAILED, "invalid_grant Token *** has been expired or revoked").advice()).contains("new refresh token");
        channel.close();
    }

    @Test
    void a_token_that_was_configured_is_shown_as_it_is() {
        Channel channel = seat.without("tokenEndpoint").without("clientId").secret("accessToken", "ya29.by-hand").reading();
        assertThat(times("AUTHENTICATE XOAUTH2 " + proof("ya29.by-hand"))).isEqualTo(1);
        channel.close();
        withdrawn = "ya29.by-hand";
        channel = seat.open();
        assertThat(seat.until(Status.AUTH_FAILED, "does not take the access token").advice()).contains("accessToken").contains("renewed without you");
        channel.close();
    }

    @Test
    void a_server_that_takes_no_tokens_and_settings_that_cannot_be_are_named() {
        pigeon.in(command -> null);
        Channel channel = seat.open();
        seat.until(Status.AUTH_FAILED, "takes no access token");
        channel.close();
        assertThatThrownBy(() -> seat.with("tokenEndpoint", "http://example.com/token").open()).isInstanceOf(Permanent.class).hasMessageContaining("must be an https address");
        assertThatThrownBy(() -> seat.without("clientId").open()).isInstanceOf(Permanent.class).hasMessageContaining("clientId");
        assertThatThrownBy(() -> seat.with("auth", "kerberos").open()).isInstanceOf(Permanent.class).hasMessageContaining("password or xoauth2");
    }

    @Test
    void a_token_is_renewed_before_it_expires_and_the_refresh_token_that_comes_with_one_is_kept() throws IOException, Refused {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
        TestHost.Memory memory = new TestHost.Memory();
        try (TestHost host = new TestHost(memory, Map.of(), provider.http())) {
            provider.rotates("1//another");
            Token token = token(Provider.REFRESH_TOKEN, host, new ShapeRedactor(), now);
            assertThat(token.proof().secret()).isEqualTo("ya29.token-1");
            now.set(now.get().plus(Duration.ofMinutes(54)));
            assertThat(token.proof().secret()).isEqualTo("ya29.token-1");
            now.set(now.get().plus(Duration.ofMinutes(1)));
            assertThat(token.proof().secret()).as("five minutes before its end").isEqualTo("ya29.token-2");
            token(Provider.REFRESH_TOKEN, host, new ShapeRedactor(), now).proof();
            token("1//configured-anew", host, new ShapeRedactor(), now).proof();
            assertThat(provider.asked()).extracting(form -> form.get("refresh_token"))
                    .isEqualTo(List.of(Provider.REFRESH_TOKEN, "1//another", "1//another", "1//configured-anew"));
        }
    }

    @Test
    void no_log_shows_a_token_that_was_fetched_or_one_that_came_with_it_before_a_restart_or_after() throws IOException, Refused {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
        TestHost.Memory memory = new TestHost.Memory();
        String line = "asked with 1//another-one for ya29.token-1";
        try (TestHost host = new TestHost(memory, Map.of(), provider.http())) {
            provider.rotates("1//another-one");
            Redactor house = new ShapeRedactor();
            assertThat(house.redact(line)).isEqualTo(line);
            token(Provider.REFRESH_TOKEN, host, house, now).proof();
            assertThat(house.redact(line)).isEqualTo("asked with [redacted] for [redacted]");
            Redactor restarted = new ShapeRedactor();
            token(Provider.REFRESH_TOKEN, host, restarted, now);
            assertThat(restarted.redact(line)).isEqualTo("asked with [redacted] for ya29.token-1");
        }
    }

    @Test
    void what_the_house_logs_of_an_account_has_no_token_in_it() {
        provider.rotates("1//another-one");
        Channel channel = seat.reading();
        assertThat(seat.known.redact("IMAP: " + List.of("ya29.token-1", "1//another-one"))).isEqualTo("IMAP: [[redacted], [redacted]]");
        channel.close();
    }

    private Token token(String refreshToken, TestHost host, Redactor house, AtomicReference<Instant> now) {
        return new Token("chela", "", Optional.of(new TokenEndpoint(new TokenEndpoint.Client(URI.create(provider.tokens()), Provider.CLIENT, "", refreshToken, ""), host, house)),
                now::get);
    }

    @Test
    void dovecot_takes_a_token_of_the_provider_and_refuses_another_one() {
        assumeTrue(System.getenv("CI") != null || Dovecot.installed(), "dovecot is installed");
        try (Dovecot dovecot = new Dovecot(provider.info());
                Seat there = new Seat(Seat.settings(dovecot.port(), 1), "").by(provider).with("login", Dovecot.LOGIN).without("imapTls").with("fingerprint", dovecot.fingerprint())) {
            Channel channel = there.reading();
            dovecot.delivers("Return-Path: <alice@example.com>\nFrom: Alice <alice@example.com>\nMessage-ID: <1@example.com>\nIn-Reply-To: <0@x>\n\nby token\n");
            assertThat(there.heard(channel, 1).text().value()).isEqualTo("by token");
            channel.close();
            channel = there.without("tokenEndpoint").secret("accessToken", "nobody-knows-this-one").open();
            assertThat(there.until(Status.AUTH_FAILED, "does not take the access token of chela").detail()).contains("\"schemes\":\"bearer\"");
            channel.close();
        }
    }
}
