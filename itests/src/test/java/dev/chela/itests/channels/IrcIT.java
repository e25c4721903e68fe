package dev.chela.itests.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Until;
import dev.chela.itests.house.Wire;
import dev.chela.testkit.irc.Network;
import dev.chela.testkit.irc.Person;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** A nick on a real IRC network: strangers are paired, a channel is answered when it says the nick, and a kill is survived. */
@EnabledIf("present")
class IrcIT extends OneHouse {
    private static final Pattern ORDER = Pattern.compile("chela pairing approve irc ([A-Z2-9]{8})");
    private static final String ROOM = "#kitchen";

    private final Network network = new Network();

    static boolean present() {
        return System.getenv("CI") != null || Network.installed();
    }

    @Override
    protected String settings() {
        return super.settings().replace("tools: {", """
                channels: { irc: { host: "127.0.0.1", port: %d, tls: false, nick: "chela", password: "%s", channels: ["%s"],
                  allowFrom: ["bob!~bob@127.0.0.1"], groupPolicy: "open", groups: { "%s": {} } } },
                tools: {""".formatted(network.port(), Network.PASSWORD, ROOM, ROOM));
    }

    @AfterAll
    void hangUp() {
        network.close();
    }

    @Test
    void a_stranger_gets_a_code_and_talks_once_it_is_approved() {
        Person alice = network.person("alice");
        alice.tells("chela", "echo never read");
        Matcher order = ORDER.matcher(alice.until(said -> ORDER.matcher(said.last()).find()).last());
        assertThat(order.find()).isTrue();
        try (Wire doorkeeper = gateway.connectWith("operator.pairing")) {
            doorkeeper.call("channels.pairing.approve", "{\"channel\":\"irc\",\"accountId\":\"default\",\"requestId\":\"" + order.group(1) + "\"}");
        }
        alice.tells("chela", "echo heard at **last**");
        alice.until(said -> said.isWords() && said.last().equals("heard at last"));
        assertThat(alice.texts()).noneMatch(text -> text.contains("never read"));
    }

    @Test
    void a_channel_is_answered_when_it_says_the_nick() {
        Person carol = network.person("carol");
        carol.meets("chela", ROOM);
        carol.send("PRIVMSG " + ROOM + " :echo among ourselves");
        carol.send("PRIVMSG " + ROOM + " :echo you are meant, chela");
        assertThat(carol.await(1)).containsExactly("you are meant, chela");
        assertThat(wire.call("sessions.list", "{}").toString()).contains("agent:main:irc:channel:");
    }

    @Test
    void it_is_there_again_after_a_kill_and_says_how_it_is() throws InterruptedException {
        Person bob = network.person("bob");
        bob.tells("chela", "echo before");
        assertThat(bob.await(1)).containsExactly("before");
        // Until then a kill leaves it in doubt whether he has it, and he is told so.
        Until.holds("it is known to be sent", () -> !wire.call("deliveries.list", "{\"waiting\":true}").toString().contains("bob"));
        gateway.kill();
        gateway.start();
        bob.tells("chela", "echo after");
        assertThat(bob.await(2)).containsExactly("before", "after");
        Until.holds("it is connected", () -> {
            try (Wire again = gateway.connectWith("operator.read")) {
                return again.call("channels.status", "{}").toString().contains("knows us as chela");
            }
        });
        assertThat(gateway.log().sinceBoot()).doesNotContain(Network.PASSWORD);
    }
}
