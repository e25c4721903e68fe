package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BranchMethodsTest {
    @TempDir
    private Path root;
    private WiredHouse house;
    private Client client;

    @BeforeEach
    void open() throws Exception {
        house = new WiredHouse(root);
        client = house.client();
        turn("main", "a", "one");
        turn("main", "b", "two");
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        house.close();
    }

    private List<String> turn(String key, String id, String text) throws Exception {
        client.call("chat.send", "{'sessionKey':'" + key + "','message':'" + text + "','idempotencyKey':'" + id + "'}");
        var asked = house.talk.model.next();
        asked.answer("answer to " + text);
        client.end(id);
        return asked.heard();
    }

    private List<String> shown(String key) {
        return client.call("chat.history", "{'sessionKey':'" + key + "'}").path("messages").findValuesAsText("text");
    }

    private JsonNode branches() {
        return client.call("sessions.branches.list", "{'sessionKey':'main'}").path("branches");
    }

    @Test
    void a_rewound_conversation_goes_on_without_what_was_said_after_also_after_a_restart() throws Exception {
        JsonNode back = client.call("sessions.rewind", "{'sessionKey':'main','entryId':'b:u'}");
        assertThat(back.path("editorText").asText()).isEqualTo("two");
        assertThat(shown("main")).containsExactly("one", "answer to one");
        client.close();
        house.close();
        house = new WiredHouse(root);
        client = house.client();
        assertThat(shown("main")).containsExactly("one", "answer to one");
        assertThat(turn("main", "c", "other")).containsExactly("one", "other");
        assertThat(shown("main")).containsExactly("one", "answer to one", "other", "answer to other");
        assertThat(client.call("sessions.search", "{'query':'two'}").path("results")).isEmpty();
    }

    @Test
    void a_client_with_a_cursor_reads_anew_after_the_conversation_went_back() {
        String cursor = client.call("chat.history", "{'sessionKey':'main'}").path("deltaCursor").asText();
        client.call("sessions.rewind", "{'sessionKey':'main','entryId':'a:1'}");
        assertThat(client.call("chat.history", "{'sessionKey':'main','cursor':'" + cursor + "'}").path("kind").asText()).isEqualTo("reset");
        assertThat(client.refused("chat.send", "{'sessionKey':'main','message':'x','idempotencyKey':'x','expectedLeafEntryId':'b:1'}")
                .at("/details/reason").asText()).isEqualTo("active-leaf-changed");
    }

    @Test
    void branches_are_listed_by_their_ends_and_one_can_go_on_in_any_of_them() throws Exception {
        assertThat(branches()).hasSize(1);
        client.call("sessions.rewind", "{'sessionKey':'main','entryId':'b:u'}");
        assertThat(branches().findValuesAsText("leafEntryId")).containsExactly("a:1", "b:1");
        turn("main", "c", "other");
        assertThat(branches().findValuesAsText("leafEntryId")).containsExactly("b:1", "c:1");
        assertThat(branches().findValuesAsText("headline")).containsExactly("two", "other");
        assertThat(branches().findValuesAsText("active")).containsExactly("false", "true");
        client.call("sessions.branches.switch", "{'sessionKey':'main','leafEntryId':'b:1'}");
        assertThat(branches().findValuesAsText("active")).containsExactly("true", "false");
        assertThat(turn("main", "d", "three")).containsExactly("one", "two", "three");
        assertThat(branches().findValuesAsText("leafEntryId")).containsExactly("c:1", "d:1");
        assertThat(branches().at("/1/messageCount").asInt()).isEqualTo(6);
    }

    @Test
    void going_back_before_the_first_word_leaves_nothing_to_see_and_everything_to_return_to() throws Exception {
        client.call("sessions.rewind", "{'sessionKey':'main','entryId':'a:u'}");
        assertThat(shown("main")).isEmpty();
        assertThat(turn("main", "c", "anew")).containsExactly("anew");
        client.call("sessions.branches.switch", "{'sessionKey':'main','leafEntryId':'b:1'}");
        assertThat(shown("main")).containsExactly("one", "answer to one", "two", "answer to two");
    }

    @Test
    void a_fork_begins_with_the_same_words_and_leaves_its_source_alone() throws Exception {
        JsonNode forked = client.call("sessions.fork", "{'sessionKey':'main','entryId':'b:u'}");
        String key = forked.path("sessionKey").asText();
        assertThat(forked.path("editorText").asText()).isEqualTo("two");
        assertThat(shown(key)).containsExactly("one", "answer to one");
        assertThat(turn(key, "c", "other")).containsExactly("one", "other");
        assertThat(shown("main")).containsExactly("one", "answer to one", "two", "answer to two");
        JsonNode row = client.call("sessions.describe", "{'key':'" + key + "'}").path("session");
        assertThat(row.at("/forkSource/entryId").asText()).isEqualTo("b:u");
        assertThat(row.path("parentSessionKey").asText()).isEqualTo("agent:main:main");
        String whole = client.call("sessions.fork", "{'sessionKey':'main','entryId':'b:1'}").path("sessionKey").asText();
        assertThat(shown(whole)).hasSize(4);
    }

    @Test
    void a_picture_comes_back_with_the_words_it_was_sent_with() throws Exception {
        client.call("chat.send", "{'sessionKey':'main','message':'look','idempotencyKey':'c','attachments':[{'mimeType':'image/png',"
                + "'fileName':'x.png','content':'aGk='}]}");
        house.talk.model.next().answer("seen");
        client.end("c");
        JsonNode back = client.call("sessions.rewind", "{'sessionKey':'main','entryId':'c:u'}");
        assertThat(back.path("editorText").asText()).isEqualTo("look");
        assertThat(back.at("/editorAttachments/0/data").asText()).isEqualTo("aGk=");
    }

    @Test
    void what_is_not_there_is_refused_and_no_session_is_made() {
        assertThat(client.refused("sessions.rewind", "{'sessionKey':'main','entryId':'zz'}").path("message").asText()).contains("'zz'");
        assertThat(client.refused("sessions.fork", "{'sessionKey':'main','entryId':'zz'}").path("message").asText()).contains("'zz'");
        assertThat(client.refused("sessions.branches.switch", "{'sessionKey':'nobody','leafEntryId':'a:1'}").path("message").asText())
                .contains("has no entry");
        assertThat(client.call("sessions.branches.list", "{'sessionKey':'nobody'}").path("branches")).isEmpty();
        assertThat(house.talk.house.sessions.count()).isEqualTo(1);
    }
}
