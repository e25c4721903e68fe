package dev.chela.channel.email.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Health.Status;
import dev.chela.testkit.http.Ailment;
import dev.chela.testkit.http.Relay;
import dev.chela.testkit.mail.PostOffice;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What IMAP servers do that no real one does on demand. */
@Timeout(300)
class ServerTest {
    private static final String LETTER = "From: alice@example.com\nMessage-ID: <%d@example.com>\nIn-Reply-To: <0@x>\n\nnumber %d\n";

    private Pigeon pigeon;
    private Seat seat;

    @BeforeEach
    void start() throws IOException {
        pigeon = new Pigeon();
        seat = new Seat(Seat.settings(pigeon.port(), 1), PostOffice.PASSWORD);
    }

    @AfterEach
    void stop() throws IOException {
        assertThat(seat.host.end()).isEmpty();
        assertThat(seat.host.faults()).isEmpty();
        seat.close();
        pigeon.close();
    }

    @Test
    void a_server_that_cannot_tell_is_asked_again_and_again() {
        Channel channel = seat.open(Duration.ofSeconds(1));
        seat.until(Status.CONNECTED, "is read at");
        seat.host.until("it was asked", () -> pigeon.heard().contains("NOOP"));
        pigeon.brings(5, LETTER.formatted(5, 5));
        assertThat(seat.heard(channel, 1).text().value()).isEqualTo("number 5");
        pigeon.brings(9, LETTER.formatted(9, 9));
        assertThat(seat.heard(channel, 2).text().value()).isEqualTo("number 9");
        channel.close();
    }

    @Test
    void a_server_that_falls_silent_is_left_and_called_again() {
        pigeon.in(command -> command.startsWith("UID SEARCH") ? "" : null);
        Channel channel = seat.open(Duration.ofSeconds(1));
        assertThat(seat.until(Status.DEGRADED, "cannot be reached, or ended the connection").detail()).containsIgnoringCase("timed out");
        pigeon.in(command -> null).brings(5, LETTER.formatted(5, 5));
        assertThat(seat.heard(channel, 1).text().value()).isEqualTo("number 5");
        channel.close();
    }

    /** A byte comes each second, so that no read waits for long. */
    @Test
    void a_server_that_answers_by_a_byte_now_and_then_is_left_and_called_again() {
        try (Relay relay = new Relay(pigeon.port(), ""); Seat there = new Seat(Seat.settings(relay.port(), 1), PostOffice.PASSWORD)) {
            Channel channel = there.open(Duration.ofSeconds(3));
            there.until(Status.CONNECTED, "is read at");
            relay.suffers(Ailment.SLOW);
            there.until(Status.DEGRADED, "cannot be reached, or ended the connection");
            pigeon.brings(5, LETTER.formatted(5, 5));
            relay.cured();
            assertThat(there.heard(channel, 1).text().value()).isEqualTo("number 5");
            channel.close();
            assertThat(there.host.end()).isEmpty();
        }
    }

    @Test
    void a_letter_that_is_not_handed_over_does_not_hold_up_the_next_one() {
        pigeon.in(command -> command.startsWith("UID FETCH 5 ") ? "TAG NO [SERVERBUG] cannot read it\r\n" : null);
        pigeon.brings(5, LETTER.formatted(5, 5));
        pigeon.brings(6, LETTER.formatted(6, 6));
        Channel channel = seat.open();
        assertThat(seat.heard(channel, 1).text().value()).isEqualTo("number 6");
        seat.until(Status.CONNECTED, "letter 5 is not handed over");
        channel.close();
    }

    @Test
    void a_line_without_an_end_and_a_part_without_one_take_no_memory() {
        pigeon.in(command -> command.startsWith("UID SEARCH") ? "* SEARCH" + " 1".repeat(1 << 20) : null);
        Channel channel = seat.open();
        seat.until(Status.DEGRADED, "sends a line of more than");
        pigeon.in(command -> command.startsWith("EXAMINE") ? "* OK {99999999999}\r\nx" : null);
        seat.until(Status.DEGRADED, "bytes where few are expected");
        channel.close();
    }

    @Test
    void what_a_server_says_of_a_password_is_not_repeated() {
        pigeon.in(command -> command.startsWith("LOGIN") ? "TAG NO [AUTHENTICATIONFAILED] bad " + PostOffice.PASSWORD + "\r\n" : null);
        Channel channel = seat.open();
        assertThat(seat.until(Status.AUTH_FAILED, "does not take the login").detail()).contains("bad ***").doesNotContain(PostOffice.PASSWORD);
        channel.close();
        assertThat(pigeon.heard().stream().filter(command -> command.startsWith("LOGIN"))).hasSize(1);
    }

    @Test
    void a_server_that_is_too_busy_for_a_login_is_called_again() {
        pigeon.in(command -> command.startsWith("LOGIN") ? "TAG NO [UNAVAILABLE] later\r\n" : null);
        Channel channel = seat.open();
        seat.until(Status.DEGRADED, "lets nobody in just now");
        pigeon.in(command -> null);
        seat.until(Status.CONNECTED, "is read at");
        channel.close();
    }
}
