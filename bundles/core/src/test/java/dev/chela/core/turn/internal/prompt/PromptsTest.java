package dev.chela.core.turn.internal.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.id.SessionKey;
import dev.chela.core.agent.Agents.ContextFile;
import dev.chela.core.json.Json;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptsTest {
    @TempDir
    private Path root;

    private static String system(Talk talk, String id) throws InterruptedException {
        return system(talk, House.MAIN, id);
    }

    private static String system(Talk talk, SessionKey session, String id) throws InterruptedException {
        talk.say(session, id, "hello");
        PacedModel.Asked asked = talk.model.next();
        asked.answer("hi");
        talk.end(id);
        assertThat(asked.messages().get(0)).isInstanceOf(SystemMessage.class);
        return ((SystemMessage) asked.messages().get(0)).text();
    }

    @Test
    void what_changes_seldom_stands_before_what_changes_often() throws Exception {
        try (Talk talk = new Talk(root)) {
            talk.agents.files = List.of(new ContextFile("AGENTS.md", "Be brief."), new ContextFile("MEMORY.md", "Likes tea."));
            String text = system(talk, "a");
            assertThat(text.indexOf("## Tools")).isLessThan(text.indexOf("AGENTS.md"));
            assertThat(text.indexOf("Be brief.")).isLessThan(text.indexOf("Likes tea."));
            assertThat(text.indexOf("Likes tea.")).isLessThan(text.indexOf("## Now"));
            assertThat(text).contains(root.resolve("workspace").toString(), "agent:main:main");
            assertThat(system(talk, "b")).as("the same prompt for the same day and files").isEqualTo(text);
        }
    }

    @Test
    void where_tools_start_is_said_also_where_that_is_not_the_workspace() throws Exception {
        try (Talk talk = new Talk(root)) {
            assertThat(system(talk, "a")).contains("Your working directory is " + root.resolve("workspace")).doesNotContain("sandbox");
            talk.sandbox = root.resolve("walls");
            assertThat(system(talk, "b")).contains("Your working directory is " + root.resolve("walls"), "of " + root.resolve("workspace"));
        }
    }

    @Test
    void what_it_remembers_of_its_person_is_not_told_where_others_listen() throws Exception {
        try (Talk talk = new Talk(root)) {
            talk.agents.files = List.of(new ContextFile("AGENTS.md", "Be brief."), new ContextFile("MEMORY.md", "Likes tea."));
            assertThat(system(talk, new SessionKey("agent:main:loopback:channel:friends"), "a")).contains("Be brief.").doesNotContain("Likes tea.");
        }
    }

    @Test
    void speaks_of_memory_only_where_it_can_be_searched() throws Exception {
        try (Talk talk = new Talk(root)) {
            assertThat(system(talk, "a")).doesNotContain("## Memory");
            talk.tools.put("memory_search", use -> dev.chela.api.tool.ToolResult.text("nothing"));
            String text = system(talk, "b");
            assertThat(text.indexOf("## Memory")).isPositive().isLessThan(text.indexOf("## Workspace"));
        }
    }

    @Test
    void tools_are_offered_anew_in_each_step() throws Exception {
        try (Talk talk = new Talk(root)) {
            talk.tools.put("look", use -> {
                talk.tools.put("late", later -> dev.chela.api.tool.ToolResult.text("here"));
                return dev.chela.api.tool.ToolResult.text("looked");
            });
            talk.say("a", "go");
            PacedModel.Asked first = talk.model.next();
            assertThat(first.offered()).containsExactly("look");
            first.call("1:look");
            PacedModel.Asked second = talk.model.next();
            assertThat(second.offered()).containsExactly("late", "look");
            second.answer("done");
            talk.end("a");
        }
    }

    @Test
    void a_schema_reaches_the_model_as_it_is_written() {
        ObjectNode schema = (ObjectNode) Json.read("{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\",\"minimum\":1}},"
                + "\"required\":[\"n\"]}");
        var spec = Prompts.specification("dice", "Rolls", Json.write(schema));
        JsonSchemaElement n = spec.parameters().properties().get("n");
        assertThat(n.toString()).contains("minimum");
        assertThat(spec.parameters().required()).containsExactly("n");
    }
}
