package dev.chela.core.turn.internal.reply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.ChannelType;
import dev.chela.core.FixedConfig;
import dev.chela.core.annex.NoAnnex;
import dev.chela.core.guest.Guest;
import dev.chela.core.plugin.internal.DeployedPlugins;
import dev.chela.core.plugin.internal.KeyFolder;
import dev.chela.core.plugin.internal.PluginFramework;
import dev.chela.core.plugin.internal.PluginJar;
import dev.chela.core.plugin.sample.LineChannel;
import dev.chela.core.plugin.sample.Platform;
import dev.chela.core.store.CommitListener;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.ScriptedModel;
import dev.chela.core.turn.internal.Workbench;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** A channel's bundle, a real one in a real framework, exchanged while people write over it and answers go out. */
class ChannelSwapTest {
    private static final int CHATS = 120;
    private static final int AT_ONCE = 6;
    private static final int GENERATIONS = 4;
    /** The least that a step waits for what does not end. */
    private static final Duration SHORTEST_LIMIT = Duration.ofSeconds(5);

    @TempDir
    private Path root;

    private Platform platform;
    private PluginFramework framework;
    private House house;
    private ServiceTracker<ChannelType, ChannelType> whiteboard;
    private DeployedPlugins plugins;
    private final Set<Integer> sent = new HashSet<>();

    @BeforeEach
    void start() throws Exception {
        platform = new Platform();
        framework = new PluginFramework(root);
        CountDownLatch open = new CountDownLatch(1);
        house = new House(root.resolve("home"), CommitListener.NONE, intake -> new ScriptedModel(open, ChannelSwapTest::echo),
                intake -> new Workbench(Workbench.world(), () -> { }), open::countDown,
                Map.of(LineChannel.ID, Map.of("allowFrom", List.of("*"), "groups", Map.of("*", Map.of("requireMention", false)), "port", platform.port())));
        whiteboard = new Whiteboard();
        whiteboard.open();
        plugins = new DeployedPlugins(framework.context, framework.components(), house.guests, house.ledger, house.home,
                house.events, house.clock, new KeyFolder(house.home, new FixedConfig()), new NoAnnex());
    }

    @AfterEach
    void stop() throws Exception {
        plugins.close();
        whiteboard.close();
        framework.close();
        house.close();
        platform.close();
    }

    private static AiMessage echo(List<ChatMessage> seen) {
        String text = PacedModel.words((UserMessage) seen.get(seen.size() - 1));
        return AiMessage.from("You said: " + text.substring(text.lastIndexOf('\n') + 1));
    }

    private void install(int generation) throws Exception {
        framework.drop("lines.jar", PluginJar.channel("1.0." + generation));
    }

    private void serving(int generation) {
        house.until("generation " + generation, () -> plugins.list().stream()
                .anyMatch(installed -> installed.works() && installed.generation().version().equals("1.0." + generation)));
    }

    @Test
    void nothing_is_lost_doubled_or_read_twice_while_its_bundle_is_upgraded_again_and_again() throws Exception {
        install(0);
        serving(0);
        IntStream.range(0, AT_ONCE).forEach(this::write);
        for (int generation = 1; generation <= GENERATIONS; generation++) {
            talkUntil(generation * CHATS / (GENERATIONS + 1));
            install(generation);
        }
        talkUntil(CHATS);
        serving(GENERATIONS);
        house.until("all is settled", () -> house.outbox.open(9).isEmpty() && house.intake.open().isEmpty());
        assertThat(platform.said()).containsExactlyInAnyOrderElementsOf(
                IntStream.range(0, CHATS).mapToObj(chat -> "g" + chat + "\tYou said: m" + chat).toList());
        assertThat(house.outbox.undelivered(9)).isEmpty();
        assertThat(platform.mostReaders()).as("connections that read at the same time").isEqualTo(1);
        assertThat(platform.connections()).as("generations that read").isBetween(2, GENERATIONS + 1);
    }

    @Test
    void a_swap_takes_no_longer_than_its_calls() throws Exception {
        install(0);
        serving(0);
        write(0);
        house.until("answered", () -> platform.said().size() == 1);
        Duration shortest = swap(1);
        for (int generation = 2; generation <= GENERATIONS && shortest.compareTo(SHORTEST_LIMIT) >= 0; generation++) {
            Duration next = swap(generation); // Other work of the machine only makes it longer.
            shortest = next.compareTo(shortest) < 0 ? next : shortest;
        }
        assertThat(shortest).as("under the limits of its steps").isLessThan(SHORTEST_LIMIT);
    }

    /** @return how long it was until the new one had answered */
    private Duration swap(int generation) throws Exception {
        Instant begin = Instant.now();
        install(generation);
        serving(generation);
        write(generation);
        house.until("answered by the new one", () -> platform.said().size() == generation + 1);
        return Duration.between(begin, Instant.now());
    }

    private void write(int chat) {
        platform.send("g" + chat, "m" + chat);
    }

    /** Each answer lets the next person write, so that something is always on its way in both directions. */
    private void talkUntil(int answers) {
        house.until(answers + " answers", () -> {
            int said = platform.said().size();
            IntStream.range(AT_ONCE, Math.min(CHATS, said + AT_ONCE)).filter(sent::add).forEach(this::write);
            return said >= answers;
        });
    }

    /** Binds and unbinds as Declarative Services does for the house of channels: unbinding first closes the accounts. */
    private final class Whiteboard extends ServiceTracker<ChannelType, ChannelType> {
        Whiteboard() {
            super(framework.context, ChannelType.class.getName(), null);
        }

        @Override
        public ChannelType addingService(ServiceReference<ChannelType> reference) {
            ChannelType type = super.addingService(reference);
            if (type != null) {
                Bundle bundle = reference.getBundle();
                house.channels.add(type, new Guest(bundle.getBundleId(), bundle.getSymbolicName(), bundle.getVersion().toString()),
                        (Long) reference.getProperty(Constants.SERVICE_ID));
            }
            return type;
        }

        @Override
        public void removedService(ServiceReference<ChannelType> reference, ChannelType type) {
            house.channels.remove(type);
            super.removedService(reference, type);
        }
    }
}
