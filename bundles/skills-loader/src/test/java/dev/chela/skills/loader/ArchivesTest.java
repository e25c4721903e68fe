package dev.chela.skills.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Permanent;
import dev.chela.core.skill.Skill.Source;
import dev.chela.core.skill.SkillArchives;
import dev.chela.core.skill.SkillArchives.Existing;
import dev.chela.core.skill.SkillArchives.Installed;
import dev.chela.core.task.SystemClock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Skills that somebody sends packed, and folders that somebody drops. */
class ArchivesTest {
    private static final String SKILL = "---\nname: tide\ndescription: The sea\n---\nLook out.\n";

    @TempDir
    private Path root;

    private final SystemClock clock = new SystemClock();
    private Shelf shelf;
    private SkillArchives archives;

    @BeforeEach
    void open() throws IOException {
        shelf = new Shelf(root);
        archives = new SkillArchives(shelf.desk, shelf.home, clock);
    }

    @AfterEach
    void close() throws IOException {
        shelf.close();
        clock.close();
    }

    private Path zip(Map<String, String> files) throws IOException {
        Path archive = root.resolve("a.zip");
        try (OutputStream file = Files.newOutputStream(archive); ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Map.Entry<String, String> entry : new TreeMap<>(files).entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return archive;
    }

    private Installed install(Map<String, String> files, Existing existing) throws IOException {
        return archives.install(zip(files), "tide", Optional.empty(), existing);
    }

    @Test
    void an_archive_becomes_a_skill_that_counts_at_once_with_its_scripts_to_be_run() throws IOException {
        Installed installed = install(Map.of("SKILL.md", SKILL, "scripts/run.sh", "#!/bin/sh\necho sea\n"), Existing.STAYS);
        assertThat(installed.folder()).isEqualTo(shelf.managed().resolve("tide"));
        assertThat(shelf.usable()).containsExactly("tide");
        assertThat(installed.folder().resolve("scripts/run.sh")).isExecutable();
        assertThat(installed.folder().resolve("SKILL.md").toFile().canExecute()).isFalse();
    }

    @Test
    void clients_may_send_skills_only_when_the_configuration_says_so() throws IOException {
        assertThat(shelf.desk.takesArchives()).isFalse();
        assertThat(shelf.configured("{skills: {install: {allowUploadedArchives: true}}}").desk.takesArchives()).isTrue();
    }

    @Test
    void an_archive_may_hold_one_folder_and_be_for_one_agent() throws IOException {
        archives.install(zip(Map.of("tide-main/SKILL.md", SKILL, "tide-main/a/b.md", "b")), "tide", Optional.of(shelf.agent()), Existing.STAYS);
        assertThat(shelf.workspace().resolve("tide/a/b.md")).hasContent("b");
        assertThat(shelf.standing("tide").skill().source()).isEqualTo(Source.WORKSPACE);
    }

    @Test
    void what_is_there_stays_unless_it_is_to_give_way_and_then_goes_to_the_trash() throws IOException {
        install(Map.of("SKILL.md", SKILL), Existing.STAYS);
        assertThatThrownBy(() -> install(Map.of("SKILL.md", SKILL.replace("sea", "moon")), Existing.STAYS))
                .isInstanceOf(Permanent.class).hasMessageContaining("already");
        install(Map.of("SKILL.md", SKILL.replace("sea", "moon")), Existing.GIVES_WAY);
        assertThat(shelf.standing("tide").skill().description()).isEqualTo("The moon");
        try (Stream<Path> trash = Files.walk(shelf.home.root().resolve("trash"))) {
            assertThat(trash.filter(file -> file.endsWith("SKILL.md"))).singleElement().satisfies(file -> assertThat(file).hasContent(SKILL));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../out.md", "/etc/out.md", "a/../../out.md", "a\\..\\out.md"})
    void a_name_that_leads_out_is_refused_and_nothing_is_left(String name) throws IOException {
        Path archive = zip(Map.of("SKILL.md", SKILL, name, "x"));
        assertThatThrownBy(() -> archives.install(archive, "tide", Optional.empty(), Existing.STAYS)).hasMessageContaining("leads out");
        nothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"---\nname: [\n---\n", "", "---\nname: tide\n---\n"})
    void what_is_no_skill_is_refused_and_nothing_is_left(String text) throws IOException {
        Path archive = zip(Map.of("SKILL.md", text));
        assertThatThrownBy(() -> archives.install(archive, "tide", Optional.empty(), Existing.STAYS)).isInstanceOf(Permanent.class)
                .hasMessageContaining("no skill");
        nothingIsLeft();
    }

    @Test
    void what_has_no_skill_is_no_zip_or_is_too_large_is_refused() throws IOException {
        assertThatThrownBy(() -> install(Map.of("README.md", "x"), Existing.STAYS)).hasMessageContaining("no SKILL.md");
        Path text = Files.writeString(root.resolve("b.zip"), "hello");
        assertThatThrownBy(() -> archives.install(text, "tide", Optional.empty(), Existing.STAYS)).hasMessageContaining("no zip");
        assertThatThrownBy(() -> archives.install(text, "../tide", Optional.empty(), Existing.STAYS)).hasMessageContaining("to match");
        assertThatThrownBy(() -> install(Map.of("SKILL.md", SKILL, "bomb", "0".repeat(129 << 20)), Existing.STAYS)).hasMessageContaining("more than");
        nothingIsLeft();
    }

    private void nothingIsLeft() throws IOException {
        assertThat(shelf.usable()).isEmpty();
        try (Stream<Path> inside = Files.list(shelf.managed())) {
            assertThat(inside).isEmpty();
        }
    }

    @Test
    void a_folder_that_is_dropped_beside_the_plugins_is_a_skill_until_it_is_taken_away() throws IOException {
        Path deploy = shelf.home.root().resolve("deploy");
        Path file = shelf.skill(deploy, "moon", "description: The moon");
        assertThat(shelf.usable()).containsExactly("moon");
        assertThat(shelf.standing("moon").skill().source()).isEqualTo(Source.PLUGIN);
        Files.delete(file);
        assertThat(shelf.usable()).isEmpty();
    }
}
