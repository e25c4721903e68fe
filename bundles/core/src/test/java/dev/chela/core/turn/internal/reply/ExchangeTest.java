package dev.chela.core.turn.internal.reply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Account;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.ChannelInfo;
import dev.chela.api.channel.ChannelType;
import dev.chela.core.guest.Guest;
import dev.chela.core.store.CommitListener;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.ScriptedModel;
import dev.chela.core.turn.internal.Workbench;
import dev.chela.testkit.channel.LoopbackChannel;
import dev.chela.testkit.channel.Wire;
import dev.chela.testkit.channel.Wire.Memory;
import dev.langchain4j.data.message.AiMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel of the boot set, and a plugin from {@code deploy/} in its place, of which one generation makes room for the next. */
class ExchangeTest {
    private static final long BUNDLE = 50;

    @TempDir
    private Path root;

    private final List<String> opened = new CopyOnWriteArrayList<>();
    private final LoopbackChannel channel = LoopbackChannel.on(new Wire(Memory.NONE), 200);
    private final ChannelType ofTheBootSet = named("of the boot set");
    private final ChannelType first = named("first");
    private final ChannelType second = named("second");

    private ChannelType named(String name) {
        return new ChannelType() {
            @Override
            public ChannelInfo info() {
                return channel.info();
            }

            @Override
            public Channel open(Account account, ChannelHost host) {
                opened.add(name);
                return channel.open(account, host);
            }
        };
    }

    private House house() {
        return new House(root, CommitListener.NONE, intake -> new ScriptedModel(new CountDownLatch(0), seen -> AiMessage.from("yes")),
                intake -> new Workbench(Workbench.world(), () -> { }), () -> { }, Map.of(LoopbackChannel.ID, Map.of("token", "hidden-token-value")));
    }

    private static void add(House house, ChannelType type, long bundle) {
        house.channels.add(type, new Guest(bundle, "org.example.loopback", "1." + bundle), bundle);
    }

    private void take(House house) {
        add(house, ofTheBootSet, 1);
        house.until("the boot set's is open", () -> opened.contains("of the boot set"));
        add(house, first, BUNDLE);
        house.until("the plugin is in its place", () -> opened.contains("first"));
    }

    /** The first generation goes for the sake of the next. */
    private void makeRoom(House house) {
        house.guests.quiesce(BUNDLE);
        house.channels.remove(first);
    }

    @Test
    void nobody_else_opens_the_accounts_between_two_generations() {
        try (House house = house()) {
            take(house);
            makeRoom(house);
            add(house, second, BUNDLE + 1);
            house.until("the next one is open", () -> opened.contains("second"));
            assertThat(opened).containsExactly("of the boot set", "first", "second");
        }
    }

    @Test
    void the_boot_sets_takes_over_when_the_next_generation_does_not_come() {
        try (House house = house()) {
            take(house);
            makeRoom(house);
            assertThat(opened).containsExactly("of the boot set", "first");
            house.until("somebody is there after a while", () -> opened.size() == 3);
            assertThat(opened).containsExactly("of the boot set", "first", "of the boot set");
        }
    }

    @Test
    void the_boot_sets_takes_over_at_once_when_the_plugin_is_withdrawn() {
        try (House house = house()) {
            take(house);
            house.channels.remove(first);
            house.until("somebody is there", () -> opened.size() == 3);
            assertThat(opened).containsExactly("of the boot set", "first", "of the boot set");
        }
    }
}
