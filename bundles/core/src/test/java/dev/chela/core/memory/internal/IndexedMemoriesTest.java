package dev.chela.core.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Memory.Corpus;
import dev.chela.api.grant.Memory.Hit;
import dev.chela.api.grant.Memory.Query;
import dev.chela.core.agent.Agent;
import dev.chela.core.memory.Memories.Status;
import dev.chela.core.memory.internal.MemorySettings.ExtraPath;
import dev.chela.core.memory.internal.MemorySettings.MemorySearch;
import dev.chela.core.task.CancelSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndexedMemoriesTest {
    private static final CancelSource NEVER = new CancelSource();

    @TempDir
    private Path root;

    private MemoryHouse house;
    private Agent ann;

    @BeforeEach
    void open() {
        house = new MemoryHouse(root);
        ann = house.agent("ann");
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void reopen(MemorySearch settings, Map<String, MemorySettings.Entry> entries) {
        house.close();
        house = new MemoryHouse(root, settings, entries);
    }

    @Test
    void finds_a_passage_with_its_lines_and_a_score() throws IOException {
        house.write(ann, "MEMORY.md", "# Facts\n\nThe boat is called Halcyon.\n");
        house.write(ann, "memory/2020-01-31-garden.md", "Planted beans.\nThe garden needs water.\n");

        Hit hit = house.search(ann, "What is the boat called?").hits().get(0);

        assertThat(hit).isEqualTo(new Hit("MEMORY.md", 1, 3, 1.0, "# Facts\n\nThe boat is called Halcyon.", Corpus.MEMORY));
        assertThat(house.paths(ann, "watering the garden")).containsExactly("memory/2020-01-31-garden.md");
        assertThat(house.paths(ann, "submarine")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Die Brücke über den Fluß, brücke", "Die Brücke über den Fluß, bruecke", "Die Brücke über den Fluß, BRUCKE",
        "Die Brücke über den Fluß, fluss", "Die Bruecke, brücke", "我在北京大学学习, 北京", "我在北京大学学习, 学", "私は猫が好きです, 猫",
        "우리는 서울에서 만났다, 서울", "ฉันรักกรุงเทพ, กรุงเทพ", "Party 🎉 tonight, 🎉", "Привет мир, ПРИВЕТ", "مرحبا بالعالم, بالعالم", "Café au lait, cafe",
        "The ports were deployed, deploying"})
    void finds_words_of_every_script(String text, String query) throws IOException {
        house.write(ann, "memory/other.md", "Nothing of the kind stands here.");
        house.write(ann, "memory/wanted.md", text);

        assertThat(house.paths(ann, query)).containsExactly("memory/wanted.md");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "boat\"", "\"boat", "boat AND", "NOT boat", "boat NEAR(", "NEAR(boat", "boat*", "path : boat", "{path body} : boat", "(boat", "boat)", "^boat",
        "boat + ", "- boat", "boat OR", "boat'; DROP TABLE chunks; --", "body:boat", "\u0000boat", "%boat_", "boat \uD800", "AND boat OR NOT"})
    void takes_a_query_for_words_whatever_it_looks_like(String query) throws IOException {
        house.write(ann, "MEMORY.md", "The boat is red.");

        assertThat(house.paths(ann, query)).containsExactly("MEMORY.md");
    }

    @Test
    void refuses_a_query_without_words_and_one_beyond_measure() {
        assertThatThrownBy(() -> house.search(ann, " \"*()- ")).isInstanceOf(Permanent.class).hasMessageContaining("no word");
        assertThatThrownBy(() -> house.search(ann, "boat ".repeat(1000))).isInstanceOf(Permanent.class).hasMessageContaining("5000 characters");
    }

    @Test
    void shows_no_agent_the_memory_of_another() throws IOException {
        Agent ben = house.agent("ben");
        house.write(ann, "MEMORY.md", "Ann's boat is called Halcyon.");
        house.write(ben, "memory/boats.md", "Ben's boat is called Petrel.");

        assertThat(house.paths(ann, "boat called Petrel")).containsExactly("MEMORY.md");
        assertThat(house.paths(ben, "boat called Halcyon")).containsExactly("memory/boats.md");
        for (String path : List.of("memory/boats.md", "../../ben/workspace/memory/boats.md",
                ben.workspace().resolve("memory/boats.md").toString(), "memory/../../../ben/workspace/memory/boats.md")) {
            assertThatThrownBy(() -> house.memories.read(ann, path, 1, 0)).as(path).isInstanceOf(Permanent.class);
        }
    }

    @Test
    void neither_finds_nor_reads_what_a_link_leads_to() throws IOException {
        Agent ben = house.agent("ben");
        Path secret = house.write(ben, "memory/secret.md", "The password of the boat is swordfish.");
        Path memory = Files.createDirectories(ann.workspace().resolve("memory"));
        Files.createSymbolicLink(memory.resolve("soft.md"), secret);
        Files.createLink(memory.resolve("hard.md"), secret);
        Files.createSymbolicLink(memory.resolve("directory"), secret.getParent());
        Files.createSymbolicLink(ann.workspace().resolve("MEMORY.md"), secret);

        assertThat(house.paths(ann, "password swordfish")).isEmpty();
        for (String path : List.of("memory/soft.md", "memory/hard.md", "memory/directory/secret.md", "MEMORY.md")) {
            assertThatThrownBy(() -> house.memories.read(ann, path, 1, 0)).as(path).isInstanceOf(Permanent.class);
        }
        assertThat(house.memories.status(ann).refused()).anyMatch(why -> why.contains("hard.md") && why.contains("hard link"));
    }

    @Test
    void does_not_read_what_is_no_memory_file() throws IOException {
        house.write(ann, "AGENTS.md", "Instructions.");
        house.write(ann, "memory/.hidden/x.md", "Hidden boat.");
        house.write(ann, "memory/notes.txt", "Text boat.");

        assertThat(house.paths(ann, "boat instructions")).isEmpty();
        for (String path : List.of("AGENTS.md", "memory/.hidden/x.md", "memory/notes.txt", "", ".", "memory", "\u0000", "/etc/passwd", "~/x.md")) {
            assertThatThrownBy(() -> house.memories.read(ann, path, 1, 0)).as(path).isInstanceOf(Permanent.class)
                    .hasMessageContaining("no memory file");
        }
        assertThatThrownBy(() -> house.memories.read(ann, "memory/absent.md", 1, 0)).hasMessageContaining("there is no file");
    }

    @Test
    void reads_lines_of_a_file() throws IOException {
        house.write(ann, "memory/a.md", "one\ntwo\nthree\n");

        var passage = house.memories.read(ann, "memory/a.md", 2, 1);

        assertThat(passage.text()).isEqualTo("two\n");
        assertThat(List.of(passage.from(), passage.last(), passage.total())).containsExactly(2, 2, 3);
        assertThatThrownBy(() -> house.memories.read(ann, "memory/a.md", 4, 1)).hasMessageContaining("has 3 lines");
    }

    @Test
    void follows_the_files() throws IOException {
        Path file = house.write(ann, "memory/a.md", "The boat is red.");
        assertThat(house.paths(ann, "red boat")).containsExactly("memory/a.md");

        Files.writeString(file, "The boat is blu."); // As long as before, and within the resolution of the clock.
        assertThat(house.search(ann, "boat").hits().get(0).snippet()).isEqualTo("The boat is blu.");

        Files.move(file, file.resolveSibling("b.md"));
        assertThat(house.paths(ann, "boat")).containsExactly("memory/b.md");

        Files.delete(file.resolveSibling("b.md"));
        assertThat(house.paths(ann, "boat")).isEmpty();
        assertThat(house.memories.status(ann).chunks()).isZero();
    }

    @Test
    void is_behind_until_it_is_refreshed() throws IOException {
        house.write(ann, "memory/a.md", "The boat is red.");

        assertThat(house.memories.status(ann).behind()).isTrue();
        Status now = house.memories.refresh(ann, NEVER);
        assertThat(List.of(now.files(), now.chunks())).containsExactly(1, 1);
        assertThat(now.behind()).isFalse();
        house.write(ann, "memory/a.md", "The boat is green.");
        assertThat(house.memories.status(ann).behind()).isTrue();
    }

    @Test
    void makes_a_deleted_index_again_while_it_runs() throws IOException {
        house.write(ann, "memory/a.md", "The boat is red.");
        assertThat(house.paths(ann, "boat")).hasSize(1);
        Path index = house.memories.status(ann).index();

        Files.delete(index);

        assertThat(house.paths(ann, "boat")).hasSize(1);
        assertThat(index).exists();
    }

    @Test
    void makes_a_damaged_index_again() throws IOException {
        house.write(ann, "memory/a.md", "The boat is red.");
        Path index = house.memories.refresh(ann, NEVER).index();
        house.close();
        Files.writeString(index, "no database at all, but longer than the header of one ".repeat(100));

        reopen(MemorySearch.NONE, Map.of());

        assertThat(house.paths(ann, "boat")).hasSize(1);
    }

    @Test
    void rebuilds_when_told_to() throws IOException {
        house.write(ann, "memory/a.md", "The boat is red.");
        house.memories.refresh(ann, NEVER);

        Status now = house.memories.rebuild(ann, NEVER);

        assertThat(List.of(now.files(), now.chunks())).containsExactly(1, 1);
        assertThat(house.paths(ann, "boat")).hasSize(1);
    }

    @Test
    void can_be_switched_off_for_one_agent() throws IOException {
        reopen(MemorySearch.NONE, Map.of("ann", new MemorySettings.Entry(
                new MemorySearch(false, null, null, null, null, null))));
        house.write(ann, "MEMORY.md", "The boat is red.");

        assertThatThrownBy(() -> house.search(ann, "boat")).isInstanceOf(Denied.class).hasMessageContaining("memorySearch.enabled");
        assertThatThrownBy(() -> house.memories.read(ann, "MEMORY.md", 1, 0)).isInstanceOf(Denied.class);
        assertThat(house.paths(house.agent("ben"), "boat")).isEmpty();
    }

    @Test
    void searches_further_paths_where_configured() throws IOException {
        Path shared = Files.createDirectories(root.resolve("shared/deep"));
        Files.writeString(shared.resolve("team.md"), "The team's boat is green.");
        Files.writeString(shared.resolve("log.txt"), "A boat in a log.");
        reopen(new MemorySearch(null, null, null, List.of(ExtraPath.of("../../../shared"), new ExtraPath(shared.toString(), "*.txt")),
                null, null), Map.of());

        String team = root.resolve("shared/deep/team.md").toString();
        assertThat(house.paths(ann, "boat")).containsExactlyInAnyOrder(team, shared.resolve("log.txt").toString());
        assertThat(house.memories.read(ann, team, 1, 0).text()).isEqualTo("The team's boat is green.\n");
    }

    @Test
    void prefers_the_newer_of_two_notes_that_say_the_same() throws IOException {
        house.write(ann, "memory/2019-01-01.md", "The boat lies in the harbour.");
        String today = "memory/" + LocalDate.now() + ".md";
        house.write(ann, today, "The boat lies in the harbour, still.");

        assertThat(house.paths(ann, "harbour boat lies")).containsExactly(today, "memory/2019-01-01.md");
    }

    @Test
    void puts_the_file_first_that_is_asked_for_by_its_name() throws IOException {
        house.write(ann, "memory/projects.md", "projects projects projects and again projects: halcyon halcyon");
        house.write(ann, "memory/halcyon.md", "A note about many projects and about the boat of that name, and more.");

        assertThat(house.paths(ann, "halcyon").get(0)).isEqualTo("memory/halcyon.md");
    }
}
