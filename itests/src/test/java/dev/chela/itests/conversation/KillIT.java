package dev.chela.itests.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Jdk;
import dev.chela.itests.house.Transcript;
import dev.chela.itests.house.Wire;
import dev.chela.testkit.model.FakeModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} in the middle of a turn, again and again, at points that a seed chooses: after so many frames, and a little later.
 * The turn runs a command that counts its own runs in a file.
 */
class KillIT {
    private static final int TIMES = Integer.getInteger("chela.kills", 25);
    /** To repeat what failed, or to share many kills out. */
    private static final int FIRST_SEED = Integer.getInteger("chela.kills.first", 1);
    private static final int FRAMES_OF_A_TURN = 26;
    private static final int TURNS_OF_A_SESSION = 40;

    @Test
    void every_message_is_answered_and_no_command_runs_twice_however_often_the_gateway_is_killed() {
        int within = 0;
        long began = System.nanoTime();
        try (FakeModel model = FakeModel.start(); Gateway gateway = Gateway.start(Gateway.endless(Gateway.settings(model.v1())), Jdk.ofTheBuild())) {
            for (int seed = FIRST_SEED; seed < FIRST_SEED + TIMES; seed++) {
                try {
                    within += new Cycle(gateway, seed).run() ? 1 : 0;
                } catch (AssertionError | RuntimeException failed) {
                    throw new AssertionError("seed " + seed + " of " + TIMES + ": " + failed.getMessage(), failed);
                }
            }
        }
        System.out.printf("%d kills from seed %d on, %d of them within a turn, in %d s%n", TIMES, FIRST_SEED, within,
                Duration.ofNanos(System.nanoTime() - began).toSeconds());
    }

    private record Cycle(Gateway gateway, int seed) {
        /** @return whether the gateway was killed between the acceptance of the message and the end of its turn */
        private boolean run() {
            String run = "kill-" + seed;
            String aside = "aside-" + seed;
            Random random = new Random(seed);
            boolean within = interrupt(random, run, aside);
            gateway.start();
            try (Wire wire = gateway.connect()) {
                finish(wire, session(), command(run), run);
                finish(wire, "aside", "echo " + aside, aside);
                assertThat(text(wire, "aside")).contains(aside);
            }
            check(run);
            return within;
        }

        /** What was sent may or may not have been accepted: the client does not know either. */
        private boolean interrupt(Random random, String run, String aside) {
            int frames = random.nextInt(FRAMES_OF_A_TURN);
            try (Wire wire = gateway.connect()) {
                int before = wire.seen(frame -> true).size();
                String request = wire.request("chat.send", message(session(), command(run), run));
                wire.request("chat.send", message("aside", "echo " + aside, aside));
                wire.await(frames + " frames or the end", frame -> wire.seen(any -> true).size() >= before + frames
                        || ends(frame, run));
                LockSupport.parkNanos(random.nextInt(3_000_000));
                gateway.kill();
                return !wire.seen(frame -> frame.path("id").asText().equals(request)).isEmpty()
                        && wire.seen(frame -> ends(frame, run)).isEmpty();
            }
        }

        private static boolean ends(JsonNode frame, String run) {
            return frame.path("payload").path("state").asText().equals("final")
                    && frame.path("payload").path("runId").asText().equals(run);
        }

        /** As a client does: the same message under the same key, until there is an answer. */
        private static void finish(Wire wire, String session, String text, String run) {
            wire.call("chat.send", message(session, text, run));
            JsonNode end = wire.call("agent.wait", "{\"runId\":\"" + run + "\",\"timeoutMs\":60000}");
            assertThat(end.path("status").asText()).as("the end of %s: %s", run, end).isEqualTo("ok");
        }

        private static String text(Wire wire, String session) {
            return wire.call("chat.history", "{\"sessionKey\":\"" + session + "\",\"limit\":4}").path("messages").toString();
        }

        private void check(String run) {
            Transcript transcript = Transcript.read(gateway.home(), session());
            Transcript.read(gateway.home(), "aside");
            assertThat(transcript.of(run, "user")).hasSize(1);
            List<JsonNode> results = transcript.of(run, "toolResult");
            assertThat(results).hasSize(1);
            List<JsonNode> answers = transcript.of(run, "assistant");
            assertThat(answers).hasSize(2);
            assertThat(Wire.text(answers.get(1))).isNotEmpty();
            boolean unknown = Wire.text(results.get(0)).contains("outcome is unknown");
            long ran = timesRun(run);
            assertThat(ran).as("runs of the command; its result is %s", results.get(0)).isBetween(unknown ? 0L : 1L, 1L);
        }

        private long timesRun(String run) {
            Path counted = gateway.home().resolve("agents/main/workspace/ran.txt");
            try {
                return Files.exists(counted) ? Files.readAllLines(counted).stream().filter(run::equals).count() : 0;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private String session() {
            return "kills-" + seed / TURNS_OF_A_SESSION;
        }

        private static String command(String run) {
            return "tool exec {\"command\":\"echo " + run + " >> ran.txt; echo this command did its work\"} [first=10] [delay=5]";
        }

        private static String message(String session, String text, String key) {
            return Wire.JSON.createObjectNode().put("sessionKey", session).put("message", text).put("idempotencyKey", key).toString();
        }
    }
}
