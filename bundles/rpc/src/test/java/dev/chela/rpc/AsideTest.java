package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.turn.internal.PacedModel;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes to the model beside a message, and how clients are shown it. */
class AsideTest {
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

    private PacedModel.Asked say(String run, String more) throws Exception {
        client.call("chat.send", "{'sessionKey':'main','message':'why?','idempotencyKey':'" + run + "'" + more + "}");
        return house.talk.model.next();
    }

    /** The last that a person said, as clients read it. */
    private JsonNode shown(PacedModel.Asked asked, String run) throws Exception {
        asked.answer("because");
        client.end(run);
        JsonNode messages = client.call("chat.history", "{'sessionKey':'main'}").path("messages");
        return messages.path(messages.size() - 2);
    }

    @Test
    void what_a_message_answers_is_quoted_to_the_model_and_marked_for_clients() throws Exception {
        say("first", "").answer("the sky is blue");
        client.end("first");
        String answer = client.call("chat.history", "{'sessionKey':'main'}").path("messages").path(1).path("__openclaw").path("id").asText();

        PacedModel.Asked asked = say("second", ",'replyToId':'" + answer + "'");
        assertThat(String.join(" ", asked.heard())).contains("why?", "the sky is blue");

        JsonNode message = shown(asked, "second");
        assertThat(message.path("content")).hasSize(1);
        assertThat(message.path("content").path(0).path("text").asText()).isEqualTo("why?");
        assertThat(message.path("__openclaw").path("replyToId").asText()).isEqualTo(answer);
        assertThat(message.path("__openclaw").path("replyToPreview").path("text").asText()).isEqualTo("the sky is blue");
        assertThat(message.has("marks")).isFalse();
    }

    @Test
    void a_message_that_answers_one_which_is_gone_is_said_all_the_same() throws Exception {
        JsonNode message = shown(say("only", ",'replyToId':'nobody'"), "only");
        assertThat(message.path("__openclaw").path("replyToId").asText()).isEqualTo("nobody");
    }

    @Test
    void what_is_on_the_screen_reaches_the_model_and_is_not_taken_for_the_author_s_words() throws Exception {
        PacedModel.Asked asked = say("one", ",'workContext':{'page':'sessions','selection':'a paragraph'}");
        assertThat(String.join(" ", asked.heard())).contains("why?", "a paragraph");
        JsonNode message = shown(asked, "one");
        assertThat(message.path("content")).hasSize(1);
        assertThat(message.path("__openclaw").path("workContext").path("snapshot").path("selection").asText()).isEqualTo("a paragraph");
        assertThat(client.call("sessions.describe", "{'key':'main'}").path("session").path("derivedTitle").asText()).isEqualTo("why?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'workContext':{} | page",
        "'workContext':{'page':''} | page",
        "'workContext':{'page':'chat','password':'x'} | unexpected property 'password'",
        "'replyToId':7 | /replyToId",
        "'__controlUiReconnectResume':'yes' | __controlUiReconnectResume"})
    void what_is_malformed_is_refused_by_name(String more, String named) {
        JsonNode error = client.refused("chat.send", "{'sessionKey':'main','message':'x','idempotencyKey':'r'," + more + "}");
        assertThat(error.path("message").asText()).contains(named);
    }

    @Test
    void a_page_that_comes_back_after_a_lost_connection_may_say_so() throws Exception {
        assertThat(shown(say("again", ",'__controlUiReconnectResume':true"), "again").path("role").asText()).isEqualTo("user");
    }
}
