package dev.chela.channel.irc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.Health.Status;
import dev.chela.api.channel.Inbound;
import dev.chela.api.fault.Permanent;
import dev.chela.testkit.http.Ailment;
import dev.chela.testkit.http.Relay;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What servers do that no real one does on demand. */
@Timeout(300)
class ServerTest {
    private static final String PASSWORD = "correct horse battery";

    private final Seat seat = new Seat();

    @AfterEach
    void stop() {
        seat.close();
    }

    /** A network with services: it knows one login. */
    private static Script.Part services() {
        return (said, mouth) -> {
            switch (said.command()) {
                case "CAP" -> {
                    switch (said.parameter(0)) {
                        case "LS" -> {
                            mouth.say(":irc.test CAP * LS * :multi-prefix sasl=PLAIN,EXTERNAL");
                            mouth.say(":irc.test CAP * LS :server-time account-tag message-tags");
                        }
                        case "REQ" -> mouth.say(":irc.test CAP * ACK :" + said.last());
                        default -> mouth.say(":irc.test 001 chela :Welcome");
                    }
                }
                case "AUTHENTICATE" -> {
                    if (said.parameter(0).equals("PLAIN")) {
                        mouth.say("AUTHENTICATE +");
                    } else {
                        String proof = new String(Base64.getDecoder().decode(said.parameter(0)), StandardCharsets.UTF_8);
                        mouth.say(proof.equals("us\0us\0" + PASSWORD) ? ":irc.test 903 chela :SASL authentication successful"
                                : ":irc.test 904 chela :SASL authentication failed");
                    }
                }
                case "JOIN" -> mouth.say("@time=2026-11-22T08:00:00.000Z;account=Alice;msgid=m1 :alice!a@host PRIVMSG #room :chela: hello");
                case "PING" -> mouth.say(":irc.test PONG irc.test :" + said.last());
                default -> { }
            }
        };
    }

    @Test
    void logs_in_by_sasl_and_knows_people_by_their_accounts() {
        try (Script server = new Script(services())) {
            Channel channel = seat.at(server.port()).with("login", "us").with("channels", List.of("#room")).password(PASSWORD).open();
            Inbound.Message said = seat.heard(channel, 1);
            assertThat(said.sender().id()).isEqualTo("alice");
            assertThat(said.sender().verified()).isTrue();
            assertThat(said.origin().sentAt()).isEqualTo(Instant.parse("2026-11-22T08:00:00Z"));
            assertThat(said.origin().messageId()).isEqualTo("m1");
            assertThat(said.text().mentionsMe()).isTrue();
            assertThat(server.heard()).doesNotContain("PASS " + PASSWORD).contains("CAP REQ :sasl server-time account-tag message-tags");
            channel.close();
        }
    }

    @Test
    void a_login_that_is_refused_ends_the_account_until_it_is_configured_anew() {
        try (Script server = new Script(services())) {
            Channel channel = seat.at(server.port()).with("login", "us").password("something else").open();
            assertThat(seat.until(Status.AUTH_FAILED, "does not take the login us").advice()).contains("channels.irc.login");
            assertThat(Seat.send(channel, "alice", "hello")).isInstanceOf(Delivery.Retry.class);
            assertThat(channel.probe().ok()).isFalse();
            assertThat(server.heard().stream().filter(line -> line.startsWith("NICK"))).hasSize(1);
            channel.close();
            assertThat(seat.host.end()).isEmpty();
        }
    }

    @Test
    void a_server_without_logins_is_named_and_tried_again_since_its_services_may_only_be_away() {
        try (Script server = new Script(Script.welcoming((said, mouth) -> { }))) {
            Channel channel = seat.at(server.port()).with("login", "us").password(PASSWORD).open();
            seat.until(Status.DEGRADED, "offers no login by SASL");
            channel.close();
        }
    }

    @Test
    void a_server_that_falls_silent_is_left_and_what_was_on_its_way_is_in_doubt() {
        try (Script server = new Script(Script.welcoming((said, mouth) -> { }))) {
            Channel channel = seat.at(server.port()).impatient(Duration.ofMillis(300));
            seat.until(Status.CONNECTED, "");
            assertThat(Seat.send(channel, "alice", "hello")).isInstanceOf(Delivery.InDoubt.class);
            seat.until(Status.DEGRADED, "has said nothing");
            channel.close();
        }
    }

    /** A byte comes each second, so that no read waits for long. */
    @Test
    void a_server_that_answers_by_a_byte_now_and_then_is_left_as_one_that_fell_silent() {
        try (Script server = new Script(services()); Relay relay = new Relay(server.port(), "")) {
            Channel channel = seat.at(relay.port()).with("login", "us").password(PASSWORD).impatient(Duration.ofSeconds(3));
            seat.until(Status.CONNECTED, "");
            relay.suffers(Ailment.SLOW);
            seat.until(Status.DEGRADED, "has said nothing whole");
            relay.cured();
            seat.host.until("it goes on", () -> seat.host.reports().get(seat.host.reports().size() - 1).status() == Status.CONNECTED);
            channel.close();
        }
    }

    @Test
    void a_line_without_an_end_takes_no_memory_and_disturbs_nothing_after_it() {
        try (Script server = new Script(Script.welcoming((said, mouth) -> {
            if (said.command().equals("JOIN")) {
                mouth.say("x".repeat(10_000_000));
                mouth.say(":alice!a@host PRIVMSG chela :still here");
            }
        }))) {
            Channel channel = seat.at(server.port()).with("channels", List.of("#room")).open();
            assertThat(seat.heard(channel, 1).text().value()).isEqualTo("still here");
            channel.close();
        }
    }

    @Test
    void a_password_is_not_sent_for_everybody_to_read() {
        assertThatThrownBy(() -> seat.with("host", "irc.example.org").password(PASSWORD).open()).isInstanceOf(Permanent.class)
                .hasMessageContaining("use tls: true").hasMessageNotContaining(PASSWORD);
    }

    @Test
    void names_what_is_wrong_in_the_configuration() {
        assertThatThrownBy(() -> seat.with("nick", "9 lives").open()).isInstanceOf(Permanent.class).hasMessageContaining("channels.irc.nick is '9 lives'");
        assertThatThrownBy(() -> seat.with("nick", "chela").with("channels", List.of("#a", "b\r\nQUIT")).open())
                .isInstanceOf(Permanent.class).hasMessageContaining("channels.irc.channels");
        assertThatThrownBy(() -> seat.with("channels", List.of()).with("login", "us").open()).isInstanceOf(Permanent.class)
                .hasMessageContaining("channels.irc.password is not set");
        assertThatThrownBy(() -> seat.with("fingerprint", "12:34").open()).isInstanceOf(Permanent.class).hasMessageContaining("SHA-256");
    }
}
