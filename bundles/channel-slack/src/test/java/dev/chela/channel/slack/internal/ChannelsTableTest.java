package dev.chela.channel.slack.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Channel;
import dev.chela.testkit.channel.ChannelRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The row of {@code docs/channels.md}, held to what the channel says of itself. */
class ChannelsTableTest {
    private static final ChannelRow ROW = new ChannelRow("acknowledged; after a longer gap read again: cursor",
            "a stand-in over real HTTP and WebSockets, used by Slack's own Java client, which takes no field that it does"
            + " not know, and signed for by it; the contract; the gateway as a process, killed, overwritten, and with an ill"
            + " platform");

    private static final Path DOCUMENT = Path.of("../../docs/channels.md");

    @Test
    void the_document_names_every_scope_that_a_probe_wants() throws IOException {
        assertThat(Files.readString(DOCUMENT)).contains(Checkup.SCOPES.stream().map(scope -> "`" + scope + "`").toList());
    }

    @Test
    void the_documents_row_says_what_the_channel_says() {
        try (Bot bot = new Bot()) {
            Channel channel = bot.open();
            ROW.holds("slack", channel, Bot.post(Bot.CHAT, "x"));
            bot.close(channel);
        }
    }
}
