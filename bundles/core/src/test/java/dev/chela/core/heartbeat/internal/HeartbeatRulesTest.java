package dev.chela.core.heartbeat.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.id.AgentId;
import dev.chela.core.heartbeat.internal.HeartbeatConfig.Choice;
import dev.chela.core.heartbeat.internal.HeartbeatConfig.Heartbeat;
import dev.chela.core.turn.Tidings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said of heartbeats without a house. */
class HeartbeatRulesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "HEARTBEAT_OK | ''", "heartbeat_ok. | ''", "**HEARTBEAT_OK** | ''", "<b>HEARTBEAT_OK</b> | ''", "`HEARTBEAT_OK` all quiet | ''",
        "All is quiet. HEARTBEAT_OK | ''", "NO_REPLY | ''", "'  ' | ''", "The ficus is dry. | The ficus is dry.",
        "HEARTBEAT_OK but the ficus is really very dry today | but the ficus is really very dry today",
        "The word is HEARTBEAT_OK and nothing else, the ficus is dry | The word is and nothing else, the ficus is dry",
        "HEARTBEAT_OKAY | HEARTBEAT_OKAY", "MY_HEARTBEAT_OK | MY_HEARTBEAT_OK"})
    void an_answer_is_told_unless_it_says_that_there_is_nothing(String answer, String told) {
        assertThat(Tidings.of(answer, 20)).isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n \n", "# Heading", "## A\n\n- \n* [ ]\n", "<!-- all\nof this -->", "<!-- never closed", "1.\n---\n```\n```"})
    void a_list_of_headings_comments_and_empty_points_is_empty(String text) {
        assertThat(new Checklist(text, true).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"- water", "water", "# A\n- [ ] water", "<!-- x --> water", "-water", "#water"})
    void a_list_with_a_word_in_it_is_not(String text) {
        assertThat(new Checklist(text, true).isEmpty()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "08:00,22:00,07:59:59,false", "08:00,22:00,08:00:00,true", "08:00,22:00,21:59:59,true", "08:00,22:00,22:00:00,false",
        "22:00,06:00,23:00:00,true", "22:00,06:00,05:59:59,true", "22:00,06:00,06:00:00,false", "09:00,09:00,09:00:00,false",
        "00:00,24:00,23:59:59,true", "00:00,24:00,00:00:00,true"})
    void hours_go_from_the_first_to_before_the_last_and_past_midnight(String start, String end, String time, boolean active) {
        assertThat(new ActiveHours(start, end, "Asia/Tokyo").contain(Instant.parse("2026-05-05T" + time + "+09:00"))).isEqualTo(active);
    }

    @Test
    void hours_that_are_none_are_refused_by_name() {
        assertThatThrownBy(() -> new ActiveHours("8", null, null)).hasMessageContaining("start is \"8\"");
        assertThatThrownBy(() -> new ActiveHours(null, "25:00", null)).hasMessageContaining("end is \"25:00\"");
        assertThatThrownBy(() -> new ActiveHours(null, null, "Mars/Olympus")).hasMessageContaining("Mars/Olympus");
    }

    private static Heartbeat every(Object every) {
        return new Heartbeat(every, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    @Test
    void intervals_are_texts_or_minutes() {
        assertThat(every("1h30m").interval()).contains(Duration.ofMinutes(90));
        assertThat(every(45).interval()).contains(Duration.ofMinutes(45));
        assertThat(every("0m").interval()).contains(Duration.ZERO);
        assertThat(every(null).interval()).isEmpty();
        assertThatThrownBy(() -> every("often")).hasMessageContaining("every is \"often\"");
        assertThatThrownBy(() -> every("5ms")).hasMessageContaining("every is \"5ms\"");
        assertThatThrownBy(() -> new Heartbeat(null, null, "last", "bob", null, null, null, null, null, null, null, null, null, null))
                .hasMessageContaining("target must name the channel");
    }

    @Test
    void where_some_agents_say_something_of_it_only_those_have_heartbeats() {
        AgentId main = AgentId.MAIN;
        AgentId molly = new AgentId("molly");
        HeartbeatConfig silent = new HeartbeatConfig(new Choice(every("1h")), null);
        assertThat(silent.of(main, main).orElseThrow().interval()).contains(Duration.ofHours(1));
        assertThat(silent.of(molly, main)).isEmpty();
        HeartbeatConfig own = new HeartbeatConfig(new Choice(every("1h")), Map.of("molly", new Choice(Heartbeat.UNSAID), "main", new Choice(null)));
        assertThat(own.of(main, main)).isEmpty();
        assertThat(own.of(molly, main).orElseThrow().interval()).contains(Duration.ofHours(1));
    }

    @Test
    void whoever_has_an_entry_of_its_own_is_told_to_change_that() {
        AgentId molly = new AgentId("molly");
        HeartbeatConfig own = new HeartbeatConfig(new Choice(every("1h")), Map.of("molly", new Choice(Heartbeat.UNSAID), "main", new Choice(null)));
        assertThat(own.place(molly)).isEqualTo("agents.entries.molly.heartbeat");
        assertThat(own.place(AgentId.MAIN)).isEqualTo("agents.defaults.heartbeat");
        assertThat(new HeartbeatConfig(null, null).place(molly)).isEqualTo("agents.defaults.heartbeat");
    }
}
