package dev.chela.skills.loader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.session.Blocks;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import dev.langchain4j.data.message.SystemMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnTest {
    @TempDir
    private Path root;

    private Talk talk;

    @BeforeEach
    void open() {
        talk = new Talk(root).offering("read", "text");
        talk.house.skills.add(new DiskLoader(Carried.nothing()));
    }

    @AfterEach
    void close() {
        talk.close();
    }

    private void save(String name, String text) throws IOException {
        Path folder = Files.createDirectories(root.resolve("workspace/skills").resolve(name));
        Files.writeString(folder.resolve("SKILL.md"), text);
    }

    private PacedModel.Asked said(String id, String text) throws InterruptedException {
        talk.say(id, text);
        PacedModel.Asked asked = talk.model.next();
        asked.answer("ok");
        talk.end(id);
        return asked;
    }

    private static String system(PacedModel.Asked asked) {
        return ((SystemMessage) asked.messages().get(0)).text();
    }

    @Test
    void a_saved_file_counts_in_the_next_turn_and_before_what_changes_often() throws Exception {
        assertThat(system(said("a", "hello"))).doesNotContain("## Skills");
        save("tide", "---\nname: tide\ndescription: The sea\n---\nLook out.\n");
        String system = system(said("b", "hello"));
        assertThat(system).contains("<name>tide</name>");
        assertThat(system.indexOf("## Skills")).isBetween(system.indexOf("## Safety"), system.indexOf("## Workspace"));
        save("tide", "---\nname: [\n---\n");
        assertThat(system(said("c", "hello"))).doesNotContain("tide");
    }

    @Test
    void without_a_tool_that_reads_no_skill_is_offered() throws Exception {
        save("tide", "---\nname: tide\ndescription: The sea\n---\nLook out.\n");
        try (Talk mute = new Talk(root.resolve("mute"))) {
            mute.house.skills.add(new DiskLoader(Carried.nothing()));
            Files.createDirectories(root.resolve("mute/workspace"));
            Files.move(root.resolve("workspace/skills"), root.resolve("mute/workspace/skills"));
            mute.say("a", "hello");
            PacedModel.Asked asked = mute.model.next();
            asked.answer("ok");
            mute.end("a");
            assertThat(system(asked)).doesNotContain("## Skills");
        }
    }

    @Test
    void a_slash_gives_the_model_the_instructions_and_people_see_what_was_written() throws Exception {
        save("tide", "---\nname: tide\ndescription: The sea\n---\nLook out of the window.\n");
        assertThat(said("a", "/tide at noon").heard()).singleElement()
                .satisfies(heard -> assertThat(heard).startsWith("/tide at noon").contains("Look out of the window."));
        var content = talk.entries().stream().filter(entry -> entry.role().equals("user")).findFirst().orElseThrow().message().path("content");
        assertThat(content).hasSize(2);
        assertThat(content.get(0).path("text").asText()).isEqualTo("/tide at noon");
        assertThat(Blocks.isAside(content.get(1))).isTrue();
    }

    @Test
    void skill_with_a_name_goes_to_the_assistant_and_without_one_lists_what_there_is() throws Exception {
        save("tide", "---\nname: tide\ndescription: The sea\n---\nLook out of the window.\n");
        assertThat(said("a", "/skill tide at noon").heard()).singleElement().asString().contains("Look out of the window.");
        assertThat(talk.say("b", "/skill").end("b").text()).isEqualTo("/tide  The sea");
        assertThat(talk.say("c", "/skill moon").end("c").text()).startsWith("There is no skill \"moon\"").contains("/tide");
    }
}
