package dev.chela.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.id.SessionKey;
import dev.chela.core.session.Retention.Plan;
import dev.chela.core.session.Retention.Transcript;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final String UUID = "0c9d2f3a-1111-4222-8333-944445555666";

    private static Session session(String rest, int restedDays) {
        long at = NOW.minus(Duration.ofDays(restedDays)).toEpochMilli();
        return new Session(new SessionKey("agent:main:" + rest), UUID, "agents/main/state/transcripts/" + rest.replace(':', '~') + ".jsonl", "", "",
                "", at, at, at, UUID, "", 1, Session.Last.NONE, Session.Spent.NOTHING, Session.Look.NONE, Session.Source.NONE, "", Settings.NONE, at);
    }

    private static MaintenanceConfig config(Integer entries, Object disk, String retention) {
        return new MaintenanceConfig(null, null, null, entries, disk, null, retention);
    }

    private static Plan plan(MaintenanceConfig config, List<Session> sessions, Transcript... files) {
        return Retention.plan(config, sessions, key -> key.rest().equals("busy"), List.of(files), NOW);
    }

    private static Transcript file(String name, long bytes, int daysOld) {
        return new Transcript(name, bytes, NOW.minus(Duration.ofDays(daysOld)));
    }

    @ParameterizedTest
    @CsvSource({"notes, 31, archive", "notes, 29, ''", "dashboard:1, 8, archive", "dashboard:1, 6, ''", "hook:1, 31, delete", "hook:1, 29, ''",
        "subagent:1, 31, delete", "cron:job:run:1, 31, delete", "cron:job, 31, archive", "main, 400, ''", "busy, 400, ''",
        "telegram:peer:7, 400, ''", "telegram:channel:1:thread:2, 400, ''", "peer:7, 400, ''"})
    void what_rests_too_long_goes_and_what_people_come_back_to_stays(String key, int days, String what) {
        Plan plan = plan(config(null, null, null), List.of(session(key, days)));
        assertThat(plan.archive()).hasSize(what.equals("archive") ? 1 : 0);
        assertThat(plan.delete()).hasSize(what.equals("delete") ? 1 : 0);
    }

    @Test
    void what_is_pinned_or_archived_already_stays_as_it_is() {
        Session pinned = session("notes", 400).looking(Session.Look.NONE.pinned(1));
        Session archived = session("letters", 400).looking(Session.Look.NONE.archived(1));
        assertThat(plan(config(null, null, null), List.of(pinned, archived)).isEmpty()).isTrue();
    }

    @Test
    void of_too_many_the_oldest_go_that_may() {
        List<Session> sessions = new ArrayList<>(List.of(session("telegram:peer:7", 20), session("hook:1", 19)));
        for (int i = 1; i <= 5; i++) {
            sessions.add(session("n" + i, i));
        }
        Plan plan = plan(config(4, null, null), sessions);
        assertThat(plan.delete()).extracting(SessionKey::rest).containsExactly("hook:1");
        assertThat(plan.archive()).extracting(SessionKey::rest).containsExactly("n5", "n4");
    }

    @Test
    void room_is_made_by_the_deleted_first_then_by_the_oldest_that_are_over_and_never_by_one_in_use() {
        Transcript deleted = file("x.jsonl.deleted.1750000000000", 10, 1);
        Transcript oldest = file("main." + UUID + ".jsonl", 30, 90);
        Transcript younger = file("main." + UUID.replace("0c", "1c") + ".jsonl", 30, 10);
        Transcript inUse = file("notes." + UUID + ".jsonl", 40, 400);
        Transcript current = file("main.jsonl", 40, 0);
        List<Session> sessions = List.of(session("main", 0), session("notes." + UUID, 1));
        assertThat(plan(config(null, 150, null), sessions, deleted, oldest, younger, inUse, current).remove()).isEmpty();
        Plan plan = plan(config(null, 140, null), sessions, deleted, oldest, younger, inUse, current);
        assertThat(plan.remove()).containsExactlyInAnyOrder(deleted.name(), oldest.name());
        assertThat(plan.bytes()).isEqualTo(40);
        assertThat(plan.above()).isZero();
        assertThat(plan(config(null, 50, null), sessions, deleted, oldest, younger, inUse, current).above()).isEqualTo(30);
    }

    @Test
    void conversations_that_are_over_are_kept_for_ever_unless_it_is_said_how_long() {
        Transcript old = file("main." + UUID + ".jsonl", 30, 91);
        assertThat(plan(config(null, null, null), List.of(session("main", 0)), old).remove()).isEmpty();
        assertThat(plan(config(null, null, "90d"), List.of(session("main", 0)), old).remove()).containsExactly(old.name());
        assertThat(plan(config(null, null, "92d"), List.of(session("main", 0)), old).remove()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"10gb, 10737418240", "500MB, 524288000", "1 kb, 1024", "77, 77", "5b, 5"})
    void sizes(String text, long bytes) {
        assertThat(config(null, text, null).most()).isEqualTo(bytes);
        assertThat(config(null, text, null).highWater()).isEqualTo(bytes / 5 * 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"much", "-1", "10pb", ""})
    void what_is_no_size_is_refused(String text) {
        assertThatThrownBy(() -> config(null, text, null)).hasMessageContaining("maxDiskBytes");
        assertThatThrownBy(() -> config(null, null, "forever")).hasMessageContaining("resetArchiveRetention");
    }
}
