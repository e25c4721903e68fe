package dev.chela.core.command.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.grant.Child;
import dev.chela.core.command.Typed;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes on for a conversation. */
class TasksOrderTest {
    @TempDir
    private Path root;
    private Talk talk;
    private TasksOrder order;

    @BeforeEach
    void open() {
        talk = new Talk(root);
        order = new TasksOrder(talk.house.turns, agent -> List.of(child()), talk.house.clock);
        order.add(session -> List.of("Job 1 \"plants\": waits"));
    }

    @AfterEach
    void close() {
        talk.close();
    }

    private Child child() {
        var started = talk.house.clock.now();
        return (Child) Proxy.newProxyInstance(Child.class.getClassLoader(), new Class<?>[] {Child.class}, (self, method, args) ->
                switch (method.getName()) {
                    case "id" -> "12ab";
                    case "command" -> "make all";
                    case "startedAt" -> started;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @Test
    void the_run_what_waits_commands_and_what_other_rooms_tell_are_shown() throws Exception {
        talk.say("a", "first");
        PacedModel.Asked asked = talk.model.next();
        assertThat(order.run(Typed.byOwner("")).lines()).hasSize(3).first().asString().startsWith("Run a, for ");
        assertThat(order.run(Typed.byOwner(""))).contains("Command 12ab, for 0 s: make all", "Job 1 \"plants\": waits");
        asked.answer("one");
        talk.end("a");
        assertThat(talk.house.turns.quiet(House.MAIN, Duration.ofMinutes(1))).isTrue();
        assertThat(order.run(Typed.bySomebody(""))).as("commands are the owner's to see").isEqualTo("Job 1 \"plants\": waits");
    }

    @Test
    void nothing_is_said_to_be_nothing() {
        assertThat(new TasksOrder(talk.house.turns, agent -> List.of(), talk.house.clock).run(Typed.byOwner(""))).isEqualTo("Nothing goes on here.");
    }
}
