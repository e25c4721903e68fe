package dev.chela.core.turn.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.id.SessionKey;
import dev.chela.core.json.Json;
import dev.chela.core.subagent.Kept;
import dev.chela.core.subagent.internal.SubagentsConfig;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A house in which conversations set each other to work. */
abstract class SubagentCase {
    static final String TASK = "[Subagent Task]\n";

    @TempDir
    Path root;
    Talk talk;

    @BeforeEach
    void open() {
        talk = new Talk(root, limits(0, 8)).delegating();
        talk.agents.concurrency = 32;
    }

    @AfterEach
    void close() {
        talk.close();
    }

    void crash() {
        talk.house.abandon();
        open();
    }

    static SubagentsConfig limits(int depth, int children) {
        return new SubagentsConfig(new SubagentsConfig.Choice(
                new SubagentsConfig.Subagents(depth, children, null, null, null, null, null)), Map.of());
    }

    static ToolExecutionRequest call(String id, String tool, Object... arguments) {
        Map<String, Object> given = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            given.put((String) arguments[i], arguments[i + 1]);
        }
        return ToolExecutionRequest.builder().id(id).name(tool).arguments(Json.write(Json.tree(given))).build();
    }

    static ToolExecutionRequest spawn(String task) {
        return call(task, "sessions_spawn", "task", task);
    }

    static ToolExecutionRequest waiting() {
        return call("y", "sessions_yield");
    }

    static Optional<String> task(PacedModel.Asked asked) {
        return asked.heard().stream().filter(text -> text.startsWith(TASK)).map(text -> text.substring(TASK.length())).findFirst();
    }

    Kept child(String task) {
        return talk.house.kin.of(House.MAIN).stream().filter(kept -> kept.order().task().equals(task)).findFirst().orElseThrow();
    }

    /** What the main conversation was told of ends, in order. */
    List<String> reports() {
        return talk.house.transcripts.messages(talk.house.sessions.open(House.MAIN)).stream()
                .map(entry -> entry.text().lines().findFirst().orElse(""))
                .filter(line -> line.startsWith("[Sub-agent")).map(line -> line.replaceAll(" \\([0-9a-f]{8}\\)", "")).toList();
    }

    /** Asks the main conversation's model for one sub-agent, which is asked next. */
    PacedModel.Asked started(String task) throws InterruptedException {
        talk.say("a", "go");
        talk.model.next().answer(AiMessage.from(List.of(spawn(task), waiting())));
        return talk.model.next();
    }

    void quiet(SessionKey... sessions) {
        assertThat(sessions).allMatch(session -> talk.house.turns.quiet(session, Duration.ofMinutes(1)));
    }

    Map<String, PacedModel.Asked> asked(int count) throws InterruptedException {
        Map<String, PacedModel.Asked> asked = new HashMap<>();
        for (int i = 0; i < count; i++) {
            PacedModel.Asked next = talk.model.next();
            asked.put(task(next).orElse(""), next);
        }
        return asked;
    }
}
