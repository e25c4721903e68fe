package dev.chela.itests.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Jdk;
import dev.chela.itests.house.Until;
import dev.chela.itests.house.Wire;
import dev.chela.testkit.model.FakeModel;
import dev.chela.testkit.socket.Ports;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The gateway in the background. */
class DaemonIT {
    @Test
    void runs_in_the_background_rises_when_it_dies_and_ends_when_told() throws Exception {
        try (FakeModel model = FakeModel.start()) {
            int port = Ports.free();
            Path home = Gateway.home(Gateway.settings(model.v1()).replace("port: 0", "port: " + port));
            URI url = URI.create("ws://127.0.0.1:" + port);
            try {
                assertThat(chela(home, "start")).isZero();
                answers(url, "daemon-1");
                long first = pid(home);
                ProcessHandle.of(first).orElseThrow().destroyForcibly();
                Until.holds("another process", () -> risen(home, first) && open(port));
                answers(url, "daemon-2");
                assertThat(chela(home, "status")).isZero();
            } finally {
                assertThat(chela(home, "stop")).isZero();
            }
            assertThat(ProcessHandle.of(pid(home)).filter(ProcessHandle::isAlive)).isEmpty();
            assertThat(chela(home, "status")).isNotZero();
        }
    }

    @Test
    void is_started_again_as_it_was_started() throws Exception {
        try (FakeModel model = FakeModel.start()) {
            int port = Ports.free();
            Path home = Gateway.home(Gateway.settings(model.v1()));
            try {
                assertThat(chela(home, "start", "--port", String.valueOf(port))).isZero();
                assertThat(chela(home, "restart")).isZero();
                answers(URI.create("ws://127.0.0.1:" + port), "daemon-3");
                assertThat(chela(home, "status")).as("which finds it there").isZero();
            } finally {
                assertThat(chela(home, "stop")).isZero();
            }
        }
    }

    @Test
    void is_started_again_by_a_message_and_answers_that_once() throws Exception {
        try (FakeModel model = FakeModel.start()) {
            int port = Ports.free();
            Path home = Gateway.home(Gateway.settings(model.v1()).replace("port: 0", "port: " + port));
            URI url = URI.create("ws://127.0.0.1:" + port);
            try {
                assertThat(chela(home, "start")).isZero();
                long first = pid(home);
                try (Wire wire = Wire.connect(url, Gateway.TOKEN)) {
                    assertThat(wire.converse("main", "/restart", "again")).startsWith("Restarting.");
                    assertThat(wire.event("shutdown").path("payload").path("reason").asText()).isNotEmpty();
                }
                Until.holds("another process", () -> risen(home, first) && open(port));
                long second = pid(home);
                answers(url, "daemon-4");
                assertThat(pid(home)).as("the order is not obeyed again").isEqualTo(second);
                try (Wire wire = Wire.connect(url, Gateway.TOKEN)) {
                    assertThat(wire.call("chat.history", "{\"sessionKey\":\"main\"}").toString()).containsOnlyOnce("Restarting.");
                }
            } finally {
                assertThat(chela(home, "stop")).isZero();
            }
        }
    }

    private static void answers(URI url, String run) {
        try (Wire wire = Wire.connect(url, Gateway.TOKEN)) {
            assertThat(wire.converse("main", "echo " + run, run)).isEqualTo(run);
        }
    }

    private static boolean risen(Path home, long first) {
        try {
            String text = Files.readString(home.resolve("gateway.lock")).strip();
            return !text.isEmpty() && Long.parseLong(text) != first;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean open(int port) {
        try (java.net.Socket socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private static long pid(Path home) throws IOException {
        return Long.parseLong(Files.readString(home.resolve("gateway.lock")).strip());
    }

    private static int chela(Path home, String... words) throws IOException, InterruptedException {
        File said = home.resolveSibling(home.getFileName() + ".out").toFile();
        String[] command = Stream.concat(Stream.of("gateway"), Stream.of(words)).toArray(String[]::new);
        Process process = Gateway.launcher(home, Jdk.ofTheBuild(), command)
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(said)).start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }
}
