package dev.chela.core.agent.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.id.AgentId;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents.ContextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspacesTest {
    @TempDir
    private Path root;
    private Agent agent;
    private final Workspaces workspaces = new Workspaces();

    @BeforeEach
    void agent() {
        agent = new Agent(AgentId.MAIN, "main", Agent.Identity.NONE, "auto", List.of(), root.resolve("w"), Duration.ZERO);
    }

    private List<ContextFile> context() {
        return workspaces.context(agent, true, 20_000, 60_000);
    }

    private static List<String> names(List<ContextFile> files) {
        return files.stream().map(ContextFile::name).toList();
    }

    @Test
    void a_new_workspace_is_furnished_and_what_a_person_deletes_stays_deleted() throws IOException {
        assertThat(names(context())).startsWith("AGENTS.md", "SOUL.md");
        assertThat(agent.workspace().resolve("AGENTS.md")).exists();
        assertThat(names(context())).contains("TOOLS.md").as("it tells nothing yet").doesNotContain("HEARTBEAT.md");
        assertThat(agent.workspace().resolve("HEARTBEAT.md")).exists();
        Files.delete(agent.workspace().resolve("AGENTS.md"));
        assertThat(names(context())).doesNotContain("AGENTS.md");
        assertThat(names(new Workspaces().context(agent, true, 20_000, 60_000))).doesNotContain("AGENTS.md");
    }

    @Test
    void an_agent_that_somebody_added_is_called_by_its_name_and_its_file_still_says_nothing_of_its_own() throws IOException {
        Agent clerk = new Agent(new AgentId("clerk"), "The Clerk", Agent.Identity.NONE, "auto", List.of(), root.resolve("c"), Duration.ZERO);
        workspaces.context(clerk, true, 20_000, 60_000);
        String text = Files.readString(clerk.workspace().resolve("IDENTITY.md"));
        assertThat(IdentityFile.parse(text).name()).isEqualTo("The Clerk");
        assertThat(Workspaces.isTemplate("IDENTITY.md", text)).isTrue();
        assertThat(Workspaces.isTemplate("IDENTITY.md", text + "- Emoji: 🦀\n")).isFalse();
        context();
        assertThat(IdentityFile.parse(Files.readString(agent.workspace().resolve("IDENTITY.md"))).name()).isEqualTo("Chela");
    }

    @Test
    void the_first_conversation_is_told_how_to_begin_until_somebody_gave_the_agent_a_name() throws IOException {
        assertThat(names(context())).contains("BOOTSTRAP.md");
        Path identity = agent.workspace().resolve("IDENTITY.md");
        Files.writeString(identity, "- Name: Scilla\n- Emoji: 🦀\n");
        assertThat(names(context())).doesNotContain("BOOTSTRAP.md").contains("IDENTITY.md");
        assertThat(agent.workspace().resolve("BOOTSTRAP.md")).doesNotExist();
        Files.delete(identity);
        assertThat(names(new Workspaces().context(agent, true, 20_000, 60_000))).as("once").doesNotContain("BOOTSTRAP.md");
    }

    @Test
    void an_agent_that_the_configuration_names_needs_no_introduction() {
        Agent named = new Agent(AgentId.MAIN, "main", new Agent.Identity("Scilla", "", "", ""), "auto", List.of(), root.resolve("n"), Duration.ZERO);
        assertThat(names(workspaces.context(named, true, 20_000, 60_000))).contains("IDENTITY.md").doesNotContain("BOOTSTRAP.md");
    }

    @Test
    void without_templates_the_workspace_stays_empty() {
        assertThat(workspaces.context(agent, false, 20_000, 60_000)).isEmpty();
        assertThat(agent.workspace()).isEmptyDirectory();
    }

    @Test
    void an_edit_is_seen_by_the_next_turn() throws IOException {
        context();
        Path file = agent.workspace().resolve("USER.md");
        Files.writeString(file, "Call me Ishmael.");
        assertThat(context()).contains(new ContextFile("USER.md", "Call me Ishmael."));
        Files.writeString(file, "Call me Starbuck");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        assertThat(context()).as("same size, other time").contains(new ContextFile("USER.md", "Call me Starbuck"));
    }

    @Test
    void long_files_are_cut_each_and_in_all_and_never_through_a_character() throws IOException {
        Files.createDirectories(agent.workspace());
        for (String name : List.of("AGENTS.md", "SOUL.md", "USER.md")) {
            Files.writeString(agent.workspace().resolve(name), "x" + "😀".repeat(5_000));
        }
        List<ContextFile> files = workspaces.context(agent, true, 1_000, 2_050);
        assertThat(names(files)).containsExactly("AGENTS.md", "SOUL.md");
        assertThat(files).allSatisfy(file -> {
            assertThat(file.text().length()).isLessThanOrEqualTo(1_000);
            assertThat(file.text()).contains("(cut:");
            assertThat(file.text().codePoints()).noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
        });
    }

    @Test
    void two_first_turns_at_once_both_find_it_furnished() throws Exception {
        CyclicBarrier start = new CyclicBarrier(4);
        var threads = Executors.newFixedThreadPool(4);
        try {
            Callable<List<String>> look = () -> {
                start.await();
                return names(context());
            };
            List<Future<List<String>>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(threads.submit(look));
            }
            for (Future<List<String>> one : all) {
                assertThat(one.get()).contains("AGENTS.md", "USER.md");
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
