package dev.chela.channel.email.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.ReplyTo;
import dev.chela.testkit.mail.PostOffice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The row of {@code docs/channels.md}, held to what the channel says of itself. */
class ChannelsTableTest {
    @Test
    void the_documents_row_says_what_the_channel_says() throws IOException {
        String row = Files.readAllLines(Path.of("../../docs/channels.md")).stream().filter(line -> line.startsWith("| `email` |")).findFirst().orElseThrow();
        try (PostOffice office = PostOffice.open(); Seat seat = Seat.at(office)) {
            Channel channel = seat.open();
            Capabilities can = channel.capabilities();
            String kinds = new TreeSet<>(can.kinds()).stream().map(kind -> "`" + kind + "`").collect(Collectors.joining(", "));
            boolean recalls = channel.recall(Seat.post(Seat.place(Seat.ALICE), ReplyTo.NONE, "x"), new DeliveryKey("run:1")).isPresent();
            assertThat(row).startsWith("| `email` | mailbox: cursor | " + (can.repeatSafe().isZero() ? "none" : can.repeatSafe())
                    + " | " + (recalls ? "yes" : "no") + "; yes where the server keeps what is sent | " + kinds + " |");
            channel.close();
        }
    }
}
