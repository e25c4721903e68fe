package dev.chela.core.schedule.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Transient;
import dev.chela.core.home.PrivateFiles;
import dev.chela.core.inbox.Intake;
import dev.chela.core.turn.internal.Talk;
import dev.chela.core.turn.internal.WallClock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What jobs do while nobody takes what they ask for. */
class FullInboxTest {
    private static final int JOBS = 5;

    @TempDir
    Path root;

    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean full;
    private Talk talk;
    private WallClock clock;
    private CronSchedule schedule;

    @BeforeEach
    void open() {
        talk = new Talk(root);
        clock = new WallClock(talk.house.clock.now());
    }

    @AfterEach
    void close() {
        schedule.stop();
        talk.close();
    }

    private void begin(Commands.Launch launch, Stream<String> jobs) {
        talk.house.home.directory("cron");
        PrivateFiles.write(root.resolve("cron/jobs.json"), "{\"version\":1,\"jobs\":["
                + jobs.map(job -> ScheduleTest.json(job).toString()).collect(Collectors.joining(",")) + "]}");
        Rooms rooms = CronHouse.rooms(talk, clock, CronHouse.config(null, List.of()));
        schedule = new CronSchedule(new Rooms(rooms.ledger(), rooms.rows(), narrow(rooms.intake()), rooms.post(), rooms.outbox(), rooms.runs(),
                rooms.sessions(), rooms.transcripts(), rooms.systemEvents(), rooms.events(), rooms.places(), clock, rooms.config(), rooms.boot()),
                talk.agents, talk.house.home, talk.house.http, launch, ZoneId.of("UTC"));
        schedule.jobs();
    }

    private Intake narrow(Intake intake) {
        return (Intake) Proxy.newProxyInstance(Intake.class.getClassLoader(), new Class<?>[] {Intake.class},
                (proxy, method, arguments) -> method.getName().equals("submit") ? submitted(intake, method, arguments) : call(intake, method, arguments));
    }

    private Object submitted(Intake intake, Method method, Object[] arguments) throws Throwable {
        asked.incrementAndGet();
        if (full) {
            throw new Transient("the inbox is full", Duration.ofSeconds(1));
        }
        return call(intake, method, arguments);
    }

    private static Object call(Intake intake, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(intake, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private String hourly(String id, String more) {
        return "'id':'" + id + "','name':'" + id + "','schedule':{'kind':'every','everyMs':3600000,'anchorMs':" + clock.now().toEpochMilli() + "}," + more;
    }

    private List<ObjectNode> log(int count) {
        talk.house.until(count + " runs have ended", () -> schedule.log(Optional.empty()).size() >= count);
        return schedule.log(Optional.empty());
    }

    @Test
    void one_job_asks_for_all_whether_there_is_room_those_that_need_none_go_on_and_each_runs_once_in_the_end() throws Exception {
        Stream<String> turns = IntStream.range(0, JOBS).mapToObj(i -> hourly("job-" + i, ScheduleTest.TURN));
        begin(CronHouse::noCommand, Stream.concat(turns,
                Stream.of(hourly("note", "'wakeMode':'next-heartbeat','payload':{'kind':'systemEvent','text':'the post is here'}"))));
        full = true;
        clock.set(clock.now().plus(Duration.ofHours(1)));
        clock.ringAndAwait();
        assertThat(schedule.log(Optional.empty())).extracting(entry -> entry.path("jobId").asText()).containsExactly("note");
        assertThat(asked).hasValue(1);
        clock.ringAndAwait();
        assertThat(asked).hasValue(2);
        full = false;
        clock.ringAndAwait();
        for (int i = 0; i < JOBS; i++) {
            talk.model.next().answer("done");
        }
        assertThat(log(JOBS + 1)).extracting(entry -> entry.path("jobId").asText())
                .containsExactlyInAnyOrder("note", "job-0", "job-1", "job-2", "job-3", "job-4");
        assertThat(talk.model.idle()).isTrue();
    }

    @Test
    void what_a_command_came_to_is_kept_until_the_job_that_waited_for_it_can_say_it() throws Exception {
        HeldChild child = new HeldChild();
        begin(child::start,
                Stream.of("'id':'built','name':'built','schedule':{'kind':'on-exit','command':'make'}," + ScheduleTest.TURN));
        child.awaited();
        full = true;
        child.end(0, "all green");
        talk.house.until("the inbox refused it", () -> asked.get() > 0);
        // Waits until it has set its alarm.
        schedule.jobs();
        full = false;
        assertThat(clock.ring(clock.now().plusSeconds(2))).isTrue();
        assertThat(talk.model.next().heard()).last().asString().contains("water the plants", "The command ended.", "all green");
    }
}
