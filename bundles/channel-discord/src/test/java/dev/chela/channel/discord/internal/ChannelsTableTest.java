package dev.chela.channel.discord.internal;

import dev.chela.api.channel.Channel;
import dev.chela.testkit.channel.ChannelRow;
import org.junit.jupiter.api.Test;

/** The row of {@code docs/channels.md}, held to what the channel says of itself. */
class ChannelsTableTest {
    private static final ChannelRow ROW = new ChannelRow("session, then read again: cursor",
            "a stand-in over real HTTP and WebSockets, held to what is generated from Discord's OpenAPI description, used by `JDA`; the contract; the gateway as a process, killed,"
            + " overwritten, and with an ill platform");

    @Test
    void the_documents_row_says_what_the_channel_says() {
        try (Bot bot = new Bot()) {
            Channel channel = bot.open();
            ROW.holds("discord", channel, Bot.post(Bot.CHAT, "x"));
            bot.close(channel);
        }
    }
}
