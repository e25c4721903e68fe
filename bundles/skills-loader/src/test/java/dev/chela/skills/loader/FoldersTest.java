package dev.chela.skills.loader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.skill.Skill.Source;
import dev.chela.core.skill.SkillLoader.Reach;
import dev.chela.core.skill.SkillLoader.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
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

    @Test
    void of_two_of_one_name_the_one_nearer_to_the_agent_is_taken() throws IOException {
        Path extra = root.resolve("extra");
        shelf.configured("{skills: {load: {extraDirs: ['" + extra + "']}}}");
        shelf.skill(extra, "tide", "description: extra");
        assertThat(shelf.standing("tide").skill().source()).isEqualTo(Source.EXTRA);
        shelf.skill(shelf.bundled(), "tide", "description: bundled");
        assertThat(shelf.standing("tide").skill().source()).isEqualTo(Source.BUNDLED);
        shelf.skill(shelf.managed(), "tide", "description: managed");
        assertThat(shelf.standing("tide").skill().source()).isEqualTo(Source.MANAGED);
        shelf.skill(shelf.agent().workspace().resolve(".agents/skills"), "tide", "description: project");
        assertThat(shelf.standing("tide").skill().source()).isEqualTo(Source.PROJECT);
        shelf.skill(shelf.workspace(), "tide", "description: workspace");
        assertThat(shelf.standing("tide").skill().source()).isEqualTo(Source.WORKSPACE);
        assertThat(shelf.desk.standing(shelf.agent())).hasSize(1);
    }

    @Test
    void an_agent_has_its_own_and_the_common_ones() throws IOException {
        shelf.configured("{agents: {entries: {main: {}, cook: {}}}}");
        shelf.skill(shelf.workspace(), "tide", "description: d");
        shelf.skill(shelf.agent("cook").workspace().resolve("skills"), "soup", "description: d");
        shelf.skill(shelf.managed(), "mail", "description: d");
        assertThat(shelf.usable()).containsExactly("mail", "tide");
        assertThat(shelf.usable("cook")).containsExactly("mail", "soup");
    }

    @Test
    void a_file_counts_when_it_is_saved_and_until_it_is_deleted() throws IOException {
        assertThat(shelf.usable()).isEmpty();
        Path file = shelf.skill(shelf.workspace(), "tide", "description: first");
        assertThat(shelf.desk.prompt(shelf.agent())).contains("first");
        shelf.skill(shelf.workspace(), "tide", "description: second words");
        assertThat(shelf.desk.prompt(shelf.agent())).contains("second words").doesNotContain("first");
        Files.delete(file);
        assertThat(shelf.desk.prompt(shelf.agent())).isEmpty();
    }

    @Test
    void nothing_is_read_again_while_nothing_changes() throws IOException {
        shelf.skill(shelf.workspace(), "tide", "description: d");
        List<Root> roots = List.of(new Root(shelf.workspace(), Source.WORKSPACE));
        Reach reach = new Reach(List.of(), 1_000);
        assertThat(shelf.loader.load(roots, reach).skills()).hasSize(1);
        assertThat(shelf.loader.load(roots, reach)).isSameAs(shelf.loader.load(roots, reach));
    }

    @Test
    void without_watching_files_are_read_once_and_again_when_the_configuration_changes() throws IOException {
        shelf.configured("{skills: {load: {watch: false}}}");
        shelf.skill(shelf.workspace(), "tide", "description: d");
        assertThat(shelf.usable()).containsExactly("tide");
        shelf.skill(shelf.workspace(), "soup", "description: d");
        assertThat(shelf.usable()).containsExactly("tide");
        shelf.configured("{skills: {load: {watch: false}}, agents: {defaults: {maxConcurrent: 3}}}");
        assertThat(shelf.usable()).containsExactly("soup", "tide");
    }

    @Test
    void a_broken_file_is_reported_with_its_line_and_disturbs_nothing() throws IOException {
        shelf.skill(shelf.workspace(), "tide", "description: d");
        Path broken = shelf.skill(shelf.workspace(), "soup", "metadata: [");
        assertThat(shelf.usable()).containsExactly("tide");
        assertThat(shelf.desk.problems(shelf.agent())).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo(broken);
            assertThat(problem.line()).isPositive();
            assertThat(problem.message()).contains("YAML");
        });
        shelf.skill(shelf.workspace(), "soup", "description: mended");
        assertThat(shelf.usable()).containsExactly("soup", "tide");
        assertThat(shelf.desk.problems(shelf.agent())).isEmpty();
    }

    @Test
    void folders_may_be_grouped_but_a_skill_is_not_searched_for_others() throws IOException {
        shelf.skill(shelf.managed().resolve("sea/north"), "tide", "description: d");
        shelf.skill(shelf.managed().resolve("sea/north/tide"), "inner", "description: d");
        shelf.skill(shelf.managed().resolve("a/b/c/d/e/f/g"), "deep", "description: d");
        shelf.skill(shelf.managed().resolve("node_modules"), "library", "description: d");
        shelf.skill(shelf.managed().resolve(".git"), "hidden", "description: d");
        assertThat(shelf.usable()).containsExactly("tide");
    }

    @Test
    void a_link_may_not_lead_out_of_its_root_unless_the_configuration_names_the_target() throws IOException {
        Path elsewhere = root.resolve("elsewhere");
        shelf.skill(elsewhere, "tide", "description: d");
        Files.createDirectories(shelf.workspace());
        Files.createSymbolicLink(shelf.workspace().resolve("tide"), elsewhere.resolve("tide"));
        Files.createDirectories(shelf.workspace().resolve("sly"));
        Files.createSymbolicLink(shelf.workspace().resolve("sly/SKILL.md"), elsewhere.resolve("tide/SKILL.md"));
        assertThat(shelf.usable()).isEmpty();
        assertThat(shelf.desk.problems(shelf.agent())).hasSize(2).allSatisfy(p -> assertThat(p.message()).contains("allowSymlinkTargets"));
        shelf.configured("{skills: {load: {allowSymlinkTargets: ['" + elsewhere + "']}}}");
        assertThat(shelf.usable()).containsExactly("tide");
    }

    @Test
    void a_link_within_its_root_may_go_round_in_circles() throws IOException {
        shelf.skill(shelf.managed().resolve("sea"), "tide", "description: d");
        Files.createSymbolicLink(shelf.managed().resolve("sea/again"), shelf.managed());
        assertThat(shelf.usable()).containsExactly("tide");
    }

    @Test
    void a_file_that_is_too_large_or_no_text_is_reported() throws IOException {
        shelf.configured("{skills: {limits: {maxSkillFileBytes: 100}}}");
        shelf.skill(shelf.workspace(), "long", "description: " + "x".repeat(100));
        Files.write(shelf.skill(shelf.workspace(), "bytes", "description: d"), new byte[] {'-', (byte) 0xff, (byte) 0xfe});
        assertThat(shelf.desk.problems(shelf.agent())).extracting(p -> p.message().split(" ")[0] + " " + p.message().split(" ")[1])
                .containsExactly("is no", "has 142");
        shelf.configured("{}");
        assertThat(shelf.usable()).containsExactly("long");
    }
}
