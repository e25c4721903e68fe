package dev.chela.itests.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.chela.itests.clients.Openclaw;
import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Jdk;
import dev.chela.itests.house.Until;
import dev.chela.itests.house.Wire;
import dev.chela.testkit.model.FakeModel;
import dev.chela.testkit.socket.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other people's systems, as the examples have them, beside the distribution. */
@Tag("clients")
class EventWebhookIT {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Path EXAMPLES = Path.of(System.getProperty("chela.root"), "examples");

    @TempDir
    private Path directory;

    private static final int PORT = Ports.free();
    private static FakeModel model;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        model = FakeModel.start();
        String settings = Gateway.settings(model.v1()).stripTrailing();
        gateway = Gateway.start(settings.substring(0, settings.length() - 1) + """
                  webhooks: { endpoints: { mine: { url: "http://127.0.0.1:%d/", secret: "%s", allowPrivate: true, timeoutMs: 300,
                    events: ["lifecycle", "tool", "assistant", "message.received"], sessions: ["agent:main:main"] } } },
                }
                """.formatted(PORT, SECRET), Jdk.ofTheBuild());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        model.close();
    }

    @Test
    void a_receiver_that_fails_hangs_and_dies_in_between_still_gets_every_event_in_order() throws Exception {
        try (Wire wire = gateway.connect()) {
            try (Sick sick = new Sick(PORT)) {
                wire.converse("main", "tool exec {\"command\":\"echo one\"}", "run-1");
                sick.awaitTwo();
            }
            Process receiver = receiver();
            wire.converse("main", "tool exec {\"command\":\"echo two\"}", "run-2");
            Until.holds("something of the second run has arrived", () -> events().stream().anyMatch(event -> isOf(event, "run-2")));
            receiver.destroyForcibly().waitFor();
            wire.converse("main", "tool exec {\"command\":\"echo three\"}", "run-3");
        }
        gateway.kill();
        Process receiver = receiver();
        gateway.start();
        try (Wire wire = gateway.connect()) {
            wire.converse("main", "echo four", "run-4");
            Until.holds("the end of the fourth run has arrived", () -> events().stream()
                    .anyMatch(event -> isOf(event, "run-4") && event.path("type").asText().equals("lifecycle.end")));
            Until.holds("nothing waits", () -> wire.call("webhooks.list", "{}").at("/endpoints/0/pending").asInt(-1) == 0);
        } finally {
            receiver.destroyForcibly().waitFor();
        }
        assertWhole(events());
    }

    private static void assertWhole(List<JsonNode> events) {
        assertThat(events).extracting(event -> event.path("session").asText()).containsOnly("agent:main:main");
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).path("sequence").asInt()).as("%s", events).isEqualTo(i + 1);
        }
        for (String run : List.of("run-1", "run-2", "run-3")) {
            assertThat(events.stream().filter(event -> isOf(event, run)).map(event -> event.path("type").asText())).as(run)
                    .containsExactly("message.received", "lifecycle.start", "assistant.message", "tool.call", "tool.start", "tool.result",
                            "assistant.message", "lifecycle.end");
        }
        assertThat(events).extracting(event -> event.at("/data/text").asText()).anyMatch(text -> text.contains("three"));
    }

    /** A run has the id of its message, in which the id that the client gave stands. */
    private static boolean isOf(JsonNode event, String run) {
        return event.at("/data/runId").asText().contains(run);
    }

    @Test
    void the_dashboard_shows_runs_and_tools_while_they_go_on() throws Exception {
        Path out = directory.resolve("dashboard.txt");
        ProcessBuilder builder = Openclaw.nodeWith(EXAMPLES.resolve("dashboard/dashboard.mjs"), gateway.url().toString());
        builder.environment().put("CHELA_GATEWAY_TOKEN", Gateway.TOKEN);
        Process dashboard = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
        try (Wire wire = gateway.connect()) {
            Until.holds("it is connected", () -> read(out).contains("connected "));
            wire.converse("watched", "tool exec {\"command\":\"echo seen\"}", "run-5");
            Until.holds("it shows the run from its start to its end", () -> read(out).lines().filter(line -> line.startsWith("run "))
                    .anyMatch(line -> line.endsWith(" end")));
            for (String shown : List.of(" start\n", "exec…", "exec done", "tokens ", "cost agent:main:watched $")) {
                Until.holds("it shows '" + shown + "'", () -> read(out).contains(shown));
            }
            assertThat(dashboard.isAlive()).isTrue();
        } finally {
            dashboard.destroyForcibly().waitFor();
        }
    }

    private Process receiver() throws IOException {
        Path out = directory.resolve("receiver.txt");
        Files.deleteIfExists(out);
        ProcessBuilder builder = Openclaw.nodeWith(EXAMPLES.resolve("event-webhook/receiver.mjs"), Integer.toString(PORT), file().toString());
        builder.environment().put("WEBHOOK_SECRET", SECRET);
        Process process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
        Until.holds("the receiver listens: " + read(out), () -> read(out).contains("listening on"));
        return process;
    }

    private Path file() {
        return directory.resolve("events.jsonl");
    }

    private List<JsonNode> events() {
        return read(file()).lines().map(Wire::parse).toList();
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers the first request with 500 and the next with nothing at all, and is then gone. */
    private static final class Sick implements AutoCloseable {
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final CountDownLatch two = new CountDownLatch(2);
        private final CountDownLatch over = new CountDownLatch(1);
        private final HttpServer server;

        Sick(int port) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.setExecutor(threads);
            server.createContext("/", exchange -> {
                boolean first = two.getCount() == 2;
                two.countDown();
                if (first) {
                    exchange.sendResponseHeaders(500, -1);
                } else {
                    hang();
                }
                exchange.close();
            });
            server.start();
        }

        private void hang() {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void awaitTwo() throws InterruptedException {
            assertThat(two.await(60, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public void close() {
            server.stop(0);
            over.countDown();
            threads.shutdownNow();
        }
    }
}
