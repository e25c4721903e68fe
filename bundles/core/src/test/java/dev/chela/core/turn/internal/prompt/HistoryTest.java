package dev.chela.core.turn.internal.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.id.ModelRef;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Media;
import dev.chela.core.inbox.Said;
import dev.chela.core.json.Json;
import dev.chela.core.session.Entry;
import dev.chela.core.session.UserEntry;
import dev.chela.core.turn.internal.House;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static Entry entry(String message) {
        return Entry.message("x", Instant.EPOCH, (ObjectNode) Json.read(message.replace('\'', '"')));
    }

    private static List<ChatMessage> of(String... messages) {
        return History.of(Stream.of(messages).map(HistoryTest::entry).toList());
    }

    private static final String ASK = "{'role':'user','content':[{'type':'text','text':'go'}]}";
    private static final String CALLS = "{'role':'assistant','content':[{'type':'text','text':'Hm'},"
            + "{'type':'toolCall','id':'1','name':'look','arguments':{'a':1}},{'type':'toolCall','id':'2','name':'act','arguments':{}}]}";

    private static String result(String id) {
        return "{'role':'toolResult','toolCallId':'" + id + "','toolName':'look','content':[{'type':'text','text':'r" + id + "'}]}";
    }

    @Test
    void a_call_without_a_result_gets_one_before_anything_else_is_said() {
        List<ChatMessage> history = of(ASK, CALLS, result("1"), ASK);
        assertThat(history).hasSize(5);
        ToolExecutionResultMessage mended = (ToolExecutionResultMessage) history.get(3);
        assertThat(mended.id()).isEqualTo("2");
        assertThat(mended.text()).isEqualTo(History.INTERRUPTED);
        assertThat(history.get(4)).isInstanceOf(UserMessage.class);
        assertThat(of(ASK, CALLS)).as("at the end as well").hasSize(4);
    }

    @Test
    void a_result_that_nobody_asked_for_is_left_out() {
        assertThat(of(ASK, result("9"))).hasSize(1);
        assertThat(of(ASK, CALLS, result("1"), result("2"), result("1"))).as("the same result twice").hasSize(4);
    }

    @Test
    void an_answer_that_says_and_asks_nothing_is_left_out() {
        assertThat(of(ASK, "{'role':'assistant','content':[],'errorMessage':'broken'}")).hasSize(1);
        assertThat(of(ASK, "{'role':'system','command':'/new','content':[{'type':'text','text':'A new one'}]}")).hasSize(1);
    }

    @Test
    void arguments_reach_the_model_as_it_wrote_them() {
        AiMessage broken = (AiMessage) of("{'role':'assistant','content':[{'type':'toolCall','id':'1','name':'look',"
                + "'arguments':{'__unparsed':'{oops'}}]}").get(0);
        assertThat(broken.toolExecutionRequests().get(0).arguments()).isEqualTo("{oops");
        assertThat(((AiMessage) of(CALLS).get(0)).toolExecutionRequests().get(0).arguments()).isEqualTo("{\"a\":1}");
    }

    @Test
    void signed_thoughts_go_back_to_the_model_as_they_came_and_others_do_not() {
        AiMessage signed = AiMessage.builder().text("Hm").thinking("deep").attributes(Map.of("thinking_signature", "s1", "redacted", List.of("r1"))).build();
        assertThat(backAgain(signed).thinking()).isEqualTo("deep");
        assertThat(backAgain(signed).attributes()).isEqualTo(signed.attributes());
        assertThat(backAgain(AiMessage.builder().text("Hm").thinking("shallow").build()).thinking()).isNull();
        AiMessage hidden = AiMessage.builder().text("Hm").attributes(Map.of("redacted", List.of("r1"))).build();
        assertThat(backAgain(hidden).attributes()).isEqualTo(hidden.attributes());
        assertThat(backAgain(AiMessage.builder().text("Hm").attributes(Map.of("library", new Object())).build()).attributes()).isEmpty();
    }

    /** Through the transcript, as its file holds it. */
    private static AiMessage backAgain(AiMessage message) {
        ObjectNode kept = Messages.assistant(ChatResponse.builder().aiMessage(message).build(), ModelRef.parse("a/b"), "stop", Json.object());
        return (AiMessage) of(ASK, Json.write(kept)).get(1);
    }

    @Test
    void images_stay_images_and_text_files_become_text() {
        Said said = new Said(House.MAIN, "look at these", List.of(
                new Media("image/png", "a.png", "iVBORw0KGgo="),
                new Media("text/markdown", "notes.md", Base64.getEncoder().encodeToString("# Größe".getBytes()))), "");
        Entry entry = UserEntry.of(new Input("a", "chat", "", "a", said, "", 0), Instant.EPOCH);
        UserMessage user = (UserMessage) History.of(List.of(entry)).get(0);
        assertThat(user.contents().get(0)).isEqualTo(TextContent.from("look at these"));
        assertThat(user.contents().get(1)).isEqualTo(ImageContent.from("iVBORw0KGgo=", "image/png"));
        assertThat(((TextContent) user.contents().get(2)).text()).isEqualTo("[Attached file: notes.md]\n# Größe");
        assertThat(entry.message().path("idempotencyKey").asText()).isEqualTo("a:user");
    }

    @Test
    void an_image_without_words_is_a_message_and_one_without_either_still_is_something() {
        Said image = new Said(House.MAIN, "", List.of(new Media("image/png", "a.png", "iVBORw0KGgo=")), "");
        Entry entry = UserEntry.of(new Input("a", "chat", "", "a", image, "", 0), Instant.EPOCH);
        UserMessage user = (UserMessage) History.of(List.of(entry)).get(0);
        assertThat(user.contents()).hasSize(1).first().isInstanceOf(ImageContent.class);
        assertThat(of("{'role':'user','content':[]}")).hasSize(1);
    }
}
