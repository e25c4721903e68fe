package dev.chela.core.turn.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.event.EventType;
import dev.chela.core.event.PublicEvent;
import dev.chela.core.event.PublicFact;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commits of a turn say of themselves to other systems. */
class RunFactsTest {
    @TempDir
    private Path root;
    private final List<PublicEvent> told = new CopyOnWriteArrayList<>();

    private Talk talk() {
        Talk talk = new Talk(root);
        talk.house.events.listen(PublicFact.class, fact -> fact.told().ifPresent(told::add));
        return talk;
    }

    private List<EventType> types() {
        return told.stream().map(PublicEvent::type).toList();
    }

    private ObjectNode data(EventType type) {
        return told.stream().filter(event -> event.type() == type).findFirst().orElseThrow().written();
    }

    @Test
    void a_turn_with_a_tool_is_told_from_the_message_to_the_end() throws InterruptedException {
        try (Talk talk = talk().tool("act_light", arguments -> "it is on")) {
            talk.say("r1", "light, please");
            talk.model.next().call("c1:act_light");
            talk.model.next().answer("there was light");
            talk.end("r1");
            assertThat(types()).filteredOn(type -> type != EventType.SPENT).containsExactly(EventType.MESSAGE_RECEIVED, EventType.SESSION_CREATED,
                    EventType.RUN_STARTED, EventType.ANSWERED, EventType.TOOL_CALLED, EventType.TOOL_STARTED, EventType.TOOL_RETURNED,
                    EventType.ANSWERED, EventType.RUN_ENDED);
            assertThat(data(EventType.MESSAGE_RECEIVED).path("text").asText()).isEqualTo("light, please");
            assertThat(data(EventType.TOOL_RETURNED)).hasToString("{\"runId\":\"r1\",\"toolCallId\":\"c1\",\"tool\":\"act_light\",\"isError\":false,"
                    + "\"text\":\"it is on\"}");
            assertThat(data(EventType.RUN_ENDED).path("runId").asText()).isEqualTo("r1");
            assertThat(told).allMatch(event -> event.session().filter(House.MAIN::equals).isPresent());
        }
    }

    @Test
    void a_run_that_is_ended_by_a_person_is_told_as_such() throws InterruptedException {
        try (Talk talk = talk()) {
            talk.say("r1", "hello");
            talk.model.next();
            talk.abort();
            talk.end("r1");
            assertThat(types()).endsWith(EventType.RUN_ABORTED);
        }
    }
}
