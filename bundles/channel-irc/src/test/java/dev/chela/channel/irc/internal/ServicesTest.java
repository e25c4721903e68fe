package dev.chela.channel.irc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.Health.Status;
import dev.chela.api.channel.Inbound;
import dev.chela.testkit.irc.Inspircd;
import dev.chela.testkit.irc.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens on a network with TLS, accounts and the additions of IRCv3, on a real server with real services. */
@Timeout(300)
class ServicesTest {
    private static final String PASSWORD = "open-sesame-7";

    private Inspircd network;
    private Seat seat;

    @BeforeEach
    void start() {
        assumeTrue(System.getenv("CI") != null || Inspircd.installed(), "inspircd and atheme-services are installed");
        network = new Inspircd();
        network.member("house", PASSWORD).close();
        seat = new Seat().at(network.tlsPort()).with("tls", true).with("fingerprint", network.fingerprint()).with("channels", List.of("#room"))
                .with("login", "house").password(PASSWORD);
    }

    @AfterEach
    void stop() {
        if (network != null) {
            seat.close();
            network.close();
        }
    }

    @Test
    void logs_in_over_tls_and_people_talk_to_it_there_and_in_a_channel() {
        Channel channel = seat.open();
        seat.until(Status.CONNECTED, "knows us as chela");
        Person alice = network.member("alice", "other-sesame-8");
        assertThat(network.accountOf("chela", alice)).isEqualTo("house");
        alice.tells("chela", "good evening");
        Inbound.Message direct = seat.heard(channel, 1);
        assertThat(direct.text().value()).isEqualTo("good evening");
        assertThat(direct.sender().id()).as("her account, for which the services vouch").isEqualTo("alice");
        assertThat(direct.sender().verified()).isTrue();
        assertThat(direct.origin().messageId()).isNotBlank();
        assertThat(Duration.between(direct.origin().sentAt(), Instant.now()).abs()).as("by the server's own clock").isLessThan(Duration.ofMinutes(1));
        alice.meets("chela", "#room");
        alice.send("PRIVMSG #room :chela: and to all");
        Inbound.Message spoken = seat.heard(channel, 2);
        assertThat(spoken.text().mentionsMe()).isTrue();
        assertThat(spoken.origin().conversation().kind()).isNotEqualTo(Conversation.Kind.DIRECT);
        assertThat(Seat.send(channel, "alice", "good evening, Alice")).isInstanceOf(Delivery.Sent.class);
        assertThat(alice.texts("chela")).containsExactly("good evening, Alice");
        network.person("bob").tells("chela", "and I am nobody");
        assertThat(seat.heard(channel, 3).sender().verified()).isFalse();
        channel.close();
    }

    @Test
    void a_wrong_password_ends_the_account_and_says_what_to_do() {
        Channel channel = seat.password("not-the-password").open();
        assertThat(seat.until(Status.AUTH_FAILED, "does not take the login house").advice()).contains("channels.irc.login");
        assertThat(Seat.send(channel, "alice", "hello")).isInstanceOf(Delivery.Retry.class);
        channel.close();
        assertThat(seat.host.end()).isEmpty();
    }

    @Test
    void a_server_with_another_certificate_is_not_spoken_to() {
        Channel channel = seat.with("fingerprint", "00".repeat(32)).open();
        assertThat(seat.until(Status.DEGRADED, "certificate").detail()).contains(network.fingerprint().replace(":", "").toLowerCase(java.util.Locale.ROOT));
        assertThat(network.person("alice").settled()).noneMatch(said -> said.nick().equals("chela"));
        channel.close();
    }

    @Test
    void a_server_that_dies_is_found_again_and_logged_in_to_again() {
        Channel channel = seat.open();
        seat.until(Status.CONNECTED, "knows us as chela");
        network.crash();
        seat.until(Status.CONNECTED, "was not heard");
        Person alice = network.person("alice");
        assertThat(network.accountOf("chela", alice)).isEqualTo("house");
        alice.tells("chela", "still there?");
        assertThat(seat.heard(channel, 1).text().value()).isEqualTo("still there?");
        channel.close();
    }

    @Test
    void a_network_whose_services_are_away_is_tried_until_they_are_back() {
        network.servicesLeave();
        Channel channel = seat.open();
        seat.until(Status.DEGRADED, "offers no login by SASL");
        network.servicesReturn();
        seat.until(Status.CONNECTED, "knows us as chela");
        assertThat(network.accountOf("chela", network.person("alice"))).isEqualTo("house");
        channel.close();
    }
}
