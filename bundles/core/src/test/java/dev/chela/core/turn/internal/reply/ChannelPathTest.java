package dev.chela.core.turn.internal.reply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Account;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.ChannelInfo;
import dev.chela.api.channel.ChannelType;
import dev.chela.api.channel.Health.Status;
import dev.chela.core.channel.Channels;
import dev.chela.core.channel.Channels.AccountStatus;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Intake;
import dev.chela.core.store.CommitListener;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.ScriptedModel;
import dev.chela.core.turn.internal.Workbench;
import dev.chela.testkit.channel.LoopbackChannel;
import dev.chela.testkit.channel.LoopbackEvent;
import dev.chela.testkit.channel.Wire;
import dev.chela.testkit.channel.Wire.Memory;
import dev.chela.testkit.channel.Wire.Mishap;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The path of a message over a channel, there and back, with channels that come, go and misbehave. */
class ChannelPathTest {
    @TempDir
    private Path root;

    private final Wire wire = new Wire(Memory.NONE);
    private final LoopbackChannel channel = LoopbackChannel.on(wire, 200);

    /** Says which was the last thing it was told. */
    private static AiMessage echo(List<ChatMessage> seen) {
        UserMessage last = seen.stream().filter(UserMessage.class::isInstance).map(UserMessage.class::cast)
                .reduce((first, second) -> second).orElseThrow();
        String text = PacedModel.words(last);
        return AiMessage.from("You said: " + text.substring(text.lastIndexOf('\n') + 1));
    }

    private House house(Object... allowed) {
        CountDownLatch open = new CountDownLatch(1);
        return new House(root, CommitListener.NONE, intake -> new ScriptedModel(open, ChannelPathTest::echo),
                intake -> new Workbench(Workbench.world(), () -> { }), open::countDown,
                Map.of(LoopbackChannel.ID, Map.of("dmPolicy", "allowlist", "allowFrom", List.of(allowed), "token", "hidden-token-value"), "absent", Map.of()));
    }

    private static AccountStatus status(House house) {
        return house.channels.accounts().get(0);
    }

    @Test
    void a_message_is_answered_where_it_came_from() {
        try (House house = house("alice")) {
            house.plug(channel);
            wire.send(LoopbackChannel.said("e1", "alice", "hello"));
            house.until("answered", () -> wire.texts().contains("You said: hello"));
            assertThat(house.sessions.list()).extracting(session -> session.key()).containsExactly(House.MAIN);
            house.until("noted", () -> status(house).lastOutboundAt() > 0);
            assertThat(status(house).lastInboundAt()).isPositive();
            assertThat(status(house).health().status()).isEqualTo(Status.CONNECTED);
            assertThat(house.channels.dormant()).containsExactly("absent");
        }
    }

    @Test
    void a_press_of_a_button_is_a_message_and_one_with_an_order_is_obeyed() {
        try (House house = house("alice")) {
            house.plug(channel);
            wire.send(LoopbackEvent.of("e1", "alice").in("family").presses("tea"));
            house.until("answered", () -> wire.texts().contains("You said: callback_data: tea"));
            wire.send(LoopbackEvent.of("e2", "alice").presses("/whoami"));
            house.until("obeyed", () -> wire.texts().size() == 2);
            assertThat(wire.texts().get(1)).contains("alice").doesNotContain("You said");
            wire.send(LoopbackEvent.of("e3", "mallory").presses("coffee"));
            house.until("all is settled", () -> house.ledger.read("SELECT id FROM inbox", row -> row.text("id")).size() == 3 && house.intake.open().isEmpty());
            assertThat(wire.texts()).hasSize(2);
        }
    }

