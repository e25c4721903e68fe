package dev.chela.core.turn.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Rendered;
import dev.chela.api.hook.Hook;
import dev.chela.api.hook.Passage;
import dev.chela.api.hook.Passage.Answered;
import dev.chela.api.hook.Passage.Called;
import dev.chela.api.hook.Passage.Calling;
import dev.chela.api.hook.Passage.Received;
import dev.chela.api.hook.Passage.Sending;
import dev.chela.api.hook.Verdict;
import dev.chela.api.tool.Content;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.json.Json;
import dev.chela.core.store.CommitListener;
import dev.chela.core.turn.internal.CrashAt;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.ScriptedModel;
import dev.chela.core.turn.internal.prompt.Prompts;
import dev.chela.core.turn.internal.run.Toolbox;
import dev.chela.core.turn.internal.tools.ToolSteps;
import dev.chela.testkit.channel.LoopbackChannel;
import dev.chela.testkit.channel.Wire;
import dev.chela.testkit.channel.Wire.Memory;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A turn over a channel in which hooks change whatever they may, each in a way that would show if it were done twice; stopped at every
 * boundary of every commit. Whatever a hook changed is changed once in the end: for the model, for the tools, on disk and for the person.
 */
class HookCrashTest {
    private static final Map<String, Object> CHANNELS = Map.of(LoopbackChannel.ID, Map.of("allowFrom", List.of("alice")));

    @TempDir
    private Path directory;

    private record At<P extends Passage>(Class<P> at, Function<P, P> change) implements Hook<P> {
        @Override
        public Verdict<P> on(P passing) {
            return Verdict.replace(change.apply(passing));
        }
    }

    private static List<Hook<?>> hooks() {
        return List.of(
                new At<>(Received.class, said -> said.withText(said.text() + "+heard")),
                new At<>(Calling.class, call -> call.withArgs(Json.write(Json.object().put("n", Json.read(call.args()).path("n").asInt() + 1)))),
                new At<>(Called.class, call -> call.withResult(ToolResult.text(((Content.Text) call.result().content().get(0)).text() + "+seen"))),
                new At<>(Answered.class, answered -> answered.withMessage(AiMessage.from(answered.answer().aiMessage().text() + "+said",
                        answered.answer().aiMessage().toolExecutionRequests()))),
                new At<>(Sending.class, sending -> sending.with(sent((Outbound.Post) sending.out()))));
    }

    private static Outbound sent(Outbound.Post post) {
        return new Outbound.Post(post.to(), post.replyTo(), new Rendered(post.text().dialect(), post.text().text() + "+sent"), post.media(),
                post.buttons(), post.tone());
    }

    private static AiMessage script(List<ChatMessage> seen) {
        List<String> results = seen.stream().filter(ToolExecutionResultMessage.class::isInstance)
                .map(result -> ((ToolExecutionResultMessage) result).text()).toList();
        if (results.isEmpty()) {
            return AiMessage.from("Now", List.of(call("m", "mark"), call("a", "act")));
        }
        String heard = seen.stream().filter(UserMessage.class::isInstance).map(said -> ((UserMessage) said).singleText())
                .reduce((one, other) -> other).orElse("");
        return AiMessage.from(heard.substring(heard.indexOf("tell me")) + ": " + String.join(", ", results));
    }

    private static ToolExecutionRequest call(String id, String tool) {
        return ToolExecutionRequest.builder().id(id).name(tool).arguments("{\"n\":0}").build();
    }

    /** One tool that may be called again and one that may not; keeps what they were called with. */
    private record Bench(Queue<String> calls) implements Toolbox {
        @Override
        public List<ToolSpecification> offered(Desk desk) {
            return List.of("mark", "act").stream().map(name -> Prompts.specification(name, name, "{\"type\":\"object\",\"properties\":{}}")).toList();
        }

        @Override
        public Effect effect(String tool) {
            return tool.equals("act") ? Effect.ACTS : Effect.REPEATABLE;
        }

        @Override
        public ToolResult run(Use use) {
            calls.add(use.tool() + use.arguments());
            return ToolResult.text(use.tool());
        }
    }

    private static House open(Path root, CommitListener listener, Wire wire, Queue<String> calls) {
        CountDownLatch open = new CountDownLatch(1);
        House house = new House(root, listener, intake -> new ScriptedModel(open, HookCrashTest::script), intake -> new Bench(calls),
                open::countDown, CHANNELS, hooks());
        house.plug(LoopbackChannel.on(wire, 2000));
        return house;
    }

    private static Wire wire() {
        Wire wire = new Wire(Memory.REPEAT_SAFE);
        wire.send(LoopbackChannel.said("e1", "alice", "tell me"));
        return wire;
    }

    private static boolean finished(House house) {
        long sent = house.ledger.read("SELECT count(*) AS n FROM outbox WHERE state = 'sent'", row -> row.number("n")).get(0);
        return sent == 1 && house.outbox.open(9).isEmpty() && house.intake.open().isEmpty();
    }

    private static int boundaries(Path root) {
        CrashAt never = new CrashAt(Integer.MAX_VALUE);
        Wire wire = wire();
        Queue<String> calls = new ConcurrentLinkedQueue<>();
        try (House house = open(root, never, wire, calls)) {
            house.until("all is sent", () -> finished(house));
            verify(wire, calls);
            assertThat(calls).containsExactly("mark{\"n\":1}", "act{\"n\":1}");
        }
        return never.passed();
    }

    @TestFactory
    List<DynamicTest> changes_once_what_passes_wherever_it_stops() throws IOException {
        int count = boundaries(Files.createDirectory(directory.resolve("count")));
        assertThat(count).as("boundaries of the scripted turn").isGreaterThan(40);
        List<DynamicTest> tests = new ArrayList<>();
        for (int boundary = 0; boundary < count; boundary++) {
            int at = boundary;
            tests.add(DynamicTest.dynamicTest("boundary " + at, () -> stopsAndGoesOn(at)));
        }
        return tests;
    }

    private void stopsAndGoesOn(int boundary) throws Exception {
        Path root = Files.createDirectory(directory.resolve("at-" + boundary));
        Wire wire = wire();
        Queue<String> calls = new ConcurrentLinkedQueue<>();
        CrashAt crash = new CrashAt(boundary);
        House stopped = open(root, crash, wire, calls);
        assertThat(crash.awaitDeath(60, TimeUnit.SECONDS)).as("the stop was reached").isTrue();
        stopped.abandon();
        try (House house = open(root, CommitListener.NONE, wire, calls)) {
            house.until("all is sent after " + crash.names(), () -> finished(house));
            verify(wire, calls);
        }
    }

    private static void verify(Wire wire, Queue<String> calls) {
        assertThat(calls).contains("mark{\"n\":1}").isSubsetOf("mark{\"n\":1}", "act{\"n\":1}");
        assertThat(calls.stream().filter(call -> call.startsWith("act"))).hasSizeLessThanOrEqualTo(1);
        assertThat(wire.texts()).singleElement().isIn("tell me+heard: mark+seen, act+seen+said+sent",
                "tell me+heard: mark+seen, " + ToolSteps.UNKNOWN + "+said+sent");
    }
}
