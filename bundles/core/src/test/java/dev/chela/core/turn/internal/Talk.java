package dev.chela.core.turn.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.channel.ChannelType;
import dev.chela.api.event.AgentEvent;
import dev.chela.api.grant.Questions;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.agent.Agent;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Said;
import dev.chela.core.json.Json;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Runs;
import dev.chela.core.store.CommitListener;
import dev.chela.core.turn.Turns;
import dev.chela.core.turn.internal.prompt.Messages;
import dev.chela.core.turn.internal.prompt.Prompts;
import dev.chela.core.turn.internal.run.Toolbox;
import dev.langchain4j.agent.tool.ToolSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A house with a model that the test answers for, tools of the test's own, and everything that it announced. */
public final class Talk implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    public final PacedModel model = new PacedModel();
    public final Map<String, Function<Toolbox.Use, ToolResult>> tools = new ConcurrentHashMap<>();
    public final List<Object> told = new CopyOnWriteArrayList<>();
    /** Where the tools start, when that is not the workspace. */
    public volatile @Nullable Path sandbox;
    public final Roster agents;
    public final House house;

    public Talk(Path root) {
        this(root, CommitListener.NONE);
    }

    public Talk(Path root, CommitListener listener) {
        agents = new Roster(root.resolve("workspace"));
        house = new House(root, listener, intake -> model, intake -> new Tools(), agents, () -> { },
                Map.of("loopback", Map.of()));
        listen();
    }

    /** @param configured sections that are not to have their defaults */
    public Talk(Path root, Record... configured) {
        agents = new Roster(root.resolve("workspace"));
        house = new House(root, intake -> model, intake -> new Tools(), agents, configured);
        listen();
    }

    /** With a channel, and sections that are not to have their defaults. */
    public Talk(Path root, ChannelType channel, Map<String, Object> channelsConfig, Record... configured) {
        agents = new Roster(root.resolve("workspace"));
        house = new House(root, intake -> model, intake -> new Tools(), agents, channelsConfig, configured);
        listen();
        house.plug(channel);
    }

    /** With a channel, to which its first account is open. */
    public Talk(Path root, ChannelType channel, Map<String, Object> channelsConfig) {
        agents = new Roster(root.resolve("workspace"));
        house = new House(root, CommitListener.NONE, intake -> model, intake -> new Tools(), agents, () -> { }, channelsConfig);
        listen();
        house.plug(channel);
    }

    private void listen() {
        house.events.listen(AgentEvent.class, told::add);
        house.events.listen(Turns.Ended.class, end -> {
            told.add(end);
            synchronized (told) {
                told.notifyAll();
            }
        });
    }

    /** @param answer made of the arguments as the model wrote them */
    public Talk tool(String name, UnaryOperator<String> answer) {
        tools.put(name, use -> ToolResult.text(answer.apply(use.arguments())));
        return this;
    }

    private final class Tools implements Toolbox {
        @Override
        public List<ToolSpecification> offered(Desk desk) {
            return tools.keySet().stream().sorted().map(n -> Prompts.specification(n, n, "{\"type\":\"object\"}")).toList();
        }

        @Override
        public Path place(Agent agent, SessionKey session) {
            return sandbox == null ? agent.workspace() : sandbox;
        }

        @Override
        public Effect effect(String tool) {
            if (asksPeople(tool) || Delegating.TOOLS.contains(tool)) {
                return Effect.REPEATABLE;
            }
            return tool.startsWith("act") || List.of("exec", "write").contains(tool) ? Effect.ACTS : Effect.READS;
        }

        @Override
        public boolean asksPeople(String tool) {
            return tool.equals("ask_user");
        }

        @Override
        public ToolResult run(Use use) {
            return tools.getOrDefault(use.tool(), u -> ToolResult.error("no such tool: " + u.tool())).apply(use);
        }
    }

    /** Offers a reading tool that reports one line and then gives this text. */
    public Talk offering(String tool, String text) {
        tools.put(tool, use -> {
            use.progress().accept("working");
            return ToolResult.text(text);
        });
        return this;
    }

    /** Offers the tools with which conversations set each other to work, and speak to each other. */
    public Talk delegating() {
        Delegating.TOOLS.forEach(tool -> tools.put(tool, use -> new Delegating(house).run(use)));
        return this;
    }

    /** Offers {@code ask_user}, which asks these whatever its arguments are. */
    public Talk asking(Duration patience, Questions.Question... questions) {
        tools.put("ask_user", use -> new Asking(house).run(use, patience, List.of(questions)));
        return this;
    }

    public Talk say(String id, String text) {
        return say(House.MAIN, id, text);
    }

    public Talk say(SessionKey session, String id, String text) {
        house.intake.submit(input(session, id, text, ""));
        return this;
    }

    public static Input input(SessionKey session, String id, String text, String model) {
        return new Input(id, "chat", "", id, new Said(session, text, List.of(), model), "", System.currentTimeMillis());
    }

    /** Returns when the end stands in the ledger and has been announced, which comes after it. */
    public Runs.Settled end(String id) {
        Runs.Settled end = house.turns.await(new RunId(id), DEADLINE).orElseThrow(() -> new AssertionError(id + " did not end"));
        awaitAnnounced(id);
        return end;
    }

    private void awaitAnnounced(String id) {
        long until = System.nanoTime() + DEADLINE.toNanos();
        synchronized (told) {
            while (ends(id).isEmpty()) {
                long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                assertThat(left).as("the end of " + id + " is announced").isPositive();
                try {
                    told.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError("interrupted before the end of " + id + " was announced", e);
                }
            }
        }
    }

    public List<RunId> abort(String... only) {
        return house.turns.abort(House.MAIN, java.util.Arrays.stream(only).map(RunId::new).findFirst(), "rpc");
    }

    /** The ends that were announced for an input: its own, and that of a run which it steered. */
    public List<Runs.State> ends(String id) {
        return told.stream().filter(Turns.Ended.class::isInstance).map(Turns.Ended.class::cast)
                .filter(e -> e.settled().run().value().equals(id) || e.steered().contains(id)).map(e -> e.settled().state()).toList();
    }

    public List<Entry> entries() throws IOException {
        return Files.readString(house.transcript()).lines().map(line -> new Entry((ObjectNode) Json.read(line))).toList();
    }

    /** Roles and texts of the transcript. */
    public List<String> story() throws IOException {
        return entries().stream().filter(Entry::isMessage).map(e -> e.role() + ": " + Messages.textOf(e.message())).toList();
    }

    public void assertOneEndOfEach(String... ids) {
        for (String id : ids) {
            assertThat(ends(id)).as("ends of " + id).hasSize(1);
        }
    }

    @Override
    public void close() {
        house.close();
    }
}
