package dev.chela.channel.email.internal;

import dev.chela.api.channel.Channel;
import dev.chela.api.channel.ReplyTo;
import dev.chela.testkit.channel.ChannelRow;
import dev.chela.testkit.mail.PostOffice;
import org.junit.jupiter.api.Test;

/** The row of {@code docs/channels.md}, held to what the channel says of itself. */
class ChannelsTableTest {
    private static final ChannelRow ROW = new ChannelRow("mailbox: cursor",
            "a server written by others, GreenMail, whose Jakarta Mail reads and writes; a real one, `dovecot`; a scripted"
            + " one for refusals and lost answers; the contract; the gateway as a process, killed, overwritten, and with an ill"
            + " platform", "yes where the server keeps what is sent");

    @Test
    void the_documents_row_says_what_the_channel_says() {
        try (PostOffice office = PostOffice.open(); Seat seat = Seat.at(office)) {
            Channel channel = seat.open();
            ROW.holds("email", channel, Seat.post(Seat.place(Seat.ALICE), ReplyTo.NONE, "x"));
            channel.close();
        }
    }
}
