package dev.chela.core.schedule.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.grant.Child;
import dev.chela.api.id.AgentId;
import dev.chela.core.schedule.Schedule.Mode;
import dev.chela.core.turn.internal.Talk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that run a command of the machine: with what it begins, what its end says, and what of it a stop of the gateway leaves. */
class JobCommandTest {
    private static final int AT_ONCE = 8;

    @TempDir
    Path root;

    /** A program as it was asked for. */
    private record Begun(String line, Path directory, Map<String, String> environment, Duration timeout, HeldChild child) {}

    private final List<Begun> begun = new CopyOnWriteArrayList<>();
    private Talk talk;
    private CronSchedule schedule;

    @BeforeEach
    void open() {
        talk = new Talk(root);
        schedule = CronHouse.schedule(talk, talk.house.clock, this::launch);
    }

    @AfterEach
    void close() {
        schedule.stop();
        talk.close();
    }

    private Child launch(AgentId agent, String line, Path directory, Map<String, String> environment, Duration timeout) {
        HeldChild child = new HeldChild();
        begun.add(new Begun(line, directory, environment, timeout, child));
        return child;
    }

    /** Another gateway in the same house. */
    private void restart() {
        schedule.stop();
        begun.clear();
        schedule = CronHouse.schedule(talk, talk.house.clock, this::launch);
    }

    /** Adds a job and starts it by hand. */
    private void run(String payload) {
        String id = schedule.add(ScheduleTest.json(ScheduleTest.EVERY + ",'payload':{'kind':'command'," + payload + "}")).path("id").asText();
        assertThat(schedule.run(id, Mode.FORCE).reason()).isEmpty();
    }

    private List<Begun> begun(int count) {
        talk.house.until(count + " commands have begun", () -> begun.size() >= count);
        return begun;
    }

    private List<ObjectNode> log(int count) {
        talk.house.until(count + " runs have ended", () -> schedule.log(Optional.empty()).size() >= count);
        return schedule.log(Optional.empty());
    }

    @Test
    void it_begins_where_with_what_and_for_as_long_as_the_job_says() throws Exception {
        Path there = Files.createDirectories(root.resolve("there"));
        run("'argv':['make','it\\u0027s all'],'cwd':'" + there + "','env':{'DAY':'monday'},'timeoutSeconds':7");
        Begun one = begun(1).get(0);
        assertThat(one.line()).isEqualTo("'make' 'it'\\''s all'");
        assertThat(one.directory()).isEqualTo(there);
        assertThat(one.environment()).containsEntry("DAY", "monday");
        assertThat(one.timeout()).isEqualTo(Duration.ofSeconds(7));
        one.child().end(0, "all made\n");
        ObjectNode entry = log(1).get(0);
        assertThat(entry.path("status").asText()).isEqualTo("ok");
        assertThat(entry.path("completionStatus").asText()).isEqualTo("succeeded");
        assertThat(entry.path("summary").asText()).isEqualTo("all made");
    }

    @Test
    void where_the_job_says_nothing_it_has_ten_minutes_and_of_what_it_prints_the_end_is_kept() throws Exception {
        run("'argv':['make'],'outputMaxBytes':9");
        assertThat(begun(1).get(0).timeout()).isEqualTo(Duration.ofMinutes(10));
        begun.get(0).child().end(0, "a great many words, and the end");
        assertThat(log(1).get(0).path("summary").asText()).isEqualTo("…d the end");
    }

    @Test
    void one_that_ends_badly_is_logged_with_its_code_and_what_it_printed() throws Exception {
        run("'argv':['make']");
        begun(1).get(0).child().end(2, "no rule");
        ObjectNode entry = log(1).get(0);
        assertThat(entry.path("status").asText()).isEqualTo("error");
        assertThat(entry.path("completionStatus").asText()).isEqualTo("failed");
        assertThat(entry.path("error").asText()).isEqualTo("the command ended with code 2: no rule");
    }

    @Test
    void of_those_that_ran_at_a_stop_the_outcome_is_unknown_and_the_one_that_had_not_begun_begins_after_the_start() throws Exception {
        for (int i = 0; i <= AT_ONCE; i++) {
            run("'argv':['make','" + i + "']");
        }
        List<String> ran = begun(AT_ONCE).stream().map(Begun::line).toList();
        restart();
        assertThat(log(AT_ONCE)).hasSize(AT_ONCE).allSatisfy(entry -> {
            assertThat(entry.path("completionStatus").asText()).isEqualTo("unknown");
            assertThat(entry.path("error").asText()).contains("the gateway stopped while the command ran");
        });
        assertThat(begun(1)).hasSize(1);
        assertThat(ran).doesNotContain(begun.get(0).line());
        begun.get(0).child().end(0, "late");
        assertThat(log(AT_ONCE + 1)).extracting(entry -> entry.path("completionStatus").asText()).containsOnlyOnce("succeeded");
        assertThat(begun).hasSize(1);
    }
}