    @Test
    void a_group_has_a_session_of_its_own() {
        try (House house = house("alice")) {
            house.plug(channel);
            wire.send(LoopbackChannel.saidInGroup("e1", "alice", "Family", "hello"));
            house.until("answered", () -> wire.texts().contains("You said: hello"));
            assertThat(wire.arrived().get(0).chat()).isEqualTo("Family");
            assertThat(house.sessions.list()).extracting(session -> session.key().value())
                    .containsExactly("agent:main:loopback:channel:family");
        }
    }

    @Test
    void a_group_that_moves_stays_the_same_conversation_also_after_a_restart_and_another_move() {
        try (House house = house("alice")) {
            house.plug(channel);
            wire.send(LoopbackChannel.saidInGroup("e1", "alice", "Family", "hello"));
            house.until("answered", () -> wire.texts().contains("You said: hello"));
            wire.send(LoopbackEvent.of("e2", "alice").in("Family 2").movedFrom("Family"));
            wire.send(LoopbackChannel.saidInGroup("e3", "alice", "Family 2", "still here"));
            house.until("answered", () -> wire.texts().contains("You said: still here"));
        }
        try (House house = house("alice")) {
            house.plug(channel);
            wire.send(LoopbackEvent.of("e4", "alice").in("Family 3").movedFrom("Family 2"));
            wire.send(LoopbackChannel.saidInGroup("e5", "alice", "Family 3", "and here"));
            wire.send(LoopbackChannel.saidInGroup("e6", "alice", "Others", "elsewhere"));
            house.until("answered", () -> wire.texts().containsAll(List.of("You said: and here", "You said: elsewhere")));
            assertThat(wire.arrived()).extracting(Wire.Arrived::chat).containsExactlyInAnyOrder("Family", "Family", "Family", "Others");
            assertThat(house.sessions.list()).extracting(session -> session.key().value())
                    .containsExactlyInAnyOrder("agent:main:loopback:channel:family", "agent:main:loopback:channel:others");
        }
    }

    @Test
    void a_stranger_is_refused_without_an_answer_and_shown_once() {
        try (House house = house("alice")) {
            house.plug(channel);
            wire.send(LoopbackChannel.said("e1", "mallory", "let me in"));
            wire.send(LoopbackChannel.said("e2", "mallory", "please"));
            wire.send(LoopbackChannel.said("e3", "alice", "hello"));
            house.until("alice answered, all settled", () -> wire.texts().size() == 1 && house.intake.open().isEmpty());
            assertThat(wire.texts()).containsExactly("You said: hello");
            assertThat(status(house).refused()).containsExactly("mallory");
        }
    }

    @Test
    void everybody_may_write_to_an_open_account() {
        try (House house = house("*")) {
            house.plug(channel);
            wire.send(LoopbackChannel.said("e1", "mallory", "hello"));
            house.until("answered", () -> wire.texts().contains("You said: hello"));
        }
    }

    @Test
    void an_event_that_says_several_things_makes_several_inputs_and_an_edit_makes_none() {
        try (House house = house("alice")) {
            house.plug(channel);
            wire.send(LoopbackChannel.edited("e1", "alice"));
            wire.send(LoopbackChannel.said("e2", "alice", "one", "two"));
            house.until("both answered", () -> house.intake.open().isEmpty() && house.outbox.open(9).isEmpty()
                    && wire.texts().contains("You said: two"));
            List<Intake.State> states = house.ledger.read("SELECT state FROM inbox",
                    row -> Intake.State.valueOf(String.valueOf(row.text("state")).toUpperCase(java.util.Locale.ROOT)));
            assertThat(states).hasSize(3).containsOnly(Intake.State.SETTLED);
        }
    }

    @Test
    void an_event_that_cannot_be_read_waits_for_a_version_that_can_and_blocks_nobody() {
        try (House house = house("alice")) {
            house.plug(channel);
            wire.send(LoopbackChannel.poison("e1", "alice", "odd"));
            wire.send(LoopbackChannel.said("e2", "alice", "hello"));
            house.until("the later one answered", () -> wire.texts().contains("You said: hello"));
            assertThat(house.intake.open()).hasSize(1);
            assertThat(status(house).lastFault()).contains("e1").contains("unknown field 'poison'");
            house.plug(channel.robust());
            house.until("the odd one answered", () -> wire.texts().contains("You said: odd"));
        }
    }

