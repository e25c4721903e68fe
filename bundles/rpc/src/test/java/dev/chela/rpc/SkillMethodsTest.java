package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.skill.Skill;
import dev.chela.core.skill.Skill.Installer;
import dev.chela.core.skill.Skill.Meta;
import dev.chela.core.skill.Skill.Needs;
import dev.chela.core.skill.Skill.Source;
import dev.chela.core.skill.Skill.Use;
import dev.chela.core.skill.SkillLoader.Library;
import dev.chela.core.skill.SkillLoader.Problem;
import dev.chela.core.skill.SkillsConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkillMethodsTest {
    @TempDir
    private Path root;
    private WiredHouse house;
    private Client client;

    @BeforeEach
    void open() throws Exception {
        house = new WiredHouse(root);
        house.config.section("skills", SkillsConfig.class);
        Needs needs = new Needs(List.of(), List.of("no-such-program"), List.of("sh", "no-such-shell"), List.of("SEA_KEY"), List.of("browser.enabled"));
        Meta meta = new Meta(false, "sea", "W", "https://example.org", "SEA_KEY", needs, List.of(
                new Installer("brew", "brew", "Install it", List.of("no-such-program"), List.of(), Map.of("formula", "it")),
                new Installer("mac", "brew", "Install it", List.of(), List.of("darwin"), Map.of())));
        Library library = new Library(List.of(
                new Skill("status", "A skill with a command's name", root.resolve("skills/status/SKILL.md"), Source.WORKSPACE, Meta.NONE, Use.PLAIN),
                new Skill("tide", "The sea", root.resolve("skills/tide/SKILL.md"), Source.MANAGED, meta, Use.PLAIN)),
                List.of(new Problem(root.resolve("skills/broken/SKILL.md"), 3, "is no YAML")));
        house.talk.house.skills.add((roots, reach) -> library);
        client = house.client();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        house.close();
    }

    @Test
    void the_status_says_of_each_skill_what_it_needs_and_what_is_missing() {
        JsonNode status = client.call("skills.status", "{'agentId':'main'}");
        JsonNode tide = status.path("skills").get(1);
        assertThat(status.path("managedSkillsDir").asText()).endsWith("/skills");
        assertThat(tide.path("skillKey").asText()).isEqualTo("sea");
        assertThat(tide.path("source").asText()).isEqualTo("openclaw-managed");
        assertThat(tide.path("eligible").asBoolean()).isFalse();
        assertThat(tide.path("requirements").path("anyBins")).hasSize(2);
        assertThat(tide.path("missing").toString()).isEqualTo(
                "{\"bins\":[\"no-such-program\"],\"anyBins\":[],\"env\":[\"SEA_KEY\"],\"config\":[\"browser.enabled\"],\"os\":[]}");
        assertThat(tide.path("configChecks").get(0).path("satisfied").asBoolean()).isFalse();
        assertThat(tide.path("install").findValuesAsText("id")).containsExactly("brew");
        assertThat(tide.path("commandVisible").asBoolean()).isFalse();
    }

    @Test
    void the_workshop_has_the_skills_of_the_workspace_and_shows_them() throws Exception {
        Path file = root.resolve("skills/status/SKILL.md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "---\nname: status\n---\nLook.");
        JsonNode proposals = client.call("skills.proposals.list", "{'agentId':'main'}");
        assertThat(proposals.path("proposals")).isEmpty();
        assertThat(proposals.path("installedSkills").findValuesAsText("name")).containsExactly("status");
        assertThat(client.call("skills.workshop.read", "{'name':'status'}").path("content").asText()).endsWith("Look.");
        assertThat(client.refused("skills.workshop.read", "{'name':'tide'}").path("message").asText()).contains("\"tide\"", "skills.proposals.list");
        Files.delete(file);
        assertThat(client.refused("skills.workshop.read", "{'name':'status'}").path("message").asText()).contains("cannot be read");
    }

    @Test
    void files_that_are_no_skills_are_told_with_their_line() {
        JsonNode problem = client.call("skills.status", "{'sessionKey':'main'}").path("problems").get(0);
        assertThat(problem.path("path").asText()).endsWith("broken/SKILL.md");
        assertThat(problem.path("line").asInt()).isEqualTo(3);
    }

    @Test
    void settings_are_written_and_secrets_are_not_answered() throws Exception {
        JsonNode answer = client.call("skills.update", "{'skillKey':'sea','enabled':false,'apiKey':'a-secret-key','env':{'SEA_PORT':'Husum'}}");
        assertThat(answer.path("ok").asBoolean()).isTrue();
        assertThat(answer.toString()).doesNotContain("a-secret-key", "Husum");
        String written = Files.readString(house.talk.house.home.config());
        assertThat(written).contains("sea", "a-secret-key", "Husum", "false");
        client.call("skills.update", "{'skillKey':'sea','apiKey':'','env':{'SEA_PORT':''}}");
        assertThat(Files.readString(house.talk.house.home.config())).doesNotContain("a-secret-key", "Husum");
    }

    @Test
    void a_skill_or_a_source_that_is_not_there_is_refused() {
        assertThat(client.refused("skills.update", "{'skillKey':'moon','enabled':true}").path("message").asText()).contains("\"moon\"", "skills.status");
        assertThat(client.refused("skills.update", "{'source':'clawhub','all':true}").path("message").asText()).contains("ClawHub");
        assertThat(client.refused("skills.update", "{'enabled':true}").path("message").asText()).contains("skillKey");
    }

    @Test
    void skills_stand_among_the_commands_and_give_way_to_their_names() {
        for (JsonNode commands : List.of(client.call("commands.list", "{}").path("commands"), client.call("chat.metadata", "{}").path("commands"))) {
            JsonNode skill = commands.get(commands.size() - 1);
            assertThat(skill.path("source").asText()).isEqualTo("skill");
            assertThat(skill.path("name").asText()).isEqualTo("status_2");
            assertThat(skill.path("skillDisplayName").asText()).isEqualTo("status");
        }
    }
}
