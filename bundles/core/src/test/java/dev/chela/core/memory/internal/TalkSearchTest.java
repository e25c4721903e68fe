package dev.chela.core.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Memory.Corpus;
import dev.chela.api.grant.Memory.Hit;
import dev.chela.api.grant.Memory.Query;
import dev.chela.api.id.SessionKey;
import dev.chela.core.agent.Agent;
import dev.chela.core.memory.internal.MemorySettings.MemorySearch;
import dev.chela.core.memory.internal.MemorySettings.Source;
import dev.chela.core.task.CancelSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conversations as a corpus: real transcripts on a real disk. */
class TalkSearchTest {
    private static final SessionKey MAIN = new SessionKey("agent:ann:main");
    private static final SessionKey BEN = new SessionKey("agent:ann:telegram:peer:ben");
    private static final SessionKey ROOM = new SessionKey("agent:ann:telegram:channel:77");

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

    private List<String> paths(String query, SessionKey asking) {
        return house.talk(ann, query, asking).hits().stream().map(Hit::path).toList();
    }

    @Test
    void finds_what_was_said_with_its_conversation_and_entries_and_reads_on_from_there() {
        house.said(MAIN, "user", "The boat is called Halcyon.");
        house.said(MAIN, "assistant", "Noted.");
        Hit hit = house.talk(ann, "What is the boat called?", MAIN).hits().get(0);
        assertThat(hit.path()).isEqualTo(MAIN.value());
        assertThat(hit.source()).isEqualTo(Corpus.SESSIONS);
        assertThat(hit.from()).isEqualTo(2);
        assertThat(hit.to()).isEqualTo(3);
        assertThat(hit.snippet()).containsPattern("user, \\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}: The boat is called Halcyon\\.\nassistant, .*: Noted\\.");
        assertThat(house.memories.read(ann, hit.path(), hit.from(), 0, Optional.of(MAIN)).text()).contains("Halcyon", "Noted");
    }

    @Test
    void follows_a_conversation_as_it_grows_without_saying_anything_twice() {
        for (int i = 0; i < 120; i++) {
            house.said(MAIN, "user", "Line " + i + " about word" + i + " " + "and more ".repeat(20));
            if (i % 7 == 0) {
                assertThat(paths("word" + i, MAIN)).hasSize(1);
            }
        }
        String all = house.memories.read(ann, MAIN.value(), 1, 500, Optional.of(MAIN)).text();
        assertThat(all.lines().filter(line -> line.contains("Line ")).count()).isPositive();
        for (int i = 0; i < 120; i++) {
            assertThat(house.talk(ann, "word" + i, MAIN).hits()).as("word" + i).hasSize(1);
        }
        assertThat(house.memories.status(ann).chunks()).isBetween(15, 40);
    }

    @Test
    void a_message_longer_than_a_passage_is_cut_and_found_to_its_end() {
        house.said(MAIN, "user", "beginning " + "word ".repeat(2_000) + "Halcyon");
        assertThat(house.talk(ann, "Halcyon", MAIN).hits()).hasSize(1);
        house.said(MAIN, "assistant", "Petrel");
        assertThat(house.talk(ann, "beginning", MAIN).hits()).hasSize(1);
        assertThat(house.talk(ann, "Petrel", MAIN).hits()).hasSize(1);
    }

    @Test
    void a_conversation_over_a_channel_knows_of_no_other_and_the_main_one_of_all() {
        house.said(MAIN, "user", "The owner's boat is called Halcyon.");
        house.said(BEN, "user", "Ben's boat is called Petrel.");
        house.said(ROOM, "user", "The club's boat is called Gannet.");
        assertThat(paths("boat called", MAIN)).containsExactlyInAnyOrder(MAIN.value(), BEN.value(), ROOM.value());
        assertThat(paths("boat called Halcyon", BEN)).containsExactly(BEN.value());
        assertThat(paths("boat called Petrel", ROOM)).containsExactly(ROOM.value());
        assertThatThrownBy(() -> house.memories.read(ann, MAIN.value(), 1, 0, Optional.of(BEN))).isInstanceOf(Permanent.class);
        assertThatThrownBy(() -> house.memories.read(ann, BEN.value(), 1, 0, Optional.of(ROOM))).isInstanceOf(Permanent.class);
    }

    @Test
    void no_agent_finds_what_was_said_to_another() {
        Agent ben = house.agent("ben");
        house.said(MAIN, "user", "The boat is called Halcyon.");
        house.said(new SessionKey("agent:ben:main"), "user", "The boat is called Petrel.");
        assertThat(house.talk(ben, "boat", new SessionKey("agent:ben:main")).hits()).extracting(Hit::snippet).allMatch(text -> text.contains("Petrel"));
        assertThat(house.talk(ann, "boat", MAIN).hits()).extracting(Hit::snippet).allMatch(text -> text.contains("Halcyon"));
        assertThatThrownBy(() -> house.memories.read(ann, "agent:ben:main", 1, 0, Optional.of(MAIN))).isInstanceOf(Permanent.class);
    }

    @Test
    void a_conversation_that_is_over_is_found_in_its_own_file_and_a_deleted_one_no_more() throws Exception {
        house.said(MAIN, "user", "The boat is called Halcyon.");
        assertThat(paths("Halcyon", MAIN)).containsExactly(MAIN.value());
        String id = "0c9d2f3a-1111-4222-8333-944445555666";
        house.sessions.commit(MAIN, "roll", "reset", (session, step) -> {
            step.move(session.file(), session.file().replace(".jsonl", "." + id + ".jsonl"));
            return house.transcripts.append(step, session.rolled("1c9d2f3a-1111-4222-8333-944445555666", 1), List.of());
        });
        house.said(MAIN, "user", "The car is called Turtle.");
        assertThat(paths("Halcyon", MAIN)).containsExactly("main." + id);
        assertThat(paths("Turtle", MAIN)).containsExactly(MAIN.value());
        house.sessions.delete(MAIN);
        assertThat(paths("Turtle", MAIN)).isEmpty();
        Files.delete(root.resolve("agents/ann/state/transcripts/main." + id + ".jsonl"));
        assertThat(paths("Halcyon", MAIN)).isEmpty();
    }

    @Test
    void a_search_that_names_no_corpus_goes_where_the_configuration_says() throws Exception {
        house.write(ann, "MEMORY.md", "The boat is called Halcyon.");
        house.said(MAIN, "user", "The boat is called Petrel.");
        assertThat(house.paths(ann, "boat")).containsExactly("MEMORY.md");
        house.close();
        house = new MemoryHouse(root, new MemorySearch(null, List.of(Source.MEMORY, Source.SESSIONS), null, null, null, null, null, null), Map.of());
        assertThat(house.paths(ann, "boat")).containsExactlyInAnyOrder("MEMORY.md", MAIN.value());
        assertThat(house.memories.search(ann, new Query("boat", 0, -1, Corpus.MEMORY), new CancelSource()).hits()).hasSize(1);
        house.close();
        house = new MemoryHouse(root, new MemorySearch(null, List.of(Source.SESSIONS), null, null, null, null, null, null), Map.of());
        assertThat(house.paths(ann, "boat")).containsExactly(MAIN.value());
    }
}
