package dev.chela.itests.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Until;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Skills of the distribution, of people and of a jar, as the assembled gateway offers them to a model. */
class SkillsIT extends OneHouse {
    private static final Path JAR = Path.of(System.getProperty("chela.root"), "examples", "skill-moon", "target",
            "skill-moon-" + System.getProperty("chela.version") + ".jar");

    @Override
    protected String settings() {
        return super.settings().replaceFirst("tools:", "skills: { entries: { tide: { apiKey: \"a-secret-of-the-sea\" } } },\n  tools:");
    }

    /** What the next turn is told before anything else. */
    private String prompt() {
        wire.converse(session, "echo what can you do", fresh("run"));
        return model.last().body().path("messages").get(0).path("content").asText();
    }

    private JsonNode status(String name) {
        for (JsonNode skill : wire.call("skills.status", "{}").path("skills")) {
            if (skill.path("name").asText().equals(name)) {
                return skill;
            }
        }
        throw new AssertionError("no skill " + name);
    }

    private Path save(String name, String text) throws IOException {
        Path folder = Files.createDirectories(gateway.home().resolve("skills").resolve(name));
        return Files.writeString(folder.resolve("SKILL.md"), text);
    }

    @Test
    void the_distributions_skills_are_offered_where_their_programs_are() {
        String prompt = prompt();
        for (String name : List.of("disk-report", "git-summary", "meeting-minutes", "pdf-text", "translate-notes", "weather")) {
            JsonNode skill = status(name);
            assertThat(skill.path("bundled").asBoolean()).isTrue();
            assertThat(Path.of(skill.path("filePath").asText())).exists();
            assertThat(prompt.contains("<name>" + name + "</name>")).as(name).isEqualTo(skill.path("eligible").asBoolean());
        }
    }

    @Test
    void a_saved_skill_counts_in_the_next_turn_and_a_broken_one_disturbs_nobody() throws IOException {
        assertThat(prompt()).doesNotContain("<name>tide</name>");
        save("tide", "---\nname: tide\ndescription: The sea\nmetadata: {openclaw: {primaryEnv: TIDE_KEY, requires: {env: [TIDE_KEY]}}}\n---\nLook out of the window.\n");
        Path broken = save("broken", "---\nname: [\n---\n");
        assertThat(prompt()).contains("<name>tide</name>").doesNotContain("broken");
        assertThat(wire.call("skills.status", "{}").path("problems").findValuesAsText("path")).containsExactly(broken.toRealPath().toString());
        assertThat(wire.converse(session, "tool exec {\"command\":\"echo ${#TIDE_KEY} letters\"}", fresh("run"))).contains("19 letters");
        wire.converse(session, "/tide at noon", fresh("run"));
        assertThat(model.last().body().toString()).contains("Look out of the window.");
        wire.call("skills.update", "{\"skillKey\":\"tide\",\"enabled\":false}");
        assertThat(prompt()).doesNotContain("<name>tide</name>");
        Files.delete(broken);
    }

    @Test
    void the_skill_of_a_jar_comes_and_goes_with_the_jar() throws IOException {
        assertThat(prompt()).doesNotContain("moon-phase");
        Path deployed = gateway.drop("moon.jar", Files.readAllBytes(JAR));
        Until.holds("the moon is offered", () -> prompt().contains("<name>moon-phase</name>"));
        JsonNode skill = status("moon-phase");
        String folder = skill.path("baseDir").asText();
        assertThat(wire.converse(session, "tool read {\"path\":\"" + skill.path("filePath").asText() + "\"}", fresh("run"))).contains("# The moon");
        assertThat(wire.converse(session, "tool exec {\"command\":\"sh " + folder + "/phase.sh 2000-01-21\"}", fresh("run"))).contains("full");
        Files.delete(deployed);
        Until.holds("the moon is gone", () -> !prompt().contains("moon-phase"));
        Until.holds(folder + " is gone", () -> Files.notExists(Path.of(folder)));
        assertThat(gateway.log().sinceBoot()).doesNotContain(" ERROR ");
    }
}
