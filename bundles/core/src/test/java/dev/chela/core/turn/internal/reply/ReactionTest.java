package dev.chela.core.turn.internal.reply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.store.CommitListener;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.ScriptedModel;
import dev.chela.core.turn.internal.Workbench;
import dev.chela.testkit.channel.LoopbackChannel;
import dev.chela.testkit.channel.LoopbackEvent;
import dev.chela.testkit.channel.Wire;
import dev.chela.testkit.channel.Wire.Memory;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people put below messages: the model is told of it, and nobody is answered. */
class ReactionTest {
    @TempDir
    private Path root;

    private final Wire wire = new Wire(Memory.NONE);
    private int events;

    /** Says what the house has told it so far. */
    private static AiMessage told(List<ChatMessage> seen) {
        return AiMessage.from("Told:" + seen.stream().filter(UserMessage.class::isInstance).map(UserMessage.class::cast).map(PacedModel::words)
                .flatMap(String::lines).filter(line -> line.startsWith("System: ")).map(line -> line.substring(line.indexOf("] ") + 1))
                .collect(Collectors.joining(";")));
    }

    private House house(String which) {
        CountDownLatch open = new CountDownLatch(1);
        House house = new House(root, CommitListener.NONE, intake -> new ScriptedModel(open, ReactionTest::told),
                intake -> new Workbench(Workbench.world(), () -> { }), open::countDown, Map.of(LoopbackChannel.ID,
                Map.of("dmPolicy", "allowlist", "allowFrom", List.of("alice", "bob"), "reactionNotifications", which)));
        house.plug(LoopbackChannel.on(wire, 200));
        return house;
    }

    private LoopbackEvent by(String person) {
        events++;
        return LoopbackEvent.of("e" + events, person);
    }

    /** What the model knows by now. */
    private String asked(House house, LoopbackEvent event) {
        int before = wire.texts().size();
        wire.send(event.says("What did they think of it?"));
        house.until("answered, all settled", () -> wire.texts().size() > before && house.intake.open().isEmpty() && house.outbox.open(9).isEmpty());
        return wire.texts().get(before);
    }

    @Test
    void the_next_turn_knows_what_was_put_below_what_the_assistant_said() {
        try (House house = house("own")) {
            assertThat(asked(house, by("alice"))).isEqualTo("Told:");

            wire.send(by("alice").reacts("m0", "", "👍"));
            wire.send(by("alice").reacts("m0", "👍", ""));
            wire.send(by("alice").reacts("somebody else's", "", "🎉"));

            assertThat(asked(house, by("alice"))).isEqualTo("Told: alice put 👍 below your message: Told:; alice took away 👍 from your message: Told:");
            assertThat(wire.texts()).hasSize(2);
        }
    }

    @Test
    void it_is_told_where_the_message_was_and_of_nobody_who_may_not_speak_there() {
        try (House house = house("own")) {
            asked(house, by("alice").in("family").thread("7").mentioning());
            asked(house, by("bob"));

            wire.send(by("bob").in("family").reacts("m0", "", "👍"));
            wire.send(by("mallory").in("family").reacts("m0", "", "👎"));
            wire.send(by("bob").reacts("m0", "", "🎉"));

            assertThat(asked(house, by("bob"))).isEqualTo("Told:");
            assertThat(asked(house, by("alice").in("family").thread("7").mentioning())).isEqualTo("Told: bob put 👍 below your message: Told:");
        }
    }

    @Test
    void an_account_may_hear_of_all_or_none() {
        try (House house = house("all")) {
            wire.send(by("alice").reacts("somebody else's", "", "🎉"));
            assertThat(asked(house, by("alice"))).isEqualTo("Told: alice put 🎉 below the message somebody else's");
        }
        try (House house = house("off")) {
            wire.send(by("alice").reacts("m0", "", "👍"));
            assertThat(asked(house, by("alice"))).isEqualTo("Told: alice put 🎉 below the message somebody else's");
        }
    }
}
