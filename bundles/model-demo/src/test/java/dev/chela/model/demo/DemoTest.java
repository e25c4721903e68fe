package dev.chela.model.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.testkit.model.Heard;
import dev.chela.testkit.model.Token;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.output.FinishReason;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoTest {
    private final Token token = new Token();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "run ls -l | exec | {\"command\":\"ls -l\"}",
        "run echo \"a\\b\" | exec | {\"command\":\"echo \\\"a\\\\b\\\"\"}",
        "read notes/a b.md | read | {\"path\":\"notes/a b.md\"}",
        "[Sat 21 Nov 12:00] Run pwd | exec | {\"command\":\"pwd\"}",
        "ls | ls | {}",
        "use dice {\"sides\":20} | dice | {\"sides\":20}",
        "use dice | dice | {}",
        "Please roll a die for me! | dice | {}"
    })
    void commands_become_tool_calls(String message, String tool, String arguments) {
        Heard heard = ask(UserMessage.from(message));
        ToolExecutionRequest call = heard.response().aiMessage().toolExecutionRequests().get(0);
        assertThat(call.name()).isEqualTo(tool);
        assertThat(call.arguments()).isEqualTo(arguments);
        assertThat(call.id()).isNotBlank();
        assertThat(heard.response().finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
    }

    @Test
    void echo_streams_word_by_word() {
        Heard heard = ask(UserMessage.from("echo one two\nthree"));
        assertThat(heard.deltas()).containsExactly("one", " two", "\nthree");
        assertThat(heard.response().aiMessage().text()).isEqualTo("one two\nthree");
        assertThat(heard.response().tokenUsage().totalTokenCount()).isPositive();
    }

    @Test
    void a_tools_result_is_the_answer() {
        assertThat(answerAbout("read notes.md", "# Notes\n- one")).isEqualTo("# Notes\n- one");
        assertThat(answerAbout("run pwd", "/home")).isEqualTo("/home");
    }

    @Test
    void what_a_command_printed_keeps_its_columns() {
        assertThat(answerAbout("run ls -l", "a.txt   1\nb.txt  20")).isEqualTo("```text\na.txt   1\nb.txt  20\n```");
    }

    private String answerAbout(String message, String result) {
        AiMessage call = ask(UserMessage.from(message)).response().aiMessage();
        ChatMessage answered = ToolExecutionResultMessage.from(call.toolExecutionRequests().get(0), result);
        return ask(UserMessage.from(message), call, answered).response().aiMessage().text();
    }

    @Test
    void anything_else_is_met_with_the_truth_and_the_way_to_a_real_model() {
        assertThat(ask(UserMessage.from("What is love?")).response().aiMessage().text())
                .contains("not a language model")
                .contains("ANTHROPIC_API_KEY");
    }

    @Test
    void a_tool_that_is_not_there_is_told() {
        assertThat(ask(UserMessage.from("use teleport {}")).response().aiMessage().text())
                .contains("teleport")
                .contains("exec");
    }

    @Test
    void a_cancelled_turn_hears_no_further_word() {
        Heard heard = new Heard(token::cancel);
        assertThatThrownBy(() -> new DemoModel(token).chat(request(UserMessage.from("echo one two three")), heard))
                .isInstanceOf(CancellationException.class);
        assertThat(heard.deltas()).containsExactly("one");
    }

    private Heard ask(ChatMessage... messages) {
        Heard heard = new Heard();
        new DemoModel(token).chat(request(messages), heard);
        return heard;
    }

    private static ChatRequest request(ChatMessage... messages) {
        List<ToolSpecification> tools = Stream.of("exec", "read", "ls", "dice").map(DemoTest::tool).toList();
        return ChatRequest.builder().messages(messages).toolSpecifications(tools).build();
    }

    private static ToolSpecification tool(String name) {
        JsonObjectSchema.Builder parameters = JsonObjectSchema.builder().addStringProperty("any");
        if (name.equals("exec") || name.equals("read")) {
            parameters.required("any");
        }
        return ToolSpecification.builder().name(name).description(name).parameters(parameters.build()).build();
    }
}
