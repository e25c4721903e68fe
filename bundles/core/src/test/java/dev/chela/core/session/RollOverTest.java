package dev.chela.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.FixedConfig;
import dev.chela.core.inbox.Input;
import dev.chela.core.json.Json;
import dev.chela.core.session.ResetConfig.Mode;
import dev.chela.core.session.ResetConfig.Policy;
import dev.chela.core.session.internal.JsonlTranscripts;
import dev.chela.core.session.internal.SessionRoom;
import dev.chela.core.session.internal.SqliteSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Weeks of conversation, by a clock that the test moves, on real files. */
class RollOverTest {
    private static final SessionKey MAIN = SessionKeys.main(AgentId.MAIN);

    @TempDir
    private Path root;

    private final Calendar clock = new Calendar();
    private final OneLane runs = new OneLane();
    private SessionRoom room;
    private SqliteSessions sessions;
    private JsonlTranscripts transcripts;
    private int said;

    @BeforeEach
    void open() {
        room = new SessionRoom(root, clock);
        sessions = room.sessions;
        transcripts = room.transcripts;
    }

    @AfterEach
    void close() {
        room.close();
    }

    private RollOver rollOver(String zone, Policy reset) {
        return new RollOver(sessions, transcripts, runs, clock, new FixedConfig(new ResetConfig(reset, null, null)), ZoneId.of(zone));
    }

