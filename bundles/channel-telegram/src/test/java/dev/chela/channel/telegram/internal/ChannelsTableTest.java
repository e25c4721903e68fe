package dev.chela.channel.telegram.internal;

import dev.chela.api.channel.Channel;
import dev.chela.testkit.channel.ChannelRow;
import org.junit.jupiter.api.Test;

/** The row of {@code docs/channels.md}, held to what the channel says of itself. */
class ChannelsTableTest {
    private static final ChannelRow ROW = new ChannelRow("long polling: cursor; webhook: acknowledged",
            "a stand-in over real HTTP, held to the classes of `telegrambots-meta` and used by `java-telegram-bot-api`; the"
            + " contract; the gateway as a process, killed, overwritten, and with an ill platform");

    @Test
    void the_documents_row_says_what_the_channel_says() {
        try (Bot bot = new Bot()) {
            Channel channel = bot.open();
            ROW.holds("telegram", channel, Bot.post(Bot.CHAT, "plain", "x"));
            bot.close(channel);
        }
    }
}
