package dev.chela.core.heartbeat.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.heartbeat.internal.HeartbeatConfig.DirectPolicy;
import dev.chela.core.heartbeat.internal.HeartbeatConfig.Heartbeat;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.Talk;
import dev.chela.core.usage.BudgetConfig.Amount;
import dev.chela.core.usage.BudgetConfig.Budget;
import dev.chela.testkit.channel.LoopbackChannel;
import dev.chela.testkit.channel.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who hears of it when a heartbeat has something to tell. */
class AlertTest {
    @TempDir
    Path root;

    private final Wire wire = new Wire(Wire.Memory.NONE);
    private Talk talk;
    private BeatHouse beats;

    @BeforeEach
    void open() {
        talk = new Talk(root, LoopbackChannel.on(wire, 2_000), Map.of("loopback", Map.of("allowFrom", List.of("alice"), "dmPolicy", "allowlist")));
        beats = new BeatHouse(talk).list("- water the plants");
    }

    @AfterEach
    void close() {
        beats.close();
    }

    private static Heartbeat to(String target, String to, DirectPolicy policy) {
        return new Heartbeat(null, null, target, to, null, policy, null, null, null, null, null, null, null, null);
    }

    private void aliceSays(String text) throws Exception {
        wire.send(LoopbackChannel.said("e-" + text, "alice", text));
        talk.model.next().answer("yes");
        talk.house.until("answered", () -> wire.texts().contains("yes"));
    }

    private JsonNode beat(int count, String answer) throws Exception {
        beats.pass();
        talk.model.next().answer(answer);
        return beats.told(count);
    }

    @Test
    void whoever_wrote_last_hears_of_it_and_not_twice_the_same_within_a_day() throws Exception {
        aliceSays("hello");
        JsonNode told = beat(1, "The ficus is dry.\nHEARTBEAT_OK is not what I can say. " + "x".repeat(300));
        assertThat(told.path("status").asText()).isEqualTo("sent");
        assertThat(told.path("to").asText()).isEqualTo("alice");
        assertThat(told.path("channel").asText()).isEqualTo("loopback");
        talk.house.until("it arrived", () -> wire.texts().size() == 2);
        assertThat(wire.texts().get(1)).startsWith("The ficus is dry.").doesNotContain("HEARTBEAT_OK");
        assertThat(beat(2, "The ficus is dry.\nis not what I can say. " + "x".repeat(300)).path("reason").asText()).isEqualTo("duplicate");
        beats.pass(Duration.ofHours(24));
        talk.model.next().answer("The ficus is dry.\nis not what I can say. " + "x".repeat(300));
        assertThat(beats.told(3).path("status").asText()).isEqualTo("sent");
    }

    @Test
    void the_owner_or_somebody_by_name_hears_of_it_without_having_written() throws Exception {
        beats.again(said -> to("owner", null, null));
        assertThat(beat(1, "one").path("to").asText()).isEqualTo("alice");
        beats.again(said -> to("loopback", "bob", null));
        assertThat(beat(2, "two").path("to").asText()).isEqualTo("bob");
        talk.house.until("both arrived", () -> wire.texts().containsAll(List.of("one", "two")));
    }

    @Test
    void nobody_hears_of_it_where_that_is_forbidden() throws Exception {
        aliceSays("hello");
        beats.again(said -> to("none", null, null));
        assertThat(beat(1, "one").path("reason").asText()).isEqualTo("target-none");
        beats.again(said -> to("last", null, DirectPolicy.BLOCK));
        assertThat(beat(2, "two").path("reason").asText()).isEqualTo("dm-blocked");
        assertThat(wire.texts()).containsExactly("yes");
    }

    @Test
    void a_target_that_does_not_exist_is_named_before_a_model_is_asked() {
        beats.again(said -> to("pigeon", "bob", null)).pass();
        assertThat(beats.told(1).path("reason").asText()).startsWith("no-route: ").contains("pigeon");
        assertThat(talk.model.idle()).isTrue();
    }

    @Test
    void what_did_not_arrive_is_told_as_a_failure() throws Exception {
        aliceSays("hello");
        wire.next(Wire.Mishap.REFUSED);
        assertThat(beat(1, "The ficus is dry.").path("status").asText()).isEqualTo("sent");
        assertThat(beats.told(2).path("status").asText()).isEqualTo("failed");
    }

    @Test
    void that_the_days_budget_is_used_up_is_told_once() throws Exception {
        aliceSays("hello");
        beats.again(said -> new Heartbeat(null, null, null, null, null, null, null, null, null, null, null, null, null,
                new Budget(null, new Amount(0.000001, null))));
        beat(1, "HEARTBEAT_OK");
        beats.pass().pass();
        assertThat(beats.told(3).path("reason").asText()).startsWith("budget: ");
        talk.house.until("it arrived", () -> wire.texts().size() == 2);
        assertThat(wire.texts().get(1)).startsWith("No more heartbeats today: ").contains("budget.day");
    }

    @Test
    void what_a_woken_agent_answers_goes_the_same_way() throws Exception {
        aliceSays("hello");
        beats.heartbeats.wake(House.MAIN, "The post is here.");
        talk.model.next().answer("You have a letter.");
        assertThat(beats.told(1).path("status").asText()).isEqualTo("sent");
        talk.house.until("it arrived", () -> wire.texts().contains("You have a letter."));
    }
}
