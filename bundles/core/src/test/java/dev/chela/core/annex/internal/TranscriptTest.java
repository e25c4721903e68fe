package dev.chela.core.annex.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a child says, line by line, as the protocol's specification writes it. */
@Timeout(60)
class TranscriptTest {
    @TempDir
    private Path directory;
    private Process child;
    private BufferedReader out;

    @BeforeEach
    void start() throws IOException {
        child = new ProcessBuilder(Samples.line(Samples.lay(directory, Samples.butler()), directory)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        out = child.inputReader(StandardCharsets.UTF_8);
    }

    @AfterEach
    void end() {
        child.destroyForcibly();
    }

    private JsonNode said() throws IOException {
        return Json.read(out.readLine());
    }

    private void tell(String line) throws IOException {
        child.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        child.getOutputStream().flush();
    }

    private JsonNode ask(String line) throws IOException {
        tell(line);
        return said();
    }

    private JsonNode call(String order) throws IOException {
        return ask("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"butler\",\"arguments\":" + order + "}}");
    }

    private void open() throws IOException {
        JsonNode hello = ask("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\","
                + "\"capabilities\":{},\"clientInfo\":{\"name\":\"hand\",\"version\":\"1\"}}}");
        assertThat(hello).isEqualTo(Json.read("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocolVersion\":\"2025-06-18\","
                + "\"capabilities\":{\"tools\":{\"listChanged\":true}},\"serverInfo\":{\"name\":\"sample.butler\",\"version\":\"1.0.0\"}}}"));
        tell("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    }

    @Test
    void it_tells_its_tools_with_schema_and_effect_and_calls_them() throws Exception {
        open();
        JsonNode tool = ask("{\"jsonrpc\":\"2.0\",\"id\":\"two\",\"method\":\"tools/list\"}").at("/result/tools/0");
        assertThat(tool.path("name").asText()).isEqualTo("butler");
        assertThat(tool.path("annotations")).isEqualTo(Json.read("{\"readOnlyHint\":false,\"destructiveHint\":true,\"idempotentHint\":false}"));
        assertThat(tool.at("/inputSchema/type").asText()).isEqualTo("object");
        assertThat(tool.at("/inputSchema/required")).isEqualTo(Json.read("[\"deed\"]"));
        assertThat(call("{\"deed\":\"say\",\"with\":\"Sir\"}").path("result")).isEqualTo(Json.read("{\"content\":[{\"type\":\"text\",\"text\":\"Sir\"}],"
                + "\"isError\":false,\"_meta\":{\"dev.chela/outcome\":\"ok\",\"dev.chela/details\":{\"length\":3}}}"));
        assertThat(call("{\"deed\":\"call\"}").at("/result/content/0/text").asText()).contains("7 of", "agent:main:main");
        JsonNode dance = call("{\"deed\":\"dance\"}").path("result");
        assertThat(dance.path("isError").asBoolean()).isTrue();
        assertThat(dance.at("/content/0/text").asText()).startsWith("argument 'deed' must be one of say, print");
        assertThat(call("{\"deed\":\"break\",\"with\":\"a cup\"}").at("/result/content/0/text").asText()).isEqualTo("the butler dropped a cup");
        assertThat(call("{\"deed\":\"power\"}").at("/result/content/0/text").asText()).contains("'Files' is not granted in the second lane");
    }

    @Test
    void what_is_wrong_is_answered_and_ends_nothing() throws Exception {
        open();
        assertThat(ask("what?").path("error").path("code").asInt()).isEqualTo(-32700);
        assertThat(ask("[]").path("error").path("code").asInt()).isEqualTo(-32600);
        assertThat(ask("{\"jsonrpc\":\"1.0\",\"id\":3,\"method\":\"ping\"}").path("error").path("code").asInt()).isEqualTo(-32600);
        assertThat(ask("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"resources/list\"}").path("error").path("code").asInt()).isEqualTo(-32601);
        assertThat(ask("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\",\"params\":{\"name\":\"maid\"}}").path("error"))
                .isEqualTo(Json.read("{\"code\":-32602,\"message\":\"there is no tool maid\"}"));
        tell("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":99}}");
        tell("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/unheard-of\"}");
        assertThat(ask("{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"ping\"}").path("result").isObject()).isTrue();
    }

    @Test
    void a_call_that_was_cancelled_is_interrupted_and_not_answered() throws Exception {
        open();
        tell("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"tools/call\",\"params\":{\"name\":\"butler\",\"arguments\":{\"deed\":\"wait\"}}}");
        tell("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":5}}");
        assertThat(call("{\"deed\":\"say\",\"with\":\"next\"}").path("id").asInt()).isEqualTo(7);
    }

    @Test
    void progress_is_told_to_who_asked_for_it() throws Exception {
        open();
        assertThat(ask("{\"jsonrpc\":\"2.0\",\"id\":6,\"method\":\"tools/call\",\"params\":{\"name\":\"butler\",\"arguments\":{\"deed\":\"progress\"},"
                + "\"_meta\":{\"progressToken\":\"p\"}}}")).isEqualTo(Json.read("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\","
                        + "\"params\":{\"progressToken\":\"p\",\"progress\":1,\"message\":\"half way\"}}"));
        assertThat(said().at("/result/content/0/text").asText()).isEqualTo("arrived");
    }

    @Test
    void what_the_plugin_prints_is_not_in_the_way_and_at_the_end_of_the_input_the_child_ends() throws Exception {
        open();
        assertThat(call("{\"deed\":\"print\",\"with\":\"(printed by a test)\"}").at("/result/content/0/text").asText()).isEqualTo("printed");
        tell("{\"jsonrpc\":\"2.0\",\"id\":8,\"method\":\"tools/call\",\"params\":{\"name\":\"butler\",\"arguments\":{\"deed\":\"wait\"}}}");
        child.getOutputStream().close();
        assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isZero();
    }
}
