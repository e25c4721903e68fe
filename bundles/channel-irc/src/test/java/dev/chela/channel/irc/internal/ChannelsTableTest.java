package dev.chela.channel.irc.internal;

import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.MessageRef;
import dev.chela.api.channel.Outbound;
import dev.chela.testkit.channel.ChannelRow;
import org.junit.jupiter.api.Test;

/** The row of {@code docs/channels.md}, held to what the channel says of itself. */
class ChannelsTableTest {
    private static final ChannelRow ROW = new ChannelRow("none: the network keeps nothing; the gap is told",
            "two real servers, `ngircd` and, with TLS and `atheme`'s accounts, `inspircd`; a scripted one for silence and rubbish; the contract; the gateway as a process, killed,"
            + " overwritten, and with an ill platform");

    @Test
    void the_documents_row_says_what_the_channel_says() {
        try (Script server = new Script((said, mouth) -> { }); Seat seat = new Seat().at(server.port())) {
            Channel channel = seat.open();
            Outbound out = new Outbound.Delete(new Conversation("alice", Conversation.Kind.DIRECT, "", "", ""), new MessageRef("1"));
            ROW.holds("irc", channel, out);
            channel.close();
        }
    }
}
