package dev.chela.core.turn.internal.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.fault.Permanent;
import dev.chela.api.tool.Content;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.json.Json;
import dev.chela.core.turn.internal.settings.LoopDetection;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopGuardTest {
    private static final String NONE = "{}";
    private final LoopGuard guard = new LoopGuard(LoopDetection.USUAL);

    private static List<JsonNode> asking(String tool, String arguments) {
        return List.of(Json.object().put("id", "1").put("name", tool).set("arguments", Json.read(arguments)));
    }

    /** Whether the model was told that it goes round in a circle. */
    private boolean told(String tool, String arguments, String result) {
        return guard.watched(tool, arguments, ToolResult.text(result)).content().stream()
                .anyMatch(part -> ((Content.Text) part).text().startsWith("[note: "));
    }

    private boolean blocked(String tool, String arguments) {
        return guard.refusal(asking(tool, arguments)).isPresent();
    }

    @Test
    void moments_ids_and_process_numbers_make_no_other_result() {
        for (int i = 1; i < 10; i++) {
            String now = "2026-11-21T10:00:0" + i + ".123Z pid: 40" + i + " took " + i + " ms, request 5f2c9a10-0000-4000-8000-00000000000"
                    + i + ", at 1763712345" + i + "12";
            assertThat(told("look", NONE, now)).isEqualTo(i >= 5);
            assertThat(blocked("look", NONE)).isFalse();
        }
        guard.watched("look", NONE, ToolResult.text("2026-11-21T10:00:00Z pid: 1 took 10 ms, request 5f2c9a10-0000-4000-8000-000000000000, at 1763712345"));
        assertThat(blocked("look", NONE)).isTrue();
    }

    @Test
    void what_makes_progress_is_never_stopped() {
        for (int i = 0; i < 100; i++) {
            assertThat(told("look", NONE, "line " + i + " of the file")).isFalse();
            assertThat(told("fetch", "{\"id\":" + i + "}", "done")).isFalse();
            assertThat(blocked("look", NONE) || blocked("fetch", NONE)).isFalse();
        }
    }

    @Test
    void what_lies_further_back_than_the_history_no_longer_counts() {
        for (int i = 0; i < 50; i++) {
            assertThat(told("look", NONE, "same")).isFalse();
            for (int other = 0; other < 9; other++) {
                guard.watched("read", "{\"n\":" + i + other + "}", ToolResult.text("x"));
            }
        }
    }

    @Test
    void going_to_and_fro_between_two_calls_is_a_circle_as_well() {
        for (int i = 1; i <= 5; i++) {
            guard.watched("a", NONE, ToolResult.text("one"));
            assertThat(told("b", NONE, "two")).isEqualTo(2 * i >= 5);
        }
        assertThat(blocked("c", NONE)).isFalse();
        assertThat(blocked("a", NONE)).isTrue();
    }

    @Test
    void looking_after_what_takes_its_time_may_be_repeated_twice_as_often() {
        String poll = "{\"action\":\"poll\",\"sessionId\":\"s\"}";
        for (int i = 1; i <= 19; i++) {
            assertThat(told("process", poll, "(no new output)\n\n[running for " + i + " s]")).isEqualTo(i >= 10);
            assertThat(blocked("process", poll)).isFalse();
        }
        guard.watched("process", poll, ToolResult.text("(no new output)\n\n[running for 20 s]"));
        assertThat(blocked("process", poll)).isTrue();
    }

    @Test
    void a_second_circle_ends_the_run_also_another_one() {
        for (int i = 0; i < 10; i++) {
            guard.watched("a", NONE, ToolResult.text("same"));
        }
        assertThat(blocked("a", NONE)).isTrue();
        for (int i = 0; i < 10; i++) {
            assertThat(blocked("b", NONE)).isFalse();
            guard.watched("b", NONE, ToolResult.text("same"));
        }
        assertThatThrownBy(() -> blocked("b", NONE)).isInstanceOf(Permanent.class).hasMessageContaining("'b'");
    }

    @Test
    void the_same_call_three_times_after_a_compaction_ends_the_run() {
        for (int i = 0; i < 2; i++) {
            guard.watched("a", NONE, ToolResult.text("same"));
        }
        guard.compacted();
        for (int i = 0; i < 3; i++) {
            assertThat(blocked("a", NONE)).isFalse();
            guard.watched("a", NONE, ToolResult.text("same"));
        }
        assertThatThrownBy(() -> blocked("a", NONE)).hasMessageContaining(LoopGuard.PERSISTED);
    }

    @Test
    void it_can_be_switched_off_and_thresholds_must_make_sense() {
        LoopGuard off = new LoopGuard(new LoopDetection(false, 0, 0, 0, null));
        for (int i = 0; i < 50; i++) {
            off.watched("a", NONE, ToolResult.text("same"));
        }
        assertThat(off.refusal(asking("a", NONE))).isEmpty();
        assertThatThrownBy(() -> new LoopDetection(null, 0, 9, 9, null)).hasMessageContaining("smaller than criticalThreshold");
        assertThatThrownBy(() -> new LoopDetection(null, 10, 5, 20, null)).hasMessageContaining("historySize (10)");
    }
}
