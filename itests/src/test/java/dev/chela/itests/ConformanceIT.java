package dev.chela.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.chela.itests.conformance.Answers;
import dev.chela.itests.conformance.PublishedSchema;
import dev.chela.itests.conformance.Row;
import dev.chela.itests.conformance.Table;
import dev.chela.testkit.model.FakeModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every method that the gateway offers, held to the schema that OpenClaw publishes: {@link Table} has the valid calls, and says how a new
 * method is added. The gateway is examined once; each test here looks at one side of what came of it.
 */
@Tag("clients")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceIT {
    private final PublishedSchema schema = PublishedSchema.installed();
    private final Judge judge = new Judge(schema);
    private final List<JsonNode> events = new ArrayList<>();
    private JsonNode hello = TextNode.valueOf("");
    private List<String> wronglyTaken = List.of();

    @BeforeAll
    void examine(@TempDir Path box) throws IOException {
        try (FakeModel model = FakeModel.start(); Gateway gateway = Gateway.start(model.v1()); Wire owner = gateway.connect()) {
            hello = owner.hello();
            Examination examination = new Examination(schema, judge, owner, laidReady(box));
            examination.ask(Table.rows());
            wronglyTaken = examination.wronglyTaken();
            gateway.stop();
            owner.closed();
            events.addAll(owner.seen(frame -> frame.has("event")));
        }
    }

    /** What the rows of {@code plugins.*} and {@code channels.*} install. */
    private static Answers laidReady(Path box) throws IOException {
        Answers answers = new Answers();
        Files.createDirectories(box.resolve("in"));
        Path letterbox = Files.write(box.resolve("letterbox.jar"), SwapIT.LETTER_BOX.jar("1.0.0"));
        answers.keep("dice", TextNode.valueOf(HotPlugIT.JAR.toString()));
        answers.keep("letterbox", TextNode.valueOf(letterbox.toString()));
        answers.keep("box", TextNode.valueOf(box.toString()));
        return answers;
    }

    @Test
    void every_method_that_is_offered_has_a_row_and_every_row_is_offered() {
        assertThat(offered()).isEqualTo(new TreeSet<>(Table.rows().stream().map(Row::method).toList()));
    }

    private TreeSet<String> offered() {
        TreeSet<String> methods = new TreeSet<>();
        hello.at("/features/methods").forEach(method -> methods.add(method.asText()));
        return methods;
    }

    @Test
    void every_valid_call_is_answered_as_it_is_published() {
        judge.fits("HelloOk", hello);
        assertThat(judge.troubles()).isEmpty();
    }

    @Test
    void what_is_missing_unknown_or_of_a_wrong_type_is_refused_by_name() {
        assertThat(wronglyTaken).isEmpty();
    }

    @Test
    void every_event_is_as_it_is_published() {
        Judge ofEvents = new Judge(schema);
        events.forEach(ofEvents::event);
        assertThat(ofEvents.troubles()).isEmpty();
    }
}
