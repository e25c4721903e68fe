package dev.chela.core.schedule.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.core.home.PrivateFiles;
import dev.chela.core.json.Json;
import dev.chela.core.schedule.Schedule;
import dev.chela.core.schedule.Schedule.Declared;
import dev.chela.core.schedule.Schedule.Mode;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
    static final String TURN = "'payload':{'kind':'agentTurn','message':'water the plants'}";
    static final String EVERY = "'name':'plants','schedule':{'kind':'every','everyMs':86400000}";

    @TempDir
    Path root;

    private Talk talk;
    private CronSchedule schedule;
    private final List<Schedule.Changed> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() {
        talk = new Talk(root);
        talk.house.events.listen(Schedule.Changed.class, told::add);
        schedule = CronHouse.schedule(talk, talk.house.clock);
    }

    @AfterEach
    void close() {
        schedule.stop();
        talk.close();
    }

    static ObjectNode json(String text) {
        return (ObjectNode) Json.read("{" + text.replace('\'', '"') + "}");
    }

    private ObjectNode finished(int count) {
        talk.house.until(count + " runs have ended", () -> schedule.log(Optional.empty()).size() >= count);
        return schedule.log(Optional.empty()).get(0);
    }

    private Path file() {
        return root.resolve("cron/jobs.json");
    }

    @Test
    void a_job_that_is_due_is_said_to_the_agent_in_a_conversation_of_its_own_and_its_end_is_logged() throws Exception {
        String id = schedule.add(json("'name':'plants','schedule':{'kind':'at','at':'2026-01-01T07:00:00Z'}," + TURN)).path("id").asText();
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard().get(asked.heard().size() - 1)).contains("[cron:" + id + " plants] water the plants");
        asked.answer("they are wet");
        ObjectNode entry = finished(1);
        assertThat(entry.path("status").asText()).isEqualTo("ok");
        assertThat(entry.path("summary").asText()).isEqualTo("they are wet");
        assertThat(entry.path("runId").asText()).isEqualTo(id + "@1767250800000");
        assertThat(entry.path("sessionKey").asText()).isEqualTo("agent:main:cron:" + id + ":run:1767250800000");
        assertThat(entry.path("usage").path("total_tokens").asLong()).isPositive();
        talk.house.until("the job is gone", () -> schedule.jobs().isEmpty());
        assertThat(Files.readString(file())).doesNotContain(id);
        assertThat(told).extracting(Schedule.Changed::action).startsWith("added", "started", "finished");
    }

    @Test
    void a_run_by_hand_leaves_the_schedule_as_it_is_and_no_second_one_begins_beside_it() throws Exception {
        ObjectNode job = schedule.add(json(EVERY + "," + TURN));
        String id = job.path("id").asText();
        Schedule.Started started = schedule.run(id, Mode.FORCE);
        assertThat(started.runId()).startsWith("manual:" + id + ":");
        PacedModel.Asked asked = talk.model.next();
        assertThat(schedule.run(id, Mode.FORCE)).isEqualTo(new Schedule.Started("", "already-running"));
        assertThat(schedule.run(id, Mode.DUE).reason()).isEqualTo("not-due");
        assertThat(schedule.job(id).orElseThrow().path("state").has("runningAtMs")).isTrue();
        asked.answer("NO_REPLY");
        assertThat(finished(1).path("deliveryStatus").asText()).isEqualTo("not-requested");
        ObjectNode after = schedule.job(id).orElseThrow();
        assertThat(after.path("nextRunAtMs").asLong()).isEqualTo(job.path("createdAtMs").asLong() + 86_400_000);
        assertThat(after.path("state").has("runningAtMs")).isFalse();
    }

    @Test
    void what_is_edited_by_hand_is_taken_up_and_what_cannot_be_understood_stays_and_is_named() {
        talk.house.home.directory("cron");
        PrivateFiles.write(file(), """
                {"version":1,"jobs":[
                  {"id":"a","name":"good","schedule":{"kind":"cron","expr":"0 9 * * *","tz":"UTC"},"payload":{"kind":"systemEvent","text":"hello"},"note":"mine"},
                  {"id":"b","name":"bad","schedule":{"kind":"cron","expr":"soon"},"payload":{"kind":"systemEvent","text":"hello"}}]}""");
        assertThat(schedule.jobs()).extracting(job -> job.path("id").asText()).containsExactly("a");
        assertThat(schedule.status().faulty()).singleElement().asString().startsWith("b: ").contains("'soon'");
        schedule.update("a", json("'name':'better'"), "");
        assertThat(read()).contains("better").contains("\"note\" : \"mine\"").contains("soon");
        PrivateFiles.write(file(), "{oh");
        assertThat(schedule.jobs()).hasSize(1);
        assertThat(schedule.status().faulty()).anySatisfy(fault -> assertThat(fault).contains("line 1"));
    }

    private String read() {
        try {
            return Files.readString(file());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void nobody_who_has_no_job_pays_for_the_schedule() {
        assertThat(schedule.jobs()).isEmpty();
        assertThat(schedule.status().nextAt()).isEmpty();
        assertThat(file().getParent()).doesNotExist();
    }

    @Test
    void looking_changes_nothing() {
        schedule.add(json(EVERY + "," + TURN));
        String before = schedule.jobs().toString() + read();
        schedule.status();
        schedule.log(Optional.empty());
        assertThat(schedule.jobs().toString() + read()).isEqualTo(before);
    }

    @Test
    void an_event_waits_for_the_next_turn_of_the_main_conversation_or_starts_one() throws Exception {
        String id = schedule.add(json(EVERY + ",'wakeMode':'next-heartbeat','payload':{'kind':'systemEvent','text':'the post is here'}")).path("id").asText();
        schedule.run(id, Mode.FORCE);
        assertThat(finished(1).path("status").asText()).isEqualTo("ok");
        schedule.update(id, json("'wakeMode':'now'"), "");
        schedule.run(id, Mode.FORCE);
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard().toString()).contains("the post is here");
        asked.answer("seen");
        assertThat(finished(2).path("sessionKey").asText()).isEqualTo("agent:main:main");
    }

    @Test
    void a_job_that_fails_pauses_and_one_that_fails_ten_times_in_a_row_is_switched_off_and_somebody_is_told() throws Exception {
        String id = schedule.add(json(EVERY + "," + TURN)).path("id").asText();
        for (int run = 1; run <= 10; run++) {
            schedule.run(id, Mode.FORCE);
            talk.model.next().fail(new Permanent("no such model"));
            assertThat(finished(run).path("error").asText()).contains("no such model");
        }
        talk.house.until("it is off", () -> !schedule.job(id).orElseThrow().path("enabled").asBoolean());
        assertThat(schedule.job(id).orElseThrow().path("state").path("autoDisabled").path("consecutiveErrors").asInt()).isEqualTo(10);
        assertThat(talk.house.systemEvents.waiting(new dev.chela.api.id.SessionKey("agent:main:main"))).singleElement()
                .extracting(event -> event.text()).asString().contains("\"plants\" failed 2 times in a row");
        schedule.update(id, json("'enabled':true"), "");
        assertThat(schedule.job(id).orElseThrow().path("state").has("consecutiveErrors")).isFalse();
    }

    @Test
    void a_job_that_runs_once_is_repeated_after_a_passing_fault_and_kept_when_it_cannot_work() throws Exception {
        String id = schedule.add(json("'name':'once','schedule':{'kind':'at','at':'2026-01-01T07:00:00Z'}," + TURN)).path("id").asText();
        talk.model.next().fail(new Transient("busy", Duration.ZERO));
        assertThat(finished(1).path("errorReason").asText()).isIn("timeout", "rate_limit");
        ObjectNode job = schedule.job(id).orElseThrow();
        assertThat(job.path("nextRunAtMs").asLong()).isGreaterThan(job.path("state").path("lastRunAtMs").asLong());
        assertThat(job.path("enabled").asBoolean()).isTrue();
        schedule.run(id, Mode.FORCE);
        talk.model.next().fail(new Permanent("no such model"));
        finished(2);
        assertThat(schedule.job(id)).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'schedule':{'kind':'every','everyMs':5} | at /schedule/everyMs",
        "'schedule':{'kind':'cron','expr':'0 9 * * *','tz':'Mars/Olympus'} | 'Mars/Olympus' is no time zone",
        "'schedule':{'kind':'at','at':'tomorrow'} | 'tomorrow' is no time",
        "'schedule':{'kind':'stream','command':['a']} | must be one of at, every, cron, on-exit",
        "'payload':{'kind':'script','script':'x'} | must be one of systemEvent, agentTurn, command",
        "'payload':{'kind':'agentTurn','message':'x','fallbacks':[]} | fallbacks",
        "'sessionTarget':'main' | the main session takes payloads of kind systemEvent",
        "'delivery':{'mode':'webhook','to':'ftp://x'} | must be an http or https address",
        "'trigger':{'script':'x'} | at /trigger",
        "'policy':{'misfire':'never'} | must be one of skip, once, all",
        "'failureAlert':{'afterwards':1} | at /failureAlert/afterwards"})
    void what_is_wrong_with_a_job_is_said_with_its_place(String part, String why) {
        ObjectNode job = json(EVERY + "," + TURN);
        job.setAll(json(part));
        assertThatThrownBy(() -> schedule.add(job)).isInstanceOf(Permanent.class).hasMessageContaining(why);
        assertThat(schedule.jobs()).isEmpty();
    }

    @Test
    void a_patch_changes_what_it_names_takes_away_what_is_null_and_needs_the_revision_it_was_made_for() {
        ObjectNode job = schedule.add(json(EVERY + ",'delivery':{'mode':'announce','channel':'last','to':'x'}," + TURN));
        String id = job.path("id").asText();
        ObjectNode now = schedule.update(id, json("'delivery':{'to':null},'payload':{'kind':'agentTurn','thinking':'high'}"), job.path("configRevision").asText());
        assertThat(now.path("delivery").toString()).isEqualTo("{\"mode\":\"announce\",\"channel\":\"last\"}");
        assertThat(now.path("payload").path("message").asText()).isEqualTo("water the plants");
        assertThatThrownBy(() -> schedule.update(id, json("'name':'x'"), job.path("configRevision").asText())).hasMessageContaining("has changed meanwhile");
        assertThatThrownBy(() -> schedule.update("none", json("'name':'x'"), "")).isInstanceOf(Schedule.NoSuchJob.class);
    }

    @Test
    void those_who_declare_the_same_job_at_once_make_one() throws Exception {
        int many = 8;
        CyclicBarrier together = new CyclicBarrier(many);
        List<FutureTask<Declared>> all = IntStream.range(0, many).mapToObj(n -> new FutureTask<>(() -> {
            together.await();
            return schedule.declare(json(EVERY + "," + TURN + ",'declarationKey':'backup','description':'" + n + "'"));
        })).toList();
        all.forEach(task -> new Thread(task, "declares").start());
        int created = 0;
        for (FutureTask<Declared> task : all) {
            created += task.get(1, TimeUnit.MINUTES).created() ? 1 : 0;
        }
        assertThat(created).isEqualTo(1);
        assertThat(schedule.jobs()).hasSize(1);
    }
}
