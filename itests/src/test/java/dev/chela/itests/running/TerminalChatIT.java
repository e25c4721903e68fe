package dev.chela.itests.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Jdk;
import dev.chela.itests.house.Pty;
import dev.chela.itests.house.Until;
import dev.chela.itests.house.Wire;
import dev.chela.testkit.model.FakeModel;
import dev.chela.testkit.socket.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code ./chela chat}, as a person at a terminal meets it. */
class TerminalChatIT {
    private static FakeModel model;
    private static Gateway gateway;
    private String session;
    private Pty terminal;

    @BeforeAll
    static void start() throws IOException {
        if (!Pty.isThere() && System.getenv("CI") != null) {
            fail("no /usr/bin/script is here, and a build under CI must not do without (Debian: apt install bsdutils)");
        }
        assumeTrue(Pty.isThere(), "DISABLED: no pseudo-terminal can be had without /usr/bin/script of Linux");
        model = FakeModel.start();
        // The same port after a restart, as for anybody.
        gateway = Gateway.start(Gateway.settings(model.v1()).replace("port: 0", "port: " + Ports.free()), Jdk.ofTheBuild());
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
            model.close();
        }
    }

    @BeforeEach
    void sitDown() {
        session = "terminal-" + UUID.randomUUID();
        model.forget();
        terminal = Pty.start(gateway.launcher("chat", "--session", session));
        terminal.await("Ctrl-D leaves.");
    }

    @AfterEach
    void getUp() {
        terminal.close();
    }

    @Test
    void an_answer_streams_in_and_ctrl_d_leaves() throws InterruptedException {
        terminal.type("count 30 [delay=20]").await("working, Ctrl-C stops it").await("28 29 30");

        assertThat(terminal.press(Pty.CTRL_D).awaitEnd()).isZero();
    }

    @Test
    void a_tool_call_is_shown_with_its_result() {
        terminal.type("tool exec {\"command\":\"echo from-a-shell\"}");

        terminal.await("⚙ exec: echo from-a-shell").await("↳ from-a-shell");
    }

    @Test
    void a_question_is_shown_and_the_next_message_answers_it() {
        terminal.type("tool ask_user {\"questions\":[{\"question\":\"Which colour?\",\"options\":[{\"label\":\"Red\"},{\"label\":\"Blue\"}]}]}");
        terminal.await("2. Blue").await("Your next message answers this");

        terminal.type("2");

        terminal.await("↳ Which colour?");
        assertThat(said("toolResult")).containsExactly("Which colour?\nBlue");
    }

    @Test
    void ctrl_c_stops_a_turn_before_its_first_word() {
        terminal.type("count 5 [first=60000]").await("working, Ctrl-C stops it");
        model.awaitRequests(1);

        terminal.press(Pty.CTRL_C).await("Stopped.");

        terminal.type("echo still here").await("still here\n");
    }

    @Test
    void ctrl_c_stops_a_turn_in_mid_stream_and_what_was_said_stays() {
        int before = model.aborted();
        terminal.type("count 2000 [delay=20]").await("1 2 3");

        terminal.press(Pty.CTRL_C).await("Stopped.");

        model.awaitAborted(before + 1);
        assertThat(said("assistant")).singleElement().asString().startsWith("1 2 3").doesNotContain("2000");
    }

    @Test
    void what_is_typed_while_it_works_steers_it() throws IOException {
        String command = "tool exec {\"command\":\"until [ -e go-on ]; do sleep 0.1; done\",\"yieldMs\":600000}";
        terminal.type(command).await("⚙ exec: command=\"until [ -e go-on ]");
        terminal.type("echo turned aside");
        awaitKept("echo turned aside");
        Files.createFile(gateway.home().resolve("agents/main/workspace/go-on"));

        terminal.await("↳ (no output)").await("\nturned aside\n");
        assertThat(said("user")).containsExactly(command, "echo turned aside");
        assertThat(said("assistant")).filteredOn(text -> !text.isEmpty()).containsExactly("turned aside");
    }

    @Test
    void a_gateway_killed_in_mid_answer_comes_back_and_the_answer_is_finished() {
        terminal.type("count 40 [delay=50]").await("1 2 3");

        gateway.kill();
        terminal.await("Connection lost");
        gateway.start();

        terminal.await("Connected again.").await("38 39 40");
        assertThat(said("user")).containsExactly("count 40 [delay=50]");
        assertThat(said("assistant")).singleElement().asString().startsWith("1 2 3").endsWith("39 40");
    }

    @Test
    void a_command_is_answered_and_stands_in_the_history_of_the_next_chat() {
        terminal.type("/help").await("/status  ");

        try (Pty next = Pty.start(gateway.launcher("chat", "--session", session))) {
            next.await("Ctrl-D leaves.");
            assertThat(next.seen()).containsSubsequence("› /help", "/status  ");
        }
    }

    /** Until the gateway has it: what steers a run is kept at once, and stands in the transcript only where the run takes it in. */
    private static void awaitKept(String words) {
        Until.holds("the gateway keeps: " + words, () -> Stream.of("chela.db-wal", "chela.db").anyMatch(name -> kept(name).contains(words)));
    }

    private static String kept(String name) {
        try {
            return new String(Files.readAllBytes(gateway.home().resolve("state").resolve(name)), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** When the turn has ended: the terminal shows a word before it is written down. */
    private List<String> said(String role) {
        try (Wire wire = gateway.connect()) {
            Until.holds(session + " is at rest", () -> !history(wire).at("/sessionInfo/hasActiveRun").asBoolean());
            return StreamSupport.stream(history(wire).path("messages").spliterator(), false)
                    .filter(message -> message.path("role").asText().equals(role))
                    .map(message -> text(message.path("content")))
                    .toList();
        }
    }

    private JsonNode history(Wire wire) {
        return wire.call("chat.history", "{\"sessionKey\":\"" + session + "\"}");
    }

    private static String text(JsonNode content) {
        var text = new StringBuilder();
        content.forEach(block -> text.append(block.path("text").asText("")));
        return text.toString();
    }
}
