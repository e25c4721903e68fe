package dev.chela.channel.webchat.internal;

import dev.chela.api.channel.Account;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.MessageRef;
import dev.chela.api.channel.Outbound;
import dev.chela.testkit.channel.ChannelRow;
import dev.chela.testkit.channel.NoHttp;
import dev.chela.testkit.channel.TestHost;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The row of {@code docs/channels.md}, held to what the channel says of itself. */
class ChannelsTableTest {
    private static final ChannelRow ROW = new ChannelRow("none: the gateway's own socket", "the contract of all channels; what that of platforms asks, of the gateway's socket; browsers; the gateway as a process, killed and overwritten");

    @Test
    void the_documents_row_says_what_the_channel_says() {
        try (TestHost host = new TestHost(new TestHost.Memory(), Map.of(), new NoHttp());
                Channel channel = new WebChat().open(new Account("default", Map.of()), host)) {
            ROW.holds("webchat", channel, new Outbound.Delete(new Conversation("page", Conversation.Kind.DIRECT, "", "", ""), new MessageRef("1")));
        }
    }
}
