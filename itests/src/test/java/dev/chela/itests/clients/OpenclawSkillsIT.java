package dev.chela.itests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.OneHouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The skill folders that OpenClaw is published with, unchanged. */
@Tag("clients")
class OpenclawSkillsIT extends OneHouse {
    @Override
    protected String settings() {
        return super.settings().replaceFirst("tools:", "skills: { load: { extraDirs: [\"" + Openclaw.skills() + "\"] } },\n  tools:");
    }

    @Test
    void all_of_them_load_are_gated_and_are_offered_without_an_error() throws IOException {
        List<String> folders;
        try (Stream<Path> skills = Files.list(Openclaw.skills())) {
            folders = skills.filter(folder -> Files.exists(folder.resolve("SKILL.md"))).map(Path::toString).sorted().toList();
        }
        JsonNode status = wire.call("skills.status", "{}");
        List<JsonNode> theirs = Stream.iterate(0, i -> i < status.path("skills").size(), i -> i + 1).map(status.path("skills")::get)
                .filter(skill -> skill.path("source").asText().equals("openclaw-extra")).toList();

        assertThat(status.path("problems")).isEmpty();
        assertThat(folders).hasSizeGreaterThan(40);
        // Ours of the same name go before theirs: of "weather" there are two.
        assertThat(theirs).hasSize(folders.size() - 1);
        assertThat(theirs).allSatisfy(skill -> {
            assertThat(skill.path("description").asText()).isNotBlank();
            assertThat(skill.path("eligible").asBoolean()).isEqualTo(Stream.of("bins", "anyBins", "env", "config", "os")
                    .allMatch(what -> skill.path("missing").path(what).isEmpty()));
        });
        assertThat(theirs).anySatisfy(skill -> assertThat(skill.path("missing").path("os").toString()).contains("darwin"));
        assertThat(theirs).anySatisfy(skill -> assertThat(skill.path("missing").path("bins")).isNotEmpty());
        assertThat(theirs).anySatisfy(skill -> assertThat(skill.path("install")).isNotEmpty());

        wire.converse(session, "echo what can you do", fresh("run"));
        String prompt = model.last().body().path("messages").get(0).path("content").asText();
        assertThat(theirs.stream().filter(skill -> skill.path("eligible").asBoolean()).toList()).isNotEmpty().allSatisfy(skill ->
                assertThat(prompt.contains("<name>" + skill.path("name").asText() + "</name>")).isEqualTo(skill.path("modelVisible").asBoolean()));
        assertThat(gateway.log().sinceBoot()).doesNotContain(" ERROR ", " WARN ");
    }
}
