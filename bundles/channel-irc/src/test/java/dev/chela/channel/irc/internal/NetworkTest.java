package dev.chela.channel.irc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.Health.Status;
import dev.chela.api.channel.Inbound;
import dev.chela.api.channel.Refusal;
import dev.chela.testkit.irc.Network;
import dev.chela.testkit.irc.Person;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens on a network, on a real server. */
@Timeout(300)
class NetworkTest {
    private Network network;
    private Seat seat;

    @BeforeEach
    void start() {
        assumeTrue(System.getenv("CI") != null || Network.installed(), "ngircd is installed");
        network = new Network();
        seat = new Seat().at(network.port()).password(Network.PASSWORD).with("channels", List.of("#room"));
    }

    @AfterEach
    void stop() {
        if (network != null) {
            seat.close();
            network.close();
        }
    }

    @Test
    void a_server_that_dies_is_found_again_and_what_was_missed_is_told() {
        Channel channel = seat.open();
        seat.until(Status.CONNECTED, "knows us as chela");
        network.crash();
        assertThat(seat.until(Status.DEGRADED, "ended the connection").advice()).contains("IRC keeps nothing");
        seat.until(Status.CONNECTED, "was not heard");
        network.person("alice").tells("chela", "still there?");
        assertThat(seat.heard(channel, 1).text().value()).isEqualTo("still there?");
        channel.close();
    }

    @Test
    void what_is_said_to_nobody_is_refused_by_the_network() {
        Channel channel = seat.open();
        assertThat(Seat.send(channel, "nobody", "hello")).isInstanceOfSatisfying(Delivery.Rejected.class,
                refused -> assertThat(refused.kind()).isEqualTo(Refusal.NOT_FOUND));
        assertThat(Seat.send(channel, "no body", "hello")).isInstanceOf(Delivery.Rejected.class);
        channel.close();
    }

    @Test
    void a_long_answer_arrives_line_by_line_and_is_sent_when_the_network_has_all_of_it() {
        Person alice = network.person("alice");
        Channel channel = seat.open();
        String words = "Straße ".repeat(90).strip();
        assertThat(Seat.send(channel, "alice", "first\n\n" + words)).isInstanceOf(Delivery.Sent.class);
        List<String> texts = alice.texts();
        assertThat(texts.get(0)).isEqualTo("first");
        assertThat(String.join(" ", texts.subList(1, texts.size()))).isEqualTo(words);
        channel.close();
    }

    @Test
    void a_nick_that_is_taken_is_answered_with_another_one_and_had_again_when_it_is_free() {
        Person other = network.person("chela");
        Channel channel = seat.open();
        seat.until(Status.CONNECTED, "knows us as chela_");
        other.send("QUIT");
        network.person("alice").tells("chela", "is it you?");
        assertThat(seat.heard(channel, 1).text().value()).isEqualTo("is it you?");
        channel.close();
    }

    @Test
    void whoever_is_thrown_out_says_so_and_comes_again() {
        Person alice = network.person("alice");
        alice.send("JOIN #room");
        Channel channel = seat.open();
        alice.until(said -> said.command().equals("JOIN") && said.nick().equals("chela"));
        alice.send("KICK #room chela :too loud");
        assertThat(seat.until(Status.DEGRADED, "alice threw us out: too loud").advice()).contains("#room");
        alice.until(said -> said.command().equals("JOIN") && said.nick().equals("chela"));
        channel.close();
    }

    @Test
    void nobody_vouches_for_a_nick() {
        Channel channel = seat.open();
        network.person("Alice").tells("chela", "hello");
        Inbound.Message said = seat.heard(channel, 1);
        assertThat(said.sender().id()).startsWith("alice!").contains("@");
        assertThat(said.sender().verified()).isFalse();
        assertThat(said.origin().conversation().id()).isEqualTo("alice");
        channel.close();
    }

    @Test
    void a_quiet_account_hears_nothing_more() {
        Person alice = network.person("alice");
        Channel channel = seat.open();
        alice.tells("chela", "one");
        seat.heard(channel, 1);
        channel.quiesce();
        alice.tells("chela", "two");
        assertThat(Seat.send(channel, "alice", "goodbye")).isInstanceOf(Delivery.Sent.class);
        assertThat(seat.host.accepted()).hasSize(1);
        channel.close();
    }

    @Test
    void what_reached_an_account_that_was_about_to_end_is_heard_in_its_next_life() {
        Person alice = network.person("alice");
        Channel channel = seat.open();
        alice.tells("chela", "one");
        seat.heard(channel, 1);
        channel.quiesce();
        alice.tells("chela", "two");
        alice.tells("chela", "three");
        assertThat(channel.probe().ok()).as("it has come as far as the question after it").isTrue();
        channel.close();
        assertThat(seat.host.accepted()).hasSize(1);
        Channel next = seat.again();
        assertThat(seat.heard(next, 3).text().value()).isEqualTo("three");
        assertThat(seat.heard(next, 2).text().value()).isEqualTo("two");
        next.close();
        Channel third = seat.again();
        seat.until(Status.CONNECTED, "knows us as chela");
        assertThat(seat.host.accepted()).hasSize(3);
        third.close();
    }
}
