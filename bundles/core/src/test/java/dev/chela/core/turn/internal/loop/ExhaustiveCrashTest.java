package dev.chela.core.turn.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.inbox.Intake;
import dev.chela.core.json.Json;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Runs;
import dev.chela.core.store.CommitListener;
import dev.chela.core.turn.internal.CrashAt;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.ScriptedModel;
import dev.chela.core.turn.internal.Workbench;
import dev.chela.core.turn.internal.prompt.Messages;
import dev.chela.core.turn.internal.tools.ToolSteps;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * One scripted turn, stopped at every boundary of every commit, and opened again: two reading calls side by side, a repeatable
 * one, one that acts, a message that steers while it acts, and an answer. Reads like the table in {@code docs/durability.md}.
 */
class ExhaustiveCrashTest {
    private static final String RUN = "first";
    private static final String STEER = "second";

    @TempDir
    private Path directory;

    private static AiMessage script(List<ChatMessage> seen) {
        long results = seen.stream().filter(ToolExecutionResultMessage.class::isInstance).count();
        if (results == 0) {
            return AiMessage.from("Let me look.", List.of(call("a", "look"), call("b", "look")));
        }
        if (results == 2) {
            return AiMessage.from("Now I do it.", List.of(call("c", "mark"), call("d", "act")));
        }
        long users = seen.stream().filter(UserMessage.class::isInstance).count();
        return AiMessage.from("Done, with " + results + " results for " + users + " messages.");
    }

    private static ToolExecutionRequest call(String id, String tool) {
        return ToolExecutionRequest.builder().id(id).name(tool).arguments("{}").build();
    }

    private static House open(Path root, CommitListener listener, Map<String, Integer> world) {
        CountDownLatch open = new CountDownLatch(1);
        return new House(root, listener, intake -> new ScriptedModel(open, ExhaustiveCrashTest::script),
                intake -> new Workbench(world, () -> intake.submit(House.said(STEER, "and hurry", 2))), open::countDown);
    }

    private static int boundaries(Path root) {
        CrashAt never = new CrashAt(Integer.MAX_VALUE);
        try (House house = open(root, never, Workbench.world())) {
            house.intake.submit(House.said(RUN, "do it", 1));
            assertThat(house.ended(RUN)).map(Runs.Settled::state).hasValue(Runs.State.OK);
        }
        return never.passed();
    }

    @TestFactory
    List<DynamicTest> keeps_every_promise_wherever_it_stops() throws IOException {
        int count = boundaries(Files.createDirectory(directory.resolve("count")));
        assertThat(count).as("boundaries of the scripted turn").isGreaterThan(30);
        List<DynamicTest> tests = new ArrayList<>();
        for (int boundary = 0; boundary < count; boundary++) {
            int at = boundary;
            tests.add(DynamicTest.dynamicTest("boundary " + at, () -> stopsAndGoesOn(at)));
        }
        return tests;
    }

    private void stopsAndGoesOn(int boundary) throws Exception {
        Path root = Files.createDirectory(directory.resolve("at-" + boundary));
        Map<String, Integer> world = Workbench.world();
        CrashAt crash = new CrashAt(boundary);
        boolean acknowledged = crashed(root, world, crash);
        try (House house = open(root, CommitListener.NONE, world)) {
            if (!acknowledged) {
                house.intake.submit(House.said(RUN, "do it", 1));
            }
            assertThat(house.ended(RUN)).as(crash.names().toString()).map(Runs.Settled::state).hasValue(Runs.State.OK);
            if (house.intake.find(STEER).isPresent()) {
                house.ended(STEER);
            }
            verify(house, world);
        }
    }

    /** @return whether the first input was acknowledged before the stop */
    private static boolean crashed(Path root, Map<String, Integer> world, CrashAt crash) throws InterruptedException {
        boolean acknowledged = false;
        House house = open(root, crash, world);
        try {
            house.intake.submit(House.said(RUN, "do it", 1));
            acknowledged = true;
        } catch (CrashAt.Stopped stopped) {
            assertThat(crash.isDead()).isTrue();
        }
        assertThat(crash.awaitDeath(60, TimeUnit.SECONDS)).as("the stop was reached").isTrue();
        house.abandon();
        return acknowledged;
    }

    private static void verify(House house, Map<String, Integer> world) throws IOException {
        List<Entry> entries = lines(house.transcript());
        assertThat(entries).extracting(Entry::id).doesNotHaveDuplicates();
        assertChain(entries);
        List<String> ids = entries.stream().map(Entry::id).toList();
        assertThat(ids).contains("first:u", "first:1:a", "first:1:b", "first:2:c", "first:2:d");
        assertThat(ids).filteredOn(id -> id.equals("second:u")).hasSizeLessThanOrEqualTo(1);
        assertThat(entries.stream().filter(e -> Messages.textOf(e.message()).startsWith("Done"))).isNotEmpty();
        assertActedOnce(entries, world);
        assertThat(house.intake.open()).as("inputs that nobody settled").isEmpty();
        house.intake.find(STEER).ifPresent(kept -> {
            assertThat(kept.state()).isEqualTo(Intake.State.SETTLED);
            assertThat(ids).contains("second:u");
        });
    }

    private static void assertActedOnce(List<Entry> entries, Map<String, Integer> world) {
        Entry result = entries.stream().filter(e -> e.id().equals("first:2:d")).findFirst().orElseThrow();
        String text = Messages.textOf(result.message());
        assertThat(world.getOrDefault("d", 0)).as("times that the acting tool ran").isLessThanOrEqualTo(1);
        if (!text.equals(ToolSteps.UNKNOWN) && !text.equals(ToolSteps.SKIPPED)) {
            assertThat(text).isEqualTo("act done");
            assertThat(world).containsEntry("d", 1);
        }
        if (text.equals(ToolSteps.SKIPPED)) {
            assertThat(world).as("a skipped call did nothing").doesNotContainKey("d");
        }
        assertThat(world.get("c")).as("times that the repeatable tool ran").isBetween(1, 2);
    }

    private static void assertChain(List<Entry> entries) {
        assertThat(entries.get(0).type()).isEqualTo("session");
        for (int i = 1; i < entries.size(); i++) {
            assertThat(entries.get(i).body().path("parentId").asText()).isEqualTo(entries.get(i - 1).id());
            assertThat(entries.get(i).seq()).isEqualTo(i + 1);
        }
    }

    private static List<Entry> lines(Path file) throws IOException {
        String text = Files.readString(file);
        assertThat(text).endsWith("\n");
        return text.lines().map(line -> new Entry((ObjectNode) Json.read(line))).toList();
    }

    @Test
    void tells_the_same_story_when_nothing_stops_it() throws IOException {
        Map<String, Integer> world = Workbench.world();
        try (House house = open(directory, CommitListener.NONE, world)) {
            house.intake.submit(House.said(RUN, "do it", 1));
            assertThat(house.ended(RUN)).map(Runs.Settled::text).hasValue("Done, with 4 results for 2 messages.");
            assertThat(lines(house.transcript())).extracting(Entry::id).containsExactly(
                    house.sessions.open(House.MAIN).id(), "first:u", "first:1", "first:1:a", "first:1:b", "first:2",
                    "first:2:c", "first:2:d", "second:u", "first:3");
            assertThat(world).containsOnly(Map.entry("a", 1), Map.entry("b", 1), Map.entry("c", 1), Map.entry("d", 1));
        }
    }
}
