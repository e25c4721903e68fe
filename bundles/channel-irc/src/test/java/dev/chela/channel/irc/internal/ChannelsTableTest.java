package dev.chela.channel.irc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.MessageRef;
import dev.chela.api.channel.Outbound;
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
        String row = Files.readAllLines(Path.of("../../docs/channels.md")).stream().filter(line -> line.startsWith("| `irc` |")).findFirst().orElseThrow();
        try (Script server = new Script((said, mouth) -> { }); Seat seat = new Seat().at(server.port())) {
            Channel channel = seat.open();
            Capabilities can = channel.capabilities();
            String kinds = new TreeSet<>(can.kinds()).stream().map(kind -> "`" + kind + "`").collect(Collectors.joining(", "));
            Outbound out = new Outbound.Delete(new Conversation("alice", Conversation.Kind.DIRECT, "", "", ""), new MessageRef("1"));
            boolean recalls = channel.recall(out, new DeliveryKey("run:1")).isPresent();
            assertThat(row).startsWith("| `irc` | none: the network keeps nothing; the gap is told | " + (can.repeatSafe().isZero() ? "none" : can.repeatSafe())
                    + " | " + (recalls ? "yes" : "no") + " | " + kinds + " |");
            channel.close();
        }
    }
}
