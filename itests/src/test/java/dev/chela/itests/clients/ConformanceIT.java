package dev.chela.itests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.chela.itests.conformance.Answers;
import dev.chela.itests.conformance.Coverage;
import dev.chela.itests.conformance.PublishedSchema;
import dev.chela.itests.conformance.Row;
import dev.chela.itests.conformance.Table;
import dev.chela.itests.house.AuthorKey;
import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Samples;
import dev.chela.itests.house.Wire;
import dev.chela.itests.sample.LetterBox;
import dev.chela.testkit.model.FakeModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
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
    private static final Path PAGE = Path.of(System.getProperty("chela.root"), "docs", "protocol-coverage.md");
    private static final String WRITE = "./mvnw -q -Pclients,coverage -pl itests -am verify";

    private final PublishedSchema schema = PublishedSchema.installed();
    private final Judge judge = new Judge(schema);
    private final List<JsonNode> events = new ArrayList<>();
    private final List<JsonNode> followed = new ArrayList<>();
    private JsonNode hello = TextNode.valueOf("");
    private List<String> wronglyTaken = List.of();
    private List<String> wrongScopes = List.of();
    private List<String> unoffered = List.of();
    private Map<String, Set<String>> notTaken = Map.of();

    @BeforeAll
    void examine(@TempDir Path box) throws IOException {
        try (FakeModel model = FakeModel.start(); Gateway gateway = Gateway.start(model.v1()); Wire owner = owner(gateway);
                Wire follower = follower(gateway)) {
            hello = owner.hello();
            Examination examination = new Examination(schema, judge, owner, laidReady(box, gateway));
            examination.ask(Table.rows());
            wronglyTaken = examination.wronglyTaken();
            notTaken = examination.notTaken();
            unoffered = unoffered(owner);
            wrongScopes = new ScopeCheck(schema).of(gateway, offered());
            gateway.stop();
            owner.closed();
            events.addAll(owner.seen(frame -> frame.has("event")));
            follower.closed();
            followed.addAll(follower.seen(frame -> frame.has("event")));
        }
    }

    /** With a device, which a device's own methods need. */
    private static Wire owner(Gateway gateway) {
        return new Visitor().enters(gateway, "operator.admin", "operator.read", "operator.write");
    }

    /** With no feature of its own, so that it is told by other events what the owner's client is told by agent's. */
    private static Wire follower(Gateway gateway) {
        Wire wire = Wire.open(gateway.url());
        wire.greet(challenge -> Wire.parse("""
                {"minProtocol":4,"maxProtocol":4,"role":"operator","scopes":["operator.read"],
                 "client":{"id":"cli","version":"1","platform":"test","mode":"cli"},"auth":{"token":"%s"}}""".formatted(Gateway.TOKEN)));
        wire.call("sessions.subscribe", "{}");
        return wire;
    }

    /** What the rows of {@code plugins.*} and {@code channels.*} install, what that of {@code import.openclaw} reads, and the devices that those of {@code device.*} are about. */
    private static Answers laidReady(Path box, Gateway gateway) throws IOException {
        Answers answers = new Answers();
        Files.createDirectories(box.resolve("in"));
        Files.writeString(box.resolve("in/1"), LetterBox.letter("mallory", "let me in"));
        Files.writeString(box.resolve("in/2"), LetterBox.letter(LetterBox.NO_BOX, "me too"));
        Path letterbox = Files.write(box.resolve("letterbox.jar"), Samples.LETTER_BOX.jar("1.0.0"));
        answers.keep("dice", TextNode.valueOf(Samples.DICE.toString()));
        answers.keep("key", TextNode.valueOf(new AuthorKey(box).certificate().toString()));
        answers.keep("letterbox", TextNode.valueOf(letterbox.toString()));
        answers.keep("box", TextNode.valueOf(box.toString()));
        answers.keep("openclaw", TextNode.valueOf(Files.createDirectories(box.resolve("openclaw/agents")).getParent().toString()));
        answers.keep("welcome", new Visitor().knocks(gateway));
        answers.keep("unwelcome", new Visitor().knocks(gateway));
        return answers;
    }

    @Test
    void every_method_that_is_offered_has_a_row_and_every_row_is_offered() {
        assertThat(offered()).isEqualTo(new TreeSet<>(Table.rows().stream().map(Row::method).toList()));
    }

    @Test
    void no_published_result_goes_unjudged() {
        assertThat(new Coverage(schema, Table.rows()).unjudged()).isEmpty();
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
    void a_connection_without_the_scope_is_refused_and_one_that_has_it_is_not() {
        assertThat(wrongScopes).isEmpty();
    }

    @Test
    void nothing_answers_that_is_not_offered() {
        assertThat(unoffered).isNotEmpty().allMatch(answer -> answer.matches("(\\S+): unknown method: \\1"));
    }

    /** All other methods that were ever published; {@code connect} is only for the handshake. */
    private List<String> unoffered(Wire owner) {
        return schema.methods().stream().filter(method -> !offered().contains(method) && !method.equals("connect"))
                .map(method -> method + ": " + owner.refused(method, "{}").path("message").asText()).toList();
    }

    @Test
    void every_event_is_offered_and_none_is_missing_from_the_count() {
        Set<String> offered = new TreeSet<>(Set.of("connect.challenge"));
        hello.at("/features/events").forEach(event -> offered.add(event.asText()));
        assertThat(offered).containsAll(events.stream().map(frame -> frame.path("event").asText()).toList());
        assertThat(events.stream().filter(frame -> frame.has("seq")).map(frame -> frame.path("seq").asInt()))
                .isEqualTo(IntStream.rangeClosed(1, events.size() - 1).boxed().toList());
    }

    /** A tick comes when half a minute has passed, which is not waited for here. */
    @Test
    void every_event_that_is_offered_was_heard() {
        Set<String> unheard = new TreeSet<>();
        hello.at("/features/events").forEach(event -> unheard.add(event.asText()));
        List.of(events, followed).forEach(heard -> heard.forEach(frame -> unheard.remove(frame.path("event").asText())));
        unheard.remove("tick");
        assertThat(unheard).isEmpty();
    }

    @Test
    void the_page_of_the_protocol_s_coverage_is_the_one_that_would_be_written_now() throws IOException {
        String page = new Coverage(schema, Table.rows()).page(WRITE, offered(), notTaken);
        if (System.getProperty("chela.coverage").equals("write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "").as("to write the page again: " + WRITE).isEqualTo(page);
    }

    @Test
    void every_event_is_as_it_is_published() {
        Judge ofEvents = new Judge(schema);
        events.forEach(ofEvents::event);
        followed.forEach(ofEvents::event);
        assertThat(ofEvents.troubles()).isEmpty();
    }

    @Test
    void a_client_without_features_hears_of_tools_compactions_and_beginnings_too() {
        assertThat(followed).extracting(frame -> frame.path("event").asText()).contains("session.tool", "session.operation");
        assertThat(followed).extracting(frame -> frame.at("/payload/state").asText()).contains("status");
        assertThat(followed).extracting(frame -> frame.at("/payload/stream").asText()).contains("run_status");
        assertThat(events).extracting(frame -> frame.path("event").asText()).contains("session.operation").doesNotContain("session.tool");
    }
}
