package dev.chela.core.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.config.Config.Issue;
import dev.chela.core.config.ConfigEditor.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rosters as they used to be written. */
class OlderAgentsTest {
    record Agent(String model, List<String> skills) {}

    record Defaults(String model) {}

    record Agents(Defaults defaults, Map<String, Agent> entries) {}

    @TempDir
    Path root;

    private Bench bench;
    private FileConfig config;

    @BeforeEach
    void begin() {
        bench = new Bench(root, Map.of());
    }

    @AfterEach
    void end() throws IOException {
        bench.close();
    }

    private Map<String, Agent> open(String text) {
        config = bench.file(text).open();
        var agents = config.section("agents", Agents.class);
        config.judge();
        assertThat(config.current().issues()).isEmpty();
        return agents.get().entries();
    }

    private List<String> warnings() {
        return config.current().warnings().stream().map(issue -> issue.line() + " " + issue.path() + ": " + issue.message()).toList();
    }

    @Test
    void a_list_and_agents_by_their_names_are_read_as_entries_with_a_note_of_each() {
        Map<String, Agent> agents = open("""
                { agents: {
                  defaults: { model: "a/b" },
                  list: [ { id: "work", model: "c/d" }, { id: "cook" } ],
                  home: { model: "e/f" },
                } }
                """);
        assertThat(agents).containsOnlyKeys("home", "work", "cook").containsEntry("work", new Agent("c/d", null)).containsEntry("home", new Agent("e/f", null));
        assertThat(warnings()).containsExactlyInAnyOrder("3 agents.list.0: is an older spelling, and read as agents.entries.work: write it there",
                "3 agents.list.1: is an older spelling, and read as agents.entries.cook: write it there",
                "4 agents.home: is an older spelling, and read as agents.entries.home: write it there");
    }

    @Test
    void mistakes_in_them_are_shown_on_their_own_lines() {
        config = bench.file("{ agents: {\n list: [\n { id: \"work\",\n modell: 1 } ] } }").open();
        config.section("agents", Agents.class);
        config.judge();
        assertThat(config.current().issues()).extracting(Issue::path, Issue::line).containsExactly(
                org.assertj.core.groups.Tuple.tuple("agents.entries.work.modell", 4));
    }

    @Test
    void what_the_entries_say_already_holds() {
        assertThat(open("{ agents: { entries: { work: { model: 'new' } }, list: [ { id: 'work', model: 'old' } ] } }"))
                .isEqualTo(Map.of("work", new Agent("new", null)));
        assertThat(warnings()).singleElement().asString().contains("which is there as well; this one is not read");
    }

    @Test
    void a_slip_of_the_pen_is_no_agent() {
        config = bench.file("{ agents: { default: { model: 'x' }, list: [ { model: 'y' } ] } }").open();
        config.section("agents", Agents.class);
        config.judge();
        assertThat(config.current().issues()).extracting(Issue::path).containsExactlyInAnyOrder("agents.default", "agents.list");
        assertThat(warnings()).singleElement().asString().contains("names no agent: it needs an \"id\"");
    }

    @Test
    void whoever_changes_the_roster_leaves_it_in_the_spelling_of_today_and_loses_nobody() throws IOException {
        open("{\n  // who is here\n  agents: { list: [ { id: \"work\", model: \"c/d\" } ], home: {} },\n}\n");
        Outcome outcome = config.patch("{ agents: { entries: { work: { model: 'g/h' } }, defaults: { model: 'i/j' } } }", List.of(),
                Optional.of(config.current().hash()));
        assertThat(outcome).isInstanceOf(Outcome.Written.class);
        assertThat(Files.readString(root.resolve("chela.json5"))).contains("entries", "g/h", "i/j", "home", "// who is here").doesNotContain("list");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void a_client_may_still_speak_so() {
        open("{ agents: { entries: { work: { model: 'c/d' } } } }");
        assertThat(config.patch("{ agents: { list: [ { id: 'cook', model: 'x' } ] } }", List.of(), Optional.of(config.current().hash())))
                .isInstanceOf(Outcome.Written.class);
        assertThat(config.section("agents", Agents.class).get().entries()).containsOnlyKeys("work", "cook");
    }
}
