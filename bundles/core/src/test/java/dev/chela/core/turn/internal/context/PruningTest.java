package dev.chela.core.turn.internal.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.core.json.Json;
import dev.chela.core.session.Blocks;
import dev.chela.core.session.Entry;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import dev.chela.core.turn.internal.context.PrunePlan.Cut;
import dev.chela.core.turn.internal.settings.ContextSettings;
import dev.chela.core.turn.internal.settings.ContextSettings.HardClear;
import dev.chela.core.turn.internal.settings.ContextSettings.Mode;
import dev.chela.core.turn.internal.settings.ContextSettings.Pruning;
import dev.chela.core.turn.internal.settings.ContextSettings.SoftTrim;
import dev.chela.core.turn.internal.settings.ContextSettings.Which;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruningTest {
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    @TempDir
    private Path root;

    private static Pruning pruning(Integer keep, Integer least, Which tools, HardClear hard) {
        return new Pruning(Mode.CACHE_TTL, AT_ONCE, keep, null, null, least, tools, null, hard);
    }

    private static Entry entry(String id, String role, String tool, String text) {
        var message = Json.object().put("role", role);
        if (!tool.isEmpty()) {
            message.put("toolName", tool);
        }
        message.putArray("content").add(Blocks.text(text));
        return Entry.message(id, Instant.EPOCH, message);
    }

    /** Turns of a person, each with one result of this length. */
    private static List<Entry> talk(int turns, int length) {
        List<Entry> talk = new ArrayList<>();
        for (int i = 1; i <= turns; i++) {
            talk.add(entry("u" + i, "user", "", "question " + i));
            talk.add(entry("c" + i, "assistant", "", "working"));
            talk.add(entry("r" + i, "toolResult", i % 2 == 0 ? "exec" : "read", "a".repeat(length - 1) + "z"));
        }
        return talk;
    }

    @Test
    void below_a_third_of_the_window_nothing_is_cut() {
        assertThat(PrunePlan.of(talk(6, 5_000), 100_000, pruning(null, null, null, null)).isEmpty()).isTrue();
    }

    @Test
    void long_results_are_cut_to_their_beginning_and_end_but_never_those_of_the_newest_answers() {
        Pruning settings = pruning(null, null, null, null);
        List<Entry> talk = talk(6, 10_000);
        PrunePlan plan = PrunePlan.of(talk, 30_000, settings);
        assertThat(plan.cuts()).isEqualTo(Map.of("r1", Cut.TRIM, "r2", Cut.TRIM, "r3", Cut.TRIM));
        List<Entry> shown = plan.applied(talk, settings);
        assertThat(shown.get(2).text()).startsWith("a".repeat(1_500) + "\n...\n").contains("z\n\n[Cut: the first 1500 and the last 1500 of 10000 characters.]");
        assertThat(shown.get(11)).isEqualTo(talk.get(11));
        assertThat(talk.get(2).text()).hasSize(10_000);
    }

    @Test
    void when_that_is_not_enough_the_oldest_results_are_left_out_until_it_is() {
        Pruning settings = pruning(1, 10_000, null, null);
        List<Entry> talk = talk(10, 4_000);
        PrunePlan plan = PrunePlan.of(talk, 15_000, settings);
        assertThat(plan.cuts().keySet()).isEqualTo(java.util.Set.of("r1", "r2", "r3"));
        assertThat(plan.applied(talk, settings).get(2).text()).isEqualTo("[Old tool result content cleared]");
        assertThat(PrunePlan.of(talk, 15_000, pruning(1, 50_000, null, null)).isEmpty()).isTrue();
        assertThat(PrunePlan.of(talk, 15_000, pruning(1, 10_000, null, new HardClear(false, null))).isEmpty()).isTrue();
    }

    @Test
    void tools_can_be_named_and_pictures_stay() {
        List<Entry> talk = talk(6, 10_000);
        ((com.fasterxml.jackson.databind.node.ArrayNode) talk.get(8).message().path("content")).add(Blocks.image("image/png", "aGk="));
        assertThat(PrunePlan.of(talk, 30_000, pruning(null, null, null, null)).cuts()).containsOnlyKeys("r1", "r2");
        assertThat(PrunePlan.of(talk, 30_000, pruning(null, null, new Which(List.of("ex*"), null), null)).cuts()).containsOnlyKeys("r2");
        assertThat(PrunePlan.of(talk, 30_000, pruning(null, null, new Which(null, List.of("exec")), null)).cuts()).containsOnlyKeys("r1");
    }

    @Test
    void figures_that_contradict_each_other_are_refused() {
        assertThatThrownBy(() -> new SoftTrim(2_000, 1_500, null)).hasMessageContaining("must not be more than maxChars (2000)");
        assertThatThrownBy(() -> new Pruning(null, null, null, 1.5, null, null, null, null, null)).hasMessageContaining("softTrimRatio");
    }

    @Test
    void what_was_cut_once_stays_cut_also_after_a_restart_and_stands_whole_in_the_transcript() throws Exception {
        ContextSettings settings = new ContextSettings(new ContextSettings.Defaults(null, pruning(1, null, null, null)));
        String found = "f".repeat(150_000);
        try (Talk talk = new Talk(root, settings).tool("look", arguments -> found)) {
            talk.say("a", "first");
            talk.model.next().call("1:look");
            PacedModel.Asked warm = talk.model.next();
            assertThat(warm.results()).containsExactly(found);
            warm.answer("seen");
            talk.end("a");
            while (!talk.house.clock.now().isAfter(answeredAt(talk).plusMillis(2))) {
                Thread.onSpinWait();
            }
            talk.say("b", "second");
            PacedModel.Asked cold = talk.model.next();
            assertThat(cold.results().get(0)).hasSizeLessThan(3_200);
            cold.answer("done");
            talk.end("b");
            assertThat(talk.story()).contains("toolResult: " + found);
        }
        ContextSettings patient = new ContextSettings(new ContextSettings.Defaults(null,
                new Pruning(Mode.CACHE_TTL, Duration.ofDays(1), 1, null, null, null, null, null, null)));
        try (Talk talk = new Talk(root, patient)) {
            talk.say("c", "third");
            PacedModel.Asked asked = talk.model.next();
            assertThat(asked.results().get(0)).hasSizeLessThan(3_200);
            asked.answer("done");
            talk.end("c");
        }
    }

    private static Instant answeredAt(Talk talk) {
        return Instant.ofEpochMilli(talk.house.sessions.open(House.MAIN).last().endedAt());
    }

    @Test
    void nothing_is_cut_unless_it_is_switched_on() throws Exception {
        try (Talk talk = new Talk(root).tool("look", arguments -> "f".repeat(200_000))) {
            talk.say("a", "first");
            talk.model.next().call("1:look");
            talk.model.next().answer("seen");
            talk.end("a");
            talk.say("b", "second");
            assertThat(talk.model.next().results().get(0)).hasSize(200_000);
        }
    }
}
