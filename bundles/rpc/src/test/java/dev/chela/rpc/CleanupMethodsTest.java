package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.id.SessionKey;
import dev.chela.core.session.Session;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sessions.cleanup}. */
class CleanupMethodsTest {
    private static final SessionKey NOTES = new SessionKey("agent:main:notes");

    @TempDir
    private Path root;

    private static Session rested(Session s) {
        return new Session(s.key(), s.id(), s.file(), "", "", "", 1, 1, 1, s.revision(), "", 0, s.last(), s.spent(), s.look(), s.source(), "",
                s.settings(), 1);
    }

    @Test
    void says_what_would_be_done_and_does_it_when_it_is_told_to() throws Exception {
        try (WiredHouse house = new WiredHouse(root); Client client = house.client()) {
            house.talk.house.sessions.commit(NOTES, "seed", "create", (fresh, step) -> rested(fresh));
            JsonNode said = client.call("sessions.cleanup", "{}");
            assertThat(said.path("dryRun").asBoolean()).isTrue();
            assertThat(said.at("/agents/0/archived/0").asText()).isEqualTo(NOTES.value());
            assertThat(house.talk.house.sessions.open(NOTES).look().archivedAt()).isZero();
            assertThat(client.call("sessions.cleanup", "{'allAgents':true,'enforce':true}").path("dryRun").asBoolean()).isFalse();
            assertThat(house.talk.house.sessions.open(NOTES).look().archivedAt()).isPositive();
            assertThat(client.call("sessions.cleanup", "{'agent':'main'}").at("/agents/0/archived")).isEmpty();
            assertThat(client.refused("sessions.cleanup", "{'agent':'nobody'}").path("message").asText()).contains("/agent", "nobody");
        }
    }
}
