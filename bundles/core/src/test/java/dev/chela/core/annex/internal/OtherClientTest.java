package dev.chela.core.annex.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.mcp.client.DefaultMcpClient;
import dev.langchain4j.mcp.client.McpClient;
import dev.langchain4j.mcp.client.transport.stdio.StdioMcpTransport;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A child before a client that is not ours: LangChain4j's. */
class OtherClientTest {
    @TempDir
    private Path directory;

    @Test
    @Timeout(60)
    void another_projects_client_lists_and_calls_the_tools_of_a_plugin() throws Exception {
        var transport = StdioMcpTransport.builder().command(Samples.line(Samples.lay(directory, Samples.butler()), directory)).build();
        try (McpClient client = DefaultMcpClient.builder().transport(transport).toolExecutionTimeout(Duration.ofSeconds(20)).build()) {
            client.checkHealth();
            assertThat(client.listTools()).singleElement().satisfies(tool -> {
                assertThat(tool.name()).isEqualTo("butler");
                assertThat(tool.description()).isEqualTo("Does what it is told");
                assertThat(tool.parameters().required()).containsExactly("deed");
                assertThat(tool.parameters().properties()).containsOnlyKeys("deed", "with");
                assertThat(tool.metadata()).containsEntry("destructiveHint", true).containsEntry("readOnlyHint", false);
            });
            assertThat(said(client, "{\"deed\":\"say\",\"with\":\"Madam\"}")).isEqualTo("Madam");
            assertThatThrownBy(() -> said(client, "{\"deed\":\"refuse\",\"with\":\"no cake\"}")).hasMessageContaining("the butler regrets: no cake");
        }
    }

    private static String said(McpClient client, String arguments) {
        return client.executeTool(ToolExecutionRequest.builder().id("1").name("butler").arguments(arguments).build()).resultText();
    }
}
