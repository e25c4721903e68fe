package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.config.ConfigChanged;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One house for all: nothing here changes what another test reads. */
class SearchAndViewersTest {
    @TempDir
    private static Path root;
    private static WiredHouse house;
    private static Client client;

    @BeforeAll
    static void open() throws Exception {
        house = new WiredHouse(root);
        client = house.client();
        turn("main", "a", "The heron stands in the reeds");
        turn("main", "b", "A red heron, and a red boat");
        turn("cron:daily", "c", "red heron again, says the clock");
        turn("gone", "d", "heron forgotten");
        client.call("sessions.reset", "{'key':'gone'}");
    }

    @AfterAll
    static void close() throws Exception {
        client.close();
        house.close();
    }

    private static void turn(String key, String id, String text) throws Exception {
        client.call("chat.send", "{'sessionKey':'" + key + "','message':'" + text + "','idempotencyKey':'" + id + "'}");
        house.talk.model.next().answer("noted");
        client.end(id);
    }

    private static List<String> found(String params) {
        return client.call("sessions.search", params).path("results").findValuesAsText("messageId");
    }

    @Test
    void messages_are_found_by_all_of_their_words_the_best_first_with_their_sessions() {
        JsonNode found = client.call("sessions.search", "{'query':'RED heron'}");
        assertThat(found.path("results").findValuesAsText("messageId")).containsExactly("b:u", "c:u");
        JsonNode first = found.at("/results/0");
        assertThat(first.path("sessionKey").asText()).isEqualTo("agent:main:main");
        assertThat(first.path("role").asText()).isEqualTo("user");
        assertThat(first.path("snippet").asText()).isEqualTo("A red heron, and a red boat");
        assertThat(found.path("sessions").findValuesAsText("key")).containsExactly("agent:main:main", "agent:main:cron:daily");
        assertThat(found.has("truncated")).isFalse();
    }

    @Test
    void what_was_said_before_a_reset_is_not_found() {
        assertThat(found("{'query':'forgotten'}")).isEmpty();
    }

    @Test
    void keys_and_filters_narrow_it_and_a_cut_is_told() {
        assertThat(found("{'query':'heron','sessionKeys':['cron:daily']}")).containsExactly("c:u");
        assertThat(found("{'query':'heron','scope':{'excludeCron':true}}")).containsExactlyInAnyOrder("a:u", "b:u");
        JsonNode cut = client.call("sessions.search", "{'query':'heron','limit':1}");
        assertThat(cut.path("results")).hasSize(1);
        assertThat(cut.path("truncated").asBoolean()).isTrue();
    }

    @Test
    void whom_a_client_watches_is_seen_in_presence_until_it_looks_away() throws Exception {
        try (Client page = house.page()) {
            assertThat(page.call("sessions.viewers.set", "{'sessionKeys':['main','MAIN','cron:daily']}").path("sessionKeys"))
                    .extracting(JsonNode::asText).containsExactly("agent:main:main", "agent:main:cron:daily");
            assertThat(client.call("system-presence", "{}").findValues("watchedSessions")).hasSize(1);
            page.call("sessions.viewers.set", "{'sessionKeys':[]}");
            assertThat(client.call("system-presence", "{}").findValues("watchedSessions")).isEmpty();
        }
    }

    @Test
    void a_writer_is_told_what_there_is_to_choose_from_and_when_that_may_have_changed() {
        JsonNode metadata = client.call("chat.metadata", "{'sessionKey':'main'}");
        assertThat(metadata.path("models").findValuesAsText("id")).isNotEmpty();
        assertThat(metadata.path("commands").findValuesAsText("name")).contains("stop", "new");
        house.talk.house.events.publish(new ConfigChanged("chela.json5", "hash", List.of("models")));
        assertThat(client.await(frame -> frame.path("event").asText().equals("chat.metadata.changed")).path("payload")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sessions.search | {'query':' '} | /query",
        "sessions.search | {'query':'x','limit':26} | /limit",
        "sessions.search | {'query':'x','sessionKeys':[]} | /sessionKeys",
        "sessions.search | {'query':'x','scope':{'limit':1}} | unexpected property 'limit'",
        "sessions.viewers.set | {} | required property 'sessionKeys'",
        "sessions.viewers.set | {'sessionKeys':['']} | session key",
        "chat.metadata | {'authProfileId':'x'} | unexpected property 'authProfileId'"})
    void what_is_wrong_is_named(String method, String params, String said) {
        assertThat(client.refused(method, params).path("message").asText()).contains(said);
    }
}
