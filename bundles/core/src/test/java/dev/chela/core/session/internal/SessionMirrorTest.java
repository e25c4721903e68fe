package dev.chela.core.session.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.id.SessionKey;
import dev.chela.core.event.internal.InProcessEvents;
import dev.chela.core.home.internal.LockedHome;
import dev.chela.core.json.Json;
import dev.chela.core.store.internal.SqliteLedger;
import dev.chela.core.task.SystemClock;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionMirrorTest {
    @TempDir
    private Path root;

    @Test
    void the_mirror_says_at_stop_what_the_table_says_and_the_table_says_it_again_after_a_start() throws Exception {
        SessionKey key = new SessionKey("agent:main:telegram:peer:42");
        inHouse(sessions -> sessions.commit(key, "patch", "patch", (s, step) -> s.labelled("Anna", 7).using("test/other", 8)));
        Path file = root.resolve("agents/main/state/sessions.json");
        JsonNode mirrored = Json.read(Files.readString(file)).path(key.value());
        assertThat(mirrored.path("label").asText()).isEqualTo("Anna");
        assertThat(mirrored.path("sessionFile").asText()).endsWith("telegram~peer~42.jsonl");
        inHouse(sessions -> {
            assertThat(sessions.find(key)).hasValueSatisfying(s -> {
                assertThat(s.label()).isEqualTo("Anna");
                assertThat(s.chosenModel()).hasValue("test/other");
                assertThat(s.updatedAt()).isEqualTo(8);
            });
            sessions.delete(key);
        });
        assertThat(Json.read(Files.readString(file)).has(key.value())).isFalse();
    }

    private void inHouse(java.util.function.Consumer<SqliteSessions> work) {
        LockedHome home = new LockedHome(root);
        InProcessEvents events = new InProcessEvents();
        SystemClock clock = new SystemClock();
        SqliteLedger ledger = new SqliteLedger(home, events);
        SqliteSessions sessions = new SqliteSessions(ledger, events, clock, home);
        work.accept(sessions);
        sessions.close();
        ledger.close();
        clock.close();
        home.close();
    }
}
