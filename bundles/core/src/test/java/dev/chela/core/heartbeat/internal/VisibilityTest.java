package dev.chela.core.heartbeat.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Conversation.Kind;
import dev.chela.api.channel.ReplyTo;
import dev.chela.core.channel.ChannelsConfig;
import dev.chela.core.heartbeat.internal.Listener.Nobody;
import dev.chela.core.heartbeat.internal.Listener.Someone;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.turn.internal.Talk;
import dev.chela.testkit.channel.LoopbackChannel;
import dev.chela.testkit.channel.Wire;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of heartbeats is seen over a channel. */
class VisibilityTest {
    @TempDir
    Path root;

    private final Wire wire = new Wire(Wire.Memory.NONE);
    private Talk talk;
    private BeatHouse beats;

    @BeforeEach
    void open() throws Exception {
        talk = new Talk(root, LoopbackChannel.on(wire, 2_000), Map.of("loopback", Map.of("allowFrom", List.of("alice"), "dmPolicy", "allowlist")));
        beats = new BeatHouse(talk).list("- water the plants");
        wire.send(LoopbackChannel.said("e1", "alice", "hello"));
        talk.model.next().answer("yes");
        talk.house.until("answered", () -> wire.texts().contains("yes"));
    }

    @AfterEach
    void close() {
        beats.close();
    }

    private BeatHouse seen(Map<String, Object> heartbeat) {
        return beats.over(Map.of("loopback", Map.of("heartbeat", heartbeat)));
    }

    private JsonNode beat(String answer) throws Exception {
        int before = beats.told.size();
        beats.pass();
        talk.model.next().answer(answer);
        return beats.told(before + 1);
    }

    @Test
    void that_there_is_nothing_to_tell_is_told_where_somebody_wants_to_know_it() throws Exception {
        JsonNode silent = beat("HEARTBEAT_OK");
        assertThat(silent.path("silent").asBoolean()).isTrue();
        assertThat(silent.has("to")).isFalse();
        seen(Map.of("showOk", true));
        JsonNode told = beat("NO_REPLY");
        assertThat(told.path("status").asText()).isEqualTo("ok-token");
        assertThat(told.has("silent")).isFalse();
        assertThat(told.path("to").asText()).isEqualTo("alice");
        talk.house.until("it arrived", () -> wire.texts().size() == 2);
        assertThat(wire.texts()).containsExactly("yes", "HEARTBEAT_OK");
        assertThat(beats.conversation()).doesNotContain("assistant: HEARTBEAT_OK");
    }

    @Test
    void what_there_is_to_tell_stays_in_the_conversation_where_nobody_wants_to_be_told() throws Exception {
        seen(Map.of("showAlerts", false));
        JsonNode told = beat("The ficus is dry.");
        assertThat(told.path("reason").asText()).isEqualTo("alerts-disabled");
        assertThat(told.path("preview").asText()).isEqualTo("The ficus is dry.");
        assertThat(told.path("indicatorType").asText()).isEqualTo("alert");
        assertThat(beats.conversation()).last().isEqualTo("assistant: The ficus is dry.");
        seen(Map.of());
        assertThat(beat("The ficus is dry.").path("status").asText()).isEqualTo("sent");
        talk.house.until("it arrived", () -> wire.texts().size() == 2);
        assertThat(wire.texts()).containsExactly("yes", "The ficus is dry.");
    }

    @Test
    void where_nothing_of_it_would_be_seen_no_model_is_asked() {
        seen(Map.of("showAlerts", false, "useIndicator", false)).pass();
        assertThat(beats.told(1).path("reason").asText()).isEqualTo("alerts-disabled");
        assertThat(talk.model.idle()).isTrue();
    }

    @Test
    void clients_show_no_sign_of_it_where_that_is_not_wanted() throws Exception {
        assertThat(beat("HEARTBEAT_OK").path("indicatorType").asText()).isEqualTo("ok");
        seen(Map.of("useIndicator", false));
        assertThat(beat("HEARTBEAT_OK").has("indicatorType")).isFalse();
    }

    @Test
    void an_account_goes_before_its_channel_and_that_before_all_channels_part_by_part() {
        Listener alice = new Someone(new ReturnAddress("loopback", "default", new Conversation("alice", Kind.DIRECT, "", "", ""), "", ReplyTo.NONE));
        assertThat(Visibility.of(new ChannelsConfig(Map.of()), alice)).isEqualTo(new Visibility(false, true, true));
        ChannelsConfig said = new ChannelsConfig(Map.of("defaults", Map.of("heartbeat", Map.of("showOk", true, "showAlerts", false)),
                "loopback", Map.of("heartbeatVisibility", Map.of("showAlerts", true),
                        "accounts", Map.of("default", Map.of("heartbeat", Map.of("useIndicator", false))))));
        assertThat(Visibility.of(said, alice)).isEqualTo(new Visibility(true, true, false));
        assertThat(Visibility.of(said, new Nobody("no-target", false))).isEqualTo(Visibility.USUAL);
        ChannelsConfig elsewhere = new ChannelsConfig(Map.of("pigeon", Map.of("heartbeat", Map.of("showOk", true))));
        assertThat(Visibility.of(elsewhere, alice)).isEqualTo(Visibility.USUAL);
    }

    @Test
    void what_is_neither_true_nor_false_is_refused_with_its_place() {
        assertThatThrownBy(() -> new ChannelsConfig(Map.of("telegram", Map.of("accounts", Map.of("home", Map.of("heartbeat", Map.of("showOk", "yes")))))))
                .hasMessageContaining("channels.telegram.accounts.home.heartbeat").hasMessageContaining("showAlerts");
        assertThatThrownBy(() -> new ChannelsConfig(Map.of("defaults", Map.of("heartbeat", Map.of("showFine", true)))))
                .hasMessageContaining("channels.defaults.heartbeat");
        assertThatThrownBy(() -> new ChannelsConfig(Map.of("defaults", Map.of("heartbeat", true)))).hasMessageContaining("channels.defaults.heartbeat");
    }
}
