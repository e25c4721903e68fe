package dev.chela.channel.irc.internal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chela.api.channel.Account;
import dev.chela.api.channel.ChannelType;
import dev.chela.api.channel.Conversation;
import dev.chela.testkit.channel.Neighbour;
import dev.chela.testkit.channel.PlatformContract;
import dev.chela.testkit.irc.Network;
import dev.chela.testkit.irc.Person;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** The contract of all channels, on a real server. */
@Timeout(300)
class IrcContractTest extends PlatformContract {
    private static final String ROOM = "#room";

    private Network network;
    private Person alice;
    private boolean met;

    @BeforeEach
    void start() {
        assumeTrue(System.getenv("CI") != null || Network.installed(), "ngircd is installed");
        network = new Network();
        alice = network.person("alice");
    }

    @AfterEach
    void stop() {
        if (network != null) {
            network.close();
        }
    }

    @Override
    protected ChannelType type() {
        return new Irc();
    }

    @Override
    protected void writes(String sender, String text) {
        alice.tells("chela", text);
    }

    @Override
    protected Optional<Conversation> writesInGroup(String sender, String text, boolean spoken) {
        if (!met) {
            alice.meets("chela", ROOM);
            met = true;
        }
        alice.send("PRIVMSG " + ROOM + " :" + (spoken ? "chela: " + text : text));
        return Optional.of(new Conversation(ROOM, Conversation.Kind.GROUP, "", "", ROOM));
    }

    @Override
    protected List<String> seen() {
        return alice.texts("chela");
    }

    @Override
    protected Account account() {
        return account("default", "chela");
    }

    private Account account(String id, String nick) {
        return new Account(id, Map.of("host", "127.0.0.1", "port", network.port(), "tls", false, "nick", nick, "channels", List.of(ROOM)));
    }

    @Override
    protected Neighbour neighbour() {
        return new Neighbour(account("office", "clerk"), secrets(), text -> alice.tells("clerk", text), () -> alice.texts("clerk"));
    }

    @Override
    protected Map<String, String> secrets() {
        return Map.of("password", Network.PASSWORD);
    }

    @Override
    protected Map<String, String> wrongSecrets() {
        return Map.of("password", "not-the-password");
    }
}
