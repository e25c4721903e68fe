package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person prefers, shared by all of that person's clients. */
class PreferenceMethodsTest {
    @TempDir
    private Path root;
    private WiredHouse house;
    private Client client;

    @BeforeEach
    void open() throws Exception {
        house = new WiredHouse(root);
        client = house.client();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        house.close();
    }

    private String set(String params) {
        return client.call("users.prefs.set", "{" + params + "}").path("status").asText();
    }

    private JsonNode entries(String params) {
        return client.call("users.prefs.get", "{" + params + "}").path("entries");
    }

    @Test
    void what_is_written_is_read_and_other_clients_are_told_of_the_keys() throws Exception {
        try (Client other = house.clientWith("[\"operator.read\"]")) {
            assertThat(set("'entries':{'theme':'dark','order':['b','a']}")).isEqualTo("ok");
            JsonNode told = other.await(frame -> frame.path("event").asText().equals("users.prefs.changed")).path("payload");
            assertThat(told.path("profileId").asText()).isEqualTo("owner");
            assertThat(told.path("keys")).hasSize(2);
            assertThat(other.call("users.prefs.get", "{}").path("entries")).hasSize(2);
            assertThat(other.refused("users.prefs.set", "{'entries':{}}").path("message").asText()).contains("operator.write");
        }
        assertThat(entries("'keys':['theme','unknown']")).hasSize(1);
        assertThat(set("'entries':{'theme':null}")).isEqualTo("ok");
        assertThat(entries("")).hasSize(1);
        assertThat(entries("").path("order").path(1).asText()).isEqualTo("a");
    }

    @Test
    void pages_are_told_which_theme_was_chosen_and_the_usual_one_where_none_was() {
        assertThat(client.call("themes.list", "{}").path("current").path("id").asText()).isEqualTo("claw");
        set("'entries':{'ui.theme':'knot','ui.themeMode':'dark'}");
        JsonNode themes = client.call("themes.list", "{}");
        assertThat(themes.path("current").path("id").asText()).isEqualTo("knot");
        assertThat(themes.path("current").path("mode").asText()).isEqualTo("dark");
        assertThat(themes.path("themes").findValuesAsText("id")).containsExactly("claw", "knot");
        assertThat(client.call("themes.get", "{}").path("theme").path("id").asText()).isEqualTo("knot");
        assertThat(client.refused("themes.get", "{'id':'nobody'}").path("message").asText()).contains("nobody");
    }

    @Test
    void what_somebody_else_changed_meanwhile_is_not_overwritten() {
        assertThat(set("'entries':{'a':1},'expectedEntries':{'a':null}")).isEqualTo("ok");
        assertThat(set("'entries':{'a':2,'b':2},'expectedEntries':{'a':null}")).isEqualTo("conflict");
        assertThat(set("'entries':{'a':2,'b':2},'expectedEntries':{'a':3}")).isEqualTo("conflict");
        assertThat(entries("")).hasSize(1);
        assertThat(set("'entries':{'a':2,'b':2},'expectedEntries':{'a':1}")).isEqualTo("ok");
        assertThat(entries("").path("b").asInt()).isEqualTo(2);
    }

    @Test
    void what_is_wrong_is_refused_by_name() {
        assertThat(refusal("users.prefs.set", "{'entries':{'':1}}")).contains("/entries");
        assertThat(refusal("users.prefs.set", "{'entries':[1]}")).contains("/entries");
        assertThat(refusal("users.prefs.set", "{'entries':{'a':'" + "x".repeat(70_000) + "'}}")).contains("'a'");
        assertThat(refusal("users.prefs.get", "{'keys':['" + "k".repeat(257) + "']}")).contains("/keys");
        assertThat(refusal("users.prefs.get", "{'profileId':'other'}")).contains("profileId");
    }

    private String refusal(String method, String params) {
        return client.refused(method, params).path("message").asText();
    }
}