    /** Somebody says something, as a turn writes it. @return the id of the conversation it became part of */
    private String say(RollOver rollOver, SessionKey key, Instant at) {
        clock.now = at;
        rollOver.before(key, "", at);
        return sessions.commit(key, "say", "send", (current, step) -> {
            ObjectNode message = Json.object().put("role", "user");
            message.putArray("content").add(Blocks.text("said " + ++said));
            return transcripts.append(step, current, List.of(Entry.message("m" + said, at, message))).touched(at.toEpochMilli());
        }).id();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(root.resolve("agents/main/state/transcripts"))) {
            return all.filter(file -> file.toString().endsWith(".jsonl")).toList();
        }
    }

    @ParameterizedTest
    @CsvSource({"Europe/Berlin, 2026-03-27", "Europe/Berlin, 2026-10-23", "America/New_York, 2026-03-06", "Australia/Lord_Howe, 2026-04-02", "UTC, 2026-02-26"})
    void each_day_has_a_conversation_of_its_own_also_where_clocks_are_changed(String zone, LocalDate first) throws IOException {
        RollOver rollOver = rollOver(zone, null);
        List<String> ids = new ArrayList<>();
        for (int day = 0; day < 6; day++) {
            for (String time : List.of("03:59", "04:01", "23:00")) {
                ids.add(say(rollOver, MAIN, first.plusDays(day).atTime(java.time.LocalTime.parse(time)).atZone(ZoneId.of(zone)).toInstant()));
            }
        }
        for (int i = 1; i < ids.size(); i++) {
            assertThat(ids.get(i).equals(ids.get(i - 1))).as("message %d continues", i).isEqualTo(i % 3 != 1);
        }
        assertThat(files()).hasSize(7);
        long lines = 0;
        for (Path file : files()) {
            lines += Files.readString(file).lines().filter(line -> line.contains("said ")).count();
        }
        assertThat(lines).as("nothing that was said is lost").isEqualTo(18);
    }

    @Test
    void what_comes_after_sees_nothing_of_what_was_and_what_was_lies_under_its_id() throws IOException {
        RollOver rollOver = rollOver("UTC", null);
        String old = say(rollOver, MAIN, Instant.parse("2026-01-01T12:00:00Z"));
        String now = say(rollOver, MAIN, Instant.parse("2026-01-02T12:00:00Z"));
        Session session = sessions.find(MAIN).orElseThrow();
        assertThat(session.id()).isEqualTo(now).isNotEqualTo(old);
        assertThat(transcripts.messages(session)).extracting(Entry::text).containsExactly("said 2");
        assertThat(root.resolve(session.file()).resolveSibling("main." + old + ".jsonl")).content().contains("said 1");
        assertThat(Files.readString(root.resolve(session.file())).lines().findFirst().orElseThrow()).contains("\"session\"", now);
        SqliteSessions reopened = room.again();
        assertThat(reopened.find(MAIN).orElseThrow()).isEqualTo(session);
        reopened.close();
    }

    @Test
    void a_rest_ends_a_conversation_and_talking_keeps_it() {
        RollOver rollOver = rollOver("UTC", new Policy(Mode.IDLE, null, 30));
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");
        String first = say(rollOver, MAIN, noon);
        assertThat(say(rollOver, MAIN, noon.plusSeconds(29 * 60))).isEqualTo(first);
        assertThat(say(rollOver, MAIN, noon.plusSeconds(58 * 60))).isEqualTo(first);
        assertThat(say(rollOver, MAIN, noon.plusSeconds(89 * 60))).isNotEqualTo(first);
    }

    @Test
    void what_was_said_before_the_hour_belongs_to_the_day_before_whenever_it_is_taken_up() {
        RollOver rollOver = rollOver("UTC", null);
        String first = say(rollOver, MAIN, Instant.parse("2026-01-01T12:00:00Z"));
        clock.now = Instant.parse("2026-01-02T04:10:00Z");
        rollOver.before(MAIN, "", Instant.parse("2026-01-02T03:59:59Z"));
        assertThat(sessions.find(MAIN).orElseThrow().id()).isEqualTo(first);
    }

    @Test
    void a_run_that_goes_on_is_not_torn_apart() {
        RollOver rollOver = rollOver("UTC", null);
        String first = say(rollOver, MAIN, Instant.parse("2026-01-01T12:00:00Z"));
        runs.busy = true;
        assertThat(say(rollOver, MAIN, Instant.parse("2026-01-02T12:00:00Z"))).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dashboard:1", "explicit:notes", "my-notes", "hook:1", "cron:channel:run:1", "subagent:1"})
    void what_a_client_or_a_machine_named_goes_on(String rest) {
        RollOver rollOver = rollOver("UTC", null);
        SessionKey key = new SessionKey("agent:main:" + rest);
        assertThat(say(rollOver, key, Instant.parse("2026-01-01T12:00:00Z"))).isEqualTo(say(rollOver, key, Instant.parse("2026-02-01T12:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({"main, DIRECT", "peer:7, DIRECT", "telegram:peer:7, DIRECT", "telegram:work:peer:channel, DIRECT", "telegram:channel:-1, GROUP",
        "telegram:channel:-1:topic:7, THREAD", "slack:channel:c:thread:9, THREAD", "telegram:channel:thread, GROUP"})
    void a_key_says_what_kind_of_conversation_it_is(String rest, ResetConfig.Kind kind) {
        assertThat(RollOver.kind(new SessionKey("agent:main:" + rest))).contains(kind);
    }

    private static final class Calendar implements Clock {
        private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public Registration after(Duration delay, Runnable action) {
            return () -> { };
        }
    }

    private static final class OneLane implements Runs {
        private boolean busy;

        @Override
        public Optional<Active> active(SessionKey session) {
            return busy ? Optional.of(new Active(new RunId("r"), session, 0, "")) : Optional.empty();
        }

        @Override
        public List<Active> all() {
            return List.of();
        }

        @Override
        public List<Input> waiting(SessionKey session) {
            return List.of();
        }

        @Override
        public List<RunId> abort(SessionKey session, Optional<RunId> only, String why) {
            throw new AssertionError("nothing is ended");
        }

        @Override
        public boolean quiet(SessionKey session, Duration atMost) {
            return !busy;
        }

        @Override
        public <T> Optional<T> inBetween(SessionKey session, String why, Duration atMost, Supplier<T> change) {
            throw new AssertionError("nothing is ended");
        }

        @Override
        public <T> Optional<T> whenFree(SessionKey session, Duration atMost, Supplier<T> change) {
            return busy ? Optional.empty() : Optional.of(change.get());
        }

        @Override
        public Optional<Settled> await(RunId run, Duration atMost) {
            return Optional.empty();
        }

        @Override
        public Optional<State> state(RunId run) {
            return Optional.empty();
        }
    }
}
