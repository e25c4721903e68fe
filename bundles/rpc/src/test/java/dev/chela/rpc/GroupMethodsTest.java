package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sessions.groups.*}. */
class GroupMethodsTest {
    @TempDir
    private Path root;

    @Test
    void groups_keep_their_order_and_take_their_sessions_along() throws Exception {
        try (WiredHouse house = new WiredHouse(root); Client client = house.client()) {
            client.call("sessions.subscribe", "{}");
            assertThat(client.call("sessions.groups.list", "{}").path("groups")).isEmpty();
            client.call("sessions.create", "{'key':'notes','label':'Notes'}");
            client.call("sessions.patch", "{'key':'notes','category':'home'}");
            assertThat(names(client.call("sessions.groups.put", "{'names':['work','boat'],'sectionOrder':['pinned','groups']}")))
                    .isEqualTo("work boat home");
            assertThat(client.call("sessions.groups.list", "{}").path("sectionOrder")).hasSize(2);
            client.await(frame -> frame.path("event").asText().equals("sessions.changed") && frame.at("/payload/reason").asText().equals("groups"));

            JsonNode renamed = client.call("sessions.groups.rename", "{'name':'home','to':'house'}");
            assertThat(names(renamed)).isEqualTo("work boat house");
            assertThat(renamed.path("updatedSessions").asInt()).isEqualTo(1);
            assertThat(client.call("sessions.describe", "{'key':'notes'}").at("/session/category").asText()).isEqualTo("house");
            assertThat(client.refused("sessions.groups.rename", "{'name':'house','to':'work'}").path("message").asText()).contains("\"work\" already");

            assertThat(names(client.call("sessions.groups.delete", "{'name':'house'}"))).isEqualTo("work boat");
            assertThat(client.call("sessions.describe", "{'key':'notes'}").at("/session/category").isMissingNode()).isTrue();
            assertThat(client.refused("sessions.groups.delete", "{'name':'house'}").path("message").asText()).contains("house", "work, boat");
            assertThat(client.refused("sessions.groups.put", "{'names':['  ']}").path("message").asText()).contains("/names");
            assertThat(client.call("sessions.groups.defaults", "{}").path("defaults")).isEmpty();
        }
    }

    private static String names(JsonNode answer) {
        StringBuilder names = new StringBuilder();
        answer.path("groups").forEach(group -> names.append(names.isEmpty() ? "" : " ").append(group.path("name").asText()));
        return names.toString();
    }
}
