package dev.chela.testkit.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.Outbound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A channel's row in the table of {@code docs/channels.md}. What a channel can be asked it is asked; the rest is said by the test that holds
 * the row. With {@code -Dchela.docs=write} the row is written, else it is compared.
 *
 * @param replay what becomes of an event that the gateway did not get to store
 * @param tested how the channel is tested
 * @param recall what else is true of asking the platform what arrived; empty for nothing
 */
public record ChannelRow(String replay, String tested, String recall) {
    private static final Path DOCUMENT = Path.of("../../docs/channels.md");

    public ChannelRow(String replay, String tested) {
        this(replay, tested, "");
    }

    /** @param out something that was never sent */
    public void holds(String id, Channel channel, Outbound out) {
        Capabilities can = channel.capabilities();
        String kinds = new TreeSet<>(can.kinds()).stream().map(kind -> "`" + kind + "`").collect(Collectors.joining(", "));
        boolean recalls = channel.recall(out, new DeliveryKey("run:1")).isPresent();
        String row = "| `" + id + "` | " + replay + " | " + (can.repeatSafe().isZero() ? "none" : can.repeatSafe()) + " | "
                + (recalls ? "yes" : "no") + (recall.isEmpty() ? "" : "; " + recall) + " | " + (kinds.isEmpty() ? "none: nothing is posted to the page" : kinds)
                + " | " + tested + " |";
        try {
            List<String> lines = Files.readAllLines(DOCUMENT);
            String there = lines.stream().filter(line -> line.startsWith("| `" + id + "` |")).findFirst().orElseThrow();
            if (System.getProperty("chela.docs", "").equals("write")) {
                Files.write(DOCUMENT, lines.stream().map(line -> line.equals(there) ? row : line).toList());
            } else {
                assertThat(there).as("the row of %s in docs/channels.md; -Dchela.docs=write writes it", id).isEqualTo(row);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