    @Test
    void what_was_accepted_waits_while_its_channel_is_away() {
        LoopbackChannel other = LoopbackChannel.on(wire, 200);
        try (House house = house("alice")) {
            wire.next(Mishap.BUSY);
            house.intake.submit(new Input("raw", Channels.SOURCE + LoopbackChannel.ID, "default", "e0",
                    new Input.Raw("alice", "application/json", LoopbackChannel.said("e0", "alice", "early").getBytes()), "", 1));
            assertThat(wire.texts()).isEmpty();
            house.plug(other);
            house.until("answered", () -> wire.texts().contains("You said: early"));
        }
    }

    @Test
    void commands_work_over_a_channel() {
        try (House house = house("alice")) {
            house.plug(channel);
            wire.send(LoopbackChannel.said("e1", "alice", "/help"));
            house.until("answered, in as many parts as it takes", () -> String.join("\n", wire.texts()).contains("/help"));
        }
    }

    @Test
    void a_channel_that_does_not_open_is_tried_again_and_says_why() {
        ChannelType broken = new ChannelType() {
            private int calls;

            @Override
            public ChannelInfo info() {
                return channel.info();
            }

            @Override
            public Channel open(Account account, ChannelHost host) {
                assertThat(account.settings()).doesNotContainKey("token");
                if (calls++ == 0) {
                    throw new IllegalStateException("cannot connect with " + host.secret("token"));
                }
                return channel.open(account, host);
            }
        };
        try (House house = house("alice")) {
            house.plug(broken);
            house.until("it failed", () -> !status(house).lastFault().isEmpty());
            assertThat(status(house).lastFault()).contains("cannot connect").doesNotContain("hidden-token-value");
            wire.send(LoopbackChannel.said("e1", "alice", "hello"));
            house.until("answered", () -> wire.texts().contains("You said: hello"));
            assertThat(status(house).restarts()).isEqualTo(1);
        }
    }

    @Test
    void a_channel_of_which_two_tasks_break_at_once_is_opened_again_once() {
        CountDownLatch both = new CountDownLatch(2);
        ChannelType brittle = new ChannelType() {
            private int calls;

            @Override
            public ChannelInfo info() {
                return channel.info();
            }

            @Override
            public Channel open(Account account, ChannelHost host) {
                if (calls++ == 0) {
                    host.tasks().start("one", () -> breaks(both));
                    host.tasks().start("two", () -> breaks(both));
                }
                return channel.open(account, host);
            }
        };
        try (House house = house("alice")) {
            house.plug(brittle);
            house.until("it broke", () -> status(house).restarts() > 0);
            wire.send(LoopbackChannel.said("e1", "alice", "hello"));
            house.until("answered", () -> wire.texts().contains("You said: hello"));
            assertThat(status(house).restarts()).isEqualTo(1);
        }
    }

    private static void breaks(CountDownLatch both) {
        both.countDown();
        try {
            both.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("the line is dead");
    }

    @Test
    void a_channel_that_goes_takes_nothing_with_it() {
        try (House house = house("alice")) {
            house.plug(channel);
            wire.send(LoopbackChannel.said("e1", "alice", "hello"));
            house.until("answered", () -> wire.texts().contains("You said: hello"));
            house.channels.remove(channel);
            assertThat(house.channels.types()).isEmpty();
            wire.send(LoopbackChannel.said("e2", "alice", "again"));
            house.plug(LoopbackChannel.on(wire, 200));
            house.until("answered", () -> wire.texts().contains("You said: again"));
            assertThat(wire.texts()).containsExactly("You said: hello", "You said: again");
        }
    }
}
