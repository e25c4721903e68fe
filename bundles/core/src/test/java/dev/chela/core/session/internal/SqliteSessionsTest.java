package dev.chela.core.session.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Permanent;
import dev.chela.api.id.SessionKey;
import dev.chela.core.session.Glance;
import dev.chela.core.session.Session;
import dev.chela.core.store.Step;
import dev.chela.core.task.SystemClock;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteSessionsTest {
    private static final int MANY = 300;

    @TempDir
    private Path root;

    private final SystemClock clock = new SystemClock();
    private SessionRoom room;
    private SqliteSessions sessions;

    @BeforeEach
    void open() {
        room = new SessionRoom(root, clock);
        sessions = room.sessions;
    }

    @AfterEach
    void close() {
        room.close();
    }

    @AfterEach
    void stopClock() {
        clock.close();
    }

    private static SessionKey key(int number) {
        return new SessionKey("agent:main:s" + number);
    }

    @Test
    void all_are_there_after_a_restart_as_they_were_and_last_touched_first() {
        for (int i = 0; i < MANY; i++) {
            int at = i * 7 % MANY;
            sessions.commit(key(i), "label", "label", (current, step) -> current.labelled("number " + at, at));
        }
        List<Session> before = sessions.list();
        assertThat(before).extracting(Session::updatedAt).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        close();
        open();
        assertThat(sessions.count()).isEqualTo(MANY);
        assertThat(sessions.recent(3)).isEqualTo(before.subList(0, 3));
        assertThat(sessions.find(key(5))).contains(before.stream().filter(each -> each.key().equals(key(5))).findFirst().orElseThrow());
        sessions.commit(key(5), "label", "label", (current, step) -> current.labelled("again", MANY));
        assertThat(sessions.list()).hasSize(MANY).first().extracting(Session::key, Session::label).containsExactly(key(5), "again");
        assertThat(sessions.list().subList(1, MANY)).isEqualTo(before.stream().filter(each -> !each.key().equals(key(5))).toList());
    }

    /** SQLite finds its way in JSON without quotes, and nobody else does: whoever reads such a row fails. */
    @Test
    void a_start_and_a_list_read_only_the_sessions_that_are_shown() {
        for (int i = 0; i < MANY; i++) {
            int at = i;
            sessions.commit(key(i), "label", "label", (current, step) -> current.labelled("number " + at, at));
        }
        room.ledger.commit(Step.named("spoil").change(Step.Change.of(
                "UPDATE session SET body = '{updatedAt:' || json_extract(body, '$.updatedAt') || '}' WHERE json_extract(body, '$.updatedAt') < ?",
                MANY - 5)).build());
        SqliteSessions again = room.again();
        try {
            assertThat(again.count()).isEqualTo(MANY);
            assertThat(again.glances()).hasSize(MANY).extracting(Glance::updatedAt).startsWith((long) MANY - 1).endsWith(0L);
            assertThat(again.recent(5)).extracting(Session::label).containsExactly("number 299", "number 298", "number 297", "number 296", "number 295");
            assertThat(again.find(key(MANY - 1))).isPresent();
            assertThatThrownBy(again::list).isInstanceOf(Permanent.class);
        } finally {
            again.close();
        }
    }

    @Test
    void lists_are_told_the_same_before_and_after_a_restart() {
        sessions.commit(key(1), "label", "label", (current, step) -> current.labelled("mine", 1));
        sessions.commit(key(2), "look", "look", (current, step) -> current
                .looking(Session.Look.NONE.category("work").pinned(5).archived(6))
                .with(new Session.Last("run", "done", "demo/offline", 0, 7, 8, 0, "", ""), Session.Spent.NOTHING));
        List<Glance> before = sessions.glances();
        close();
        open();
        assertThat(sessions.glances()).isEqualTo(before)
                .containsExactlyInAnyOrderElementsOf(sessions.list().stream().map(Glance::at).toList())
                .anySatisfy(glance -> assertThat(glance).extracting(Glance::category, Glance::pinnedAt, Glance::archivedAt, Glance::spokenAt)
                        .containsExactly("work", 5L, 6L, 7L));
    }
}
