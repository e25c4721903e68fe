package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.grant.Questions.Option;
import dev.chela.api.grant.Questions.Question;
import dev.chela.core.turn.internal.Talk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuestionMethodsTest {
    private static final String ONE = "'questions':[{'questionId':'colour','header':'Colour','question':'Which?',"
            + "'options':[{'label':'Red','description':'warm'},{'label':'Blue'}]}]";

    @TempDir
    private Path root;
    private WiredHouse house;
    private Client client;

    @BeforeEach
    void open() throws Exception {
        Question question = new Question("q1", "Colour", "Which colour?", List.of(new Option("Red", "warm"), new Option("Blue", "")), false, true);
        house = new WiredHouse(new Talk(root).asking(Duration.ofHours(1), question));
        client = house.client();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        house.close();
    }

    private static JsonNode event(Client at, String name) {
        return at.await(frame -> frame.path("event").asText().equals(name)).path("payload");
    }

    @Test
    void a_turns_question_is_told_to_those_who_may_answer_and_their_answer_goes_to_the_model() throws Exception {
        try (Client reader = house.clientWith("[\"operator.read\",\"operator.write\"]");
                Client person = house.clientWith("[\"operator.questions\"]")) {
            client.call("chat.send", "{'sessionKey':'main','message':'paint it','idempotencyKey':'r1'}");
            house.talk.model.next().call("1:ask_user");
            JsonNode asked = event(person, "question.requested");
            String id = asked.path("id").asText();
            assertThat(asked.path("status").asText()).isEqualTo("pending");
            assertThat(asked.path("sessionKey").asText()).isEqualTo("agent:main:main");
            assertThat(asked.path("runId").asText()).isEqualTo("r1");
            assertThat(asked.at("/questions/0/options/0/description").asText()).isEqualTo("warm");
            assertThat(person.call("question.list", "{}").at("/questions/0")).isEqualTo(asked);
            assertThat(person.call("question.get", "{'id':'" + id + "'}").path("question")).isEqualTo(asked);
            String resolve = "{'id':'" + id + "','answers':{'answers':{'q1':['Blue']}},'resolutionId':'x'}";
            JsonNode resolved = person.call("question.resolve", resolve);
            assertThat(resolved.at("/answers/answers/q1/0").asText()).isEqualTo("Blue");
            assertThat(person.call("question.resolve", resolve)).as("said twice").isEqualTo(resolved);
            assertThat(event(person, "question.resolved").at("/answers/answers/q1/0").asText()).isEqualTo("Blue");
            assertThat(house.talk.model.next().results()).containsExactly("{q1=[Blue]}");
            assertThat(person.call("question.list", "{}").path("questions")).isEmpty();
            reader.call("health", "{}");
            assertThat(reader.events("question.requested")).isEmpty();
            assertThat(reader.refused("question.list", "{}").path("message").asText()).isEqualTo("missing scope: operator.questions");
        }
    }

    @Test
    void a_program_asks_and_waits_for_the_answer() {
        JsonNode request = client.call("question.request", "{'id':'p1','sessionKey':'main'," + ONE + "}");
        assertThat(request.path("id").asText()).isEqualTo("p1");
        assertThat(event(client, "question.requested").path("expiresAtMs")).isEqualTo(request.path("expiresAtMs"));
        assertThat(client.call("question.waitAnswer", "{'id':'p1','timeoutMs':1}").path("status").asText()).isEqualTo("pending");
        String waits = client.ask("question.waitAnswer", "{'id':'p1','includeResolutionId':true}");
        client.call("question.resolve", "{'id':'p1','answers':{'answers':{'colour':['Red']}},'resolvedBy':'me','resolutionId':'x1'}");
        JsonNode answer = client.response(waits).path("payload");
        assertThat(answer.path("status").asText()).isEqualTo("answered");
        assertThat(answer.at("/answers/answers/colour/0").asText()).isEqualTo("Red");
        assertThat(answer.path("resolutionId").asText()).isEqualTo("x1");
        assertThat(client.call("question.get", "{'id':'p1'}").at("/question/resolvedBy").asText()).isEqualTo("me");
    }

    @Test
    void what_nobody_answers_expires_and_what_nobody_wants_is_cancelled() {
        String id = client.call("question.request", "{'timeoutMs':1," + ONE + "}").path("id").asText();
        assertThat(client.call("question.waitAnswer", "{'id':'" + id + "'}").path("status").asText()).isEqualTo("expired");
        client.call("question.request", "{'id':'p2'," + ONE + "}");
        assertThat(client.call("question.resolve", "{'id':'p2','cancel':true}").path("status").asText()).isEqualTo("cancelled");
        assertThat(client.call("question.waitAnswer", "{'id':'p2'}").path("status").asText()).isEqualTo("cancelled");
    }

    @Test
    void what_is_wrong_is_refused_by_name() {
        client.call("question.request", "{'id':'p1'," + ONE + "}");
        assertThat(refusal("question.request", "{'id':'p2','questions':[]}")).contains("one to 3 questions");
        assertThat(refusal("question.request", "{'id':'p2','runId':'r9','sessionKey':'main'," + ONE + "}")).contains("/runId");
        assertThat(refusal("question.request", "{'id':'p2'," + ONE.replace("'options'", "'isSecret':true,'options'") + "}")).contains("isSecret");
        assertThat(refusal("question.resolve", "{'id':'p1'}")).contains("either answers or cancel");
        assertThat(refusal("question.resolve", "{'id':'p1','answers':{'answers':{'colour':['Green']}}}")).contains("the options are Red, Blue");
        for (String id : List.of("p9", "p1")) {
            if (id.equals("p1")) {
                client.call("question.resolve", "{'id':'p1','cancel':true}");
            }
            JsonNode error = client.refused("question.resolve", "{'id':'" + id + "','answers':{'answers':{'colour':['Red']}}}");
            assertThat(error.at("/details/reason").asText()).isEqualTo("QUESTION_NOT_FOUND");
        }
    }

    private String refusal(String method, String params) {
        return client.refused(method, params).path("message").asText();
    }
}
