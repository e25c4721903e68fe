package dev.chela.skills.loader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.skill.Skills;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptTest {
    @TempDir
    private Path root;

    private Shelf shelf;

    @BeforeEach
    void open() throws IOException {
        shelf = new Shelf(root);
    }

    @AfterEach
    void close() throws IOException {
        shelf.close();
    }

    private String prompt() {
        return shelf.desk.prompt(shelf.agent());
    }

    private void many(int count, int description) throws IOException {
        for (int i = 0; i < count; i++) {
            shelf.skill(shelf.managed(), String.format("skill-%03d", i), "description: " + "word ".repeat(description / 5));
        }
    }

    @Test
    void skills_are_listed_by_name_with_what_they_are_for_and_where_they_lie() throws IOException {
        shelf.skill(shelf.managed(), "tide", "description: Sea & <moon>");
        shelf.skill(shelf.workspace(), "Soup", "description: d");
        assertThat(prompt()).startsWith("\n## Skills\n").contains(
                "<skill><name>tide</name><description>Sea &amp; &lt;moon&gt;</description><location>" + shelf.managed().resolve("tide/SKILL.md")
                        + "</location></skill>");
        assertThat(prompt().indexOf("Soup")).isLessThan(prompt().indexOf("tide"));
    }

    @Test
    void nothing_is_said_where_there_is_none() {
        assertThat(prompt()).isEmpty();
    }

    @Test
    void a_skill_that_only_people_start_is_not_listed() throws IOException {
        shelf.skill(shelf.managed(), "tide", "description: d\ndisable-model-invocation: true");
        assertThat(prompt()).isEmpty();
        assertThat(shelf.desk.slashes(shelf.agent())).extracting(Skills.Slash::name).containsExactly("tide");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 300, 2_000, 5_000, 12_000, 60_000})
    void the_list_never_exceeds_its_size(int size) throws IOException {
        shelf.configured("{skills: {limits: {maxSkillsPromptChars: " + size + "}}}");
        many(60, 400);
        assertThat(prompt().length()).isLessThanOrEqualTo(size);
    }

    @Test
    void all_are_named_before_all_is_said_of_any() throws IOException {
        many(60, 400);
        String full = prompt();
        assertThat(full).hasSizeLessThanOrEqualTo(18_000);
        assertThat(IntStream.range(0, 60)).allSatisfy(i -> assertThat(full).contains(String.format("<name>skill-%03d<", i)));
        assertThat(full).contains("…").doesNotContain("not shown");
    }

    @Test
    void what_does_not_fit_is_said_to_be_there() throws IOException {
        shelf.configured("{skills: {limits: {maxSkillsPromptChars: 3000}}}");
        many(60, 100);
        assertThat(prompt()).containsPattern("\\d+ more are not shown");
        shelf.configured("{skills: {limits: {maxSkillsInPrompt: 10}}}");
        assertThat(prompt()).contains("(50 more are not shown");
    }

    @ParameterizedTest
    @CsvSource({
        "/tide now, tide", "/skill tide now, tide", "/SKILL: Tide now, tide", "/north_sea, north-sea", "/north-sea x, north-sea", "/tide_2, tide",
        "what does $tide say, tide", "/tides, ''", "tide, ''", "5$tide, ''", "a /tide, ''", "/skill, ''", "/skill nothing, ''", "/secret, ''"})
    void people_ask_for_a_skill_by_a_slash_or_a_dollar(String message, String skill) throws IOException {
        shelf.skill(shelf.managed(), "tide", "description: d");
        shelf.skill(shelf.managed(), "north-sea", "description: d");
        shelf.skill(shelf.managed(), "secret", "description: d\nuser-invocable: false");
        String told = shelf.desk.asked(shelf.agent().id(), message).orElse("");
        if (skill.isEmpty()) {
            assertThat(told).isEmpty();
        } else {
            assertThat(told).contains("\"" + skill + "\"", "Do " + skill + ".").doesNotContain("description:");
        }
    }

    @Test
    void the_folder_stands_in_the_instructions_where_they_ask_for_it() throws IOException {
        Path file = shelf.skill(shelf.managed(), "tide", "description: d");
        Files.writeString(file, Files.readString(file) + "Run {baseDir}/tide.sh\n");
        assertThat(shelf.desk.asked(shelf.agent().id(), "/tide")).hasValueSatisfying(told -> assertThat(told).contains("Run " + file.getParent() + "/tide.sh"));
    }

    @Test
    void slashes_are_short_plain_and_different() throws IOException {
        shelf.skill(shelf.managed(), "north sea", "description: d");
        shelf.skill(shelf.managed(), "North.Sea!", "description: d");
        shelf.skill(shelf.managed(), "x".repeat(40), "description: d");
        assertThat(shelf.desk.slashes(shelf.agent())).extracting(Skills.Slash::name)
                .containsExactlyInAnyOrder("north_sea", "north_sea_2", "x".repeat(32));
    }
}
