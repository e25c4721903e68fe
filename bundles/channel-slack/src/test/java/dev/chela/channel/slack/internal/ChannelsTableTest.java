package dev.chela.channel.slack.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.DeliveryKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The row of {@code docs/channels.md}, held to what the channel says of itself. */
class ChannelsTableTest {
    private static final Path DOCUMENT = Path.of("../../docs/channels.md");

    @Test
    void the_document_names_every_scope_that_a_probe_wants() throws IOException {
        assertThat(Files.readString(DOCUMENT)).contains(Checkup.SCOPES.stream().map(scope -> "`" + scope + "`").toList());
    }

    @Test
    void the_documents_row_says_what_the_channel_says() throws IOException {
        String row = Files.readAllLines(DOCUMENT).stream().filter(line -> line.startsWith("| `slack` |")).findFirst().orElseThrow();
        try (Bot bot = new Bot()) {
            Channel channel = bot.open();
            Capabilities can = channel.capabilities();
            String kinds = new TreeSet<>(can.kinds()).stream().map(kind -> "`" + kind + "`").collect(Collectors.joining(", "));
            boolean recalls = channel.recall(Bot.post(Bot.CHAT, "x"), new DeliveryKey("run:1")).isPresent();
            assertThat(row).startsWith("| `slack` | acknowledged | " + (can.repeatSafe().isZero() ? "none" : can.repeatSafe())
                    + " | " + (recalls ? "yes" : "no") + " | " + kinds + " |");
            bot.close(channel);
        }
    }
}
