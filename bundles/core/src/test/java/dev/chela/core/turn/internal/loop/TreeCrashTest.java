package dev.chela.core.turn.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.id.SessionKey;
import dev.chela.core.json.Json;
import dev.chela.core.session.Branches;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Session;
import dev.chela.core.store.CommitListener;
import dev.chela.core.turn.internal.CrashAt;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.ScriptedModel;
import dev.chela.core.turn.internal.Workbench;
import dev.chela.core.turn.internal.prompt.Window;
import dev.langchain4j.data.message.AiMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A conversation that is wound back, copied, changed to another branch and compacted, stopped at every boundary of these commits. */
class TreeCrashTest {
    private static final SessionKey COPY = new SessionKey("agent:main:dashboard:copy");

    @TempDir
    private Path directory;

    private static House open(Path root, CommitListener listener) {
        CountDownLatch open = new CountDownLatch(1);
        return new House(root, listener, intake -> new ScriptedModel(open, seen -> AiMessage.from("Done.")),
                intake -> new Workbench(Workbench.world(), () -> { }), open::countDown);
    }

    private static void say(House house, String id) {
        house.intake.submit(House.said(id, "message " + id, 1));
        assertThat(house.ended(id)).isPresent();
    }

    private static void change(House house) {
        Branches branches = new Branches(house.sessions, house.transcripts, house.turns, house.clock);
        branches.rewind(House.MAIN, "b:u");
        branches.fork(House.MAIN, COPY, "b:1");
        branches.switchTo(House.MAIN, "b:1");
        house.turns.summarize(House.MAIN, "");
    }

    @TestFactory
    List<DynamicTest> each_change_is_there_whole_or_not_at_all_wherever_it_stops() throws IOException {
        CrashAt never = new CrashAt(Integer.MAX_VALUE);
        changed(directory.resolve("count"), never);
        assertThat(never.passed()).isGreaterThan(6);
        List<DynamicTest> tests = new ArrayList<>();
        for (int boundary = 0; boundary < never.passed(); boundary++) {
            int at = boundary;
            tests.add(DynamicTest.dynamicTest("boundary " + at, () -> stopsAndGoesOn(directory.resolve("at-" + at), new CrashAt(at))));
        }
        return tests;
    }

    private static void changed(Path root, CrashAt crash) {
        try (House house = open(root, CommitListener.NONE)) {
            say(house, "a");
            say(house, "b");
        }
        House house = open(root, crash);
        try {
            change(house);
        } catch (CrashAt.Stopped stopped) {
            assertThat(crash.isDead()).isTrue();
        }
        house.abandon();
    }

    private static void stopsAndGoesOn(Path root, CrashAt crash) throws IOException {
        changed(root, crash);
        try (House house = open(root, CommitListener.NONE)) {
            for (Session session : house.sessions.list()) {
                assertWhole(house, session);
            }
            house.sessions.find(COPY).ifPresent(copy -> assertThat(said(house, copy)).containsExactly("a:u", "a:1", "b:u", "b:1"));
            List<String> before = said(house, house.sessions.open(House.MAIN));
            assertThat(before).as(crash.names().toString()).isIn(List.of("a:u", "a:1"), List.of("a:u", "a:1", "b:u", "b:1"));
            assertThat(Window.of(house.transcripts.context(house.sessions.open(House.MAIN))).summary()).isIn("", "Done.");
            say(house, "c");
            List<String> after = new ArrayList<>(before);
            after.addAll(List.of("c:u", "c:1"));
            assertThat(said(house, house.sessions.open(House.MAIN))).isEqualTo(after);
        }
    }

    /** The row and the file say the same. */
    private static void assertWhole(House house, Session session) throws IOException {
        List<Entry> lines = Files.readString(house.home.root().resolve(session.file())).lines()
                .map(line -> new Entry((ObjectNode) Json.read(line))).toList();
        assertThat(lines).extracting(Entry::id).doesNotHaveDuplicates().hasSize((int) session.entries());
        assertThat(lines.get(lines.size() - 1).id()).isEqualTo(session.leaf());
    }

    private static List<String> said(House house, Session session) {
        return house.transcripts.messages(session).stream().map(Entry::id).toList();
    }
}
