package dev.chela.testkit.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.tool.Outcome;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.tool.ToolSpec;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every tool. Extend it in the tool's own tests. */
public abstract class ToolContract {
    @TempDir
    protected Path directory;

    protected ToolBench bench;

    /** A new instance. */
    protected abstract Tool<?> tool();

    /** Arguments that are right. */
    protected abstract String example();

    @BeforeEach
    void open() {
        bench = bench(directory).with(tool());
    }

    /** With other settings than the default ones, if need be. */
    protected ToolBench bench(Path at) {
        return new ToolBench(at);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private ToolSpec spec() {
        return bench.tools().find(tool().info().name()).orElseThrow();
    }

    /** Calls the tool. */
    protected ToolResult call(String arguments) throws InterruptedException {
        return bench.call(tool().info().name(), arguments);
    }

    /** Calls the tool, which must succeed, and gives its text. */
    protected String textOf(String arguments) throws InterruptedException {
        ToolResult result = call(arguments);
        assertThat(result.outcome()).as(ToolBench.text(result)).isEqualTo(Outcome.OK);
        return ToolBench.text(result);
    }

    /** Calls the tool, which must refuse, and gives its message. */
    protected String errorOf(String arguments) throws InterruptedException {
        ToolResult result = call(arguments);
        assertThat(result.outcome()).as(ToolBench.text(result)).isEqualTo(Outcome.ERROR);
        return ToolBench.text(result);
    }

    @Test
    void describes_itself_and_every_argument() {
        assertThat(spec().description()).isNotBlank();
        JsonNode schema = spec().schema();
        assertThat(schema.path("type").asText()).isEqualTo("object");
        schema.path("properties").properties().forEach(property ->
                assertThat(property.getValue().path("description").asText()).as(property.getKey()).isNotBlank());
    }

    @Test
    void is_announced_in_the_manifest_of_a_bundle_that_exports_nothing() {
        Manifest manifest = Manifest.of(tool());

        assertThat(manifest.provide()).containsPattern("chela\\.tool;[^,]*name=\"?" + spec().name() + "\"?(,|;|$)");
        assertThat(manifest.export()).isEmpty();
    }

    @Test
    void tells_a_model_what_is_wrong_with_its_arguments() throws Exception {
        assertThat(errorOf("{\"no such argument\": 1}")).contains("no such argument");
        assertThat(errorOf("{\"a\":")).contains("not JSON");
        assertThat(errorOf("[]")).contains("JSON object");
        for (JsonNode required : spec().schema().path("required")) {
            assertThat(errorOf("{\"" + required.asText() + "\": null}")).contains("missing");
        }
    }

    @Test
    void does_nothing_when_the_turn_was_aborted_before() {
        bench.cancellation().cancel("aborted");

        assertThatThrownBy(() -> call(example())).isInstanceOf(CancellationException.class);
    }
}
