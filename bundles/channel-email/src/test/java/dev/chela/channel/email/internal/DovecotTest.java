package dev.chela.channel.email.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Health.Status;
import dev.chela.api.channel.Inbound;
import dev.chela.testkit.mail.Dovecot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens in a mailbox, on the server that most providers run. */
@Timeout(300)
class DovecotTest {
    private Dovecot dovecot;
    private Seat seat;

    @BeforeEach
    void start() {
        assumeTrue(System.getenv("CI") != null || Dovecot.installed(), "dovecot is installed");
        dovecot = new Dovecot();
        seat = new Seat(Seat.settings(dovecot.port(), 1), Dovecot.PASSWORD).with("login", Dovecot.LOGIN).without("imapTls").with("fingerprint", dovecot.fingerprint());
    }

    @AfterEach
    void stop() {
        if (dovecot != null) {
            seat.close();
            dovecot.close();
        }
    }

    private static String letter(int number, String rest) {
        return "Return-Path: <alice@example.com>\nFrom: Alice <alice@example.com>\nMessage-ID: <" + number + "@example.com>\nIn-Reply-To: <0@x>\n" + rest;
    }

    @Test
    void a_letter_is_told_over_tls_and_its_files_are_fetched_by_themselves() throws IOException {
        byte[] file = "what stands in the file\n".repeat(5_000).getBytes(StandardCharsets.UTF_8);
        Channel channel = seat.reading();
        dovecot.delivers(letter(1, "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\nhello\n--c\nContent-Type: text/html\n\n<p>hello\n--c--\n"
                + "--b\nContent-Type: text/x-notes; name*=utf-8''n%C3%B6tes.txt\nContent-Transfer-Encoding: base64\n\n" + Base64.getMimeEncoder().encodeToString(file) + "\n--b--\n"));
        Inbound.Message said = seat.heard(channel, 1);
        assertThat(said.text().value()).isEqualTo("hello");
        assertThat(said.media().get(0).name()).isEqualTo("nötes.txt");
        assertThat(channel.media(said.media().get(0)).readAllBytes()).isEqualTo(file);
        channel.close();
        assertThat(seat.host.end()).isEmpty();
        assertThat(seat.host.faults()).isEmpty();
    }

    @Test
    void a_server_that_dies_is_found_again_and_what_came_meanwhile_is_read_once() {
        Channel channel = seat.reading();
        dovecot.delivers(letter(1, "\none"));
        assertThat(seat.heard(channel, 1).text().value()).isEqualTo("one");
        dovecot.kill();
        assertThat(seat.until(Status.DEGRADED, "ended the connection").advice()).contains("is read then");
        dovecot.delivers(letter(2, "\ntwo"));
        dovecot.start();
        assertThat(seat.heard(channel, 2).text().value()).isEqualTo("two");
        assertThat(seat.host.accepted()).hasSize(2);
        channel.close();
    }

    @Test
    void a_quiet_mailbox_is_asked_whether_it_lives() {
        Channel channel = seat.open(Duration.ofSeconds(5));
        seat.host.until("it answered three times", () -> seat.host.roundTrips() >= 3);
        dovecot.delivers(letter(1, "\nstill there"));
        assertThat(seat.heard(channel, 1).text().value()).isEqualTo("still there");
        channel.close();
    }

    @Test
    void another_certificate_than_the_one_that_is_trusted_is_not_talked_to() {
        Channel channel = seat.with("fingerprint", "00".repeat(32)).open();
        seat.until(Status.DEGRADED, "not that of channels.email.fingerprint");
        assertThat(channel.probe().ok()).isFalse();
        channel.close();
        Channel other = seat.without("fingerprint").open();
        seat.until(Status.DEGRADED, "cannot be reached");
        other.close();
        assertThat(seat.host.accepted()).isEmpty();
    }

    @Test
    void a_password_that_is_refused_ends_the_account() {
        Seat wrong = new Seat(seat.account().settings(), "not-the-password");
        Channel channel = wrong.open();
        assertThat(wrong.until(Status.AUTH_FAILED, "does not take the login chela").advice()).contains("app password");
        assertThat(channel.probe().advice()).contains("app password");
        channel.close();
        wrong.close();
    }

    @Test
    void a_folder_that_is_not_there_is_named() {
        Channel channel = seat.with("folder", "Für später").open();
        seat.until(Status.AUTH_FAILED, "no folder Für später");
        channel.close();
    }
}
