package dev.chela.itests.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Jdk;
import dev.chela.itests.house.Wire;
import dev.chela.testkit.model.FakeModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} while jobs run, again and again, at points that a seed chooses. Each round starts a job that asks the agent, and one
 * that runs a command which counts itself in a file.
 */
class CronKillIT {
    private static final int TIMES = Integer.getInteger("chela.cron.kills", 10);
    private static final int FIRST_SEED = Integer.getInteger("chela.kills.first", 1);
    private static final int FRAMES = 16;

    @Test
    void no_run_is_lost_or_doubled_and_every_command_s_outcome_is_known_or_reported_unknown() {
        int unknown = 0;
        List<Long> took = new ArrayList<>();
        long began = System.nanoTime();
        try (FakeModel model = FakeModel.start(); Gateway gateway = Gateway.start(Gateway.endless(Gateway.settings(model.v1())), Jdk.ofTheBuild())) {
            Jobs jobs = Jobs.add(gateway);
            for (int seed = FIRST_SEED; seed < FIRST_SEED + TIMES; seed++) {
                long round = System.nanoTime();
                try {
                    unknown += jobs.round(seed) ? 1 : 0;
                } catch (AssertionError | RuntimeException failed) {
                    throw new AssertionError("seed " + seed + " of " + TIMES + ": " + failed.getMessage(), failed);
                }
                took.add(Duration.ofNanos(System.nanoTime() - round).toMillis());
            }
        }
        System.out.printf("%d kills from seed %d on, %d commands with an unknown outcome, in %d s; the first took %d ms each, the last %d ms%n", TIMES,
                FIRST_SEED, unknown, Duration.ofNanos(System.nanoTime() - began).toSeconds(), median(took.subList(0, (TIMES + 9) / 10)),
                median(took.subList(TIMES - (TIMES + 9) / 10, TIMES)));
    }

    private static long median(List<Long> millis) {
        return millis.stream().sorted().skip(millis.size() / 2).findFirst().orElseThrow();
    }

    private record Jobs(Gateway gateway, String turn, String command) {
        static Jobs add(Gateway gateway) {
            try (Wire wire = gateway.connect()) {
                // The agent has a workspace from its first turn on; commands run there.
                wire.converse("main", "echo good morning", "cron-kill-begin");
                String common = "\"schedule\":{\"kind\":\"every\",\"everyMs\":864000000},\"sessionTarget\":\"isolated\",\"wakeMode\":\"now\",\"failureAlert\":false,";
                JsonNode turn = wire.call("cron.add", "{\"name\":\"turn\"," + common
                        + "\"payload\":{\"kind\":\"agentTurn\",\"message\":\"tool exec {\\\"command\\\":\\\"echo turned\\\"} [first=5] [delay=2]\"}}");
                JsonNode command = wire.call("cron.add", "{\"name\":\"command\"," + common
                        + "\"payload\":{\"kind\":\"command\",\"argv\":[\"sh\",\"-c\",\"echo ran >> ran.txt; sleep 0.01; echo done\"]}}");
                return new Jobs(gateway, turn.path("id").asText(), command.path("id").asText());
            }
        }

        /** @return whether the command's outcome is unknown */
        boolean round(int seed) {
            Random random = new Random(seed);
            long ranBefore = ran();
            int frames = random.nextInt(FRAMES);
            String turned;
            String commanded;
            try (Wire wire = gateway.connect()) {
                int before = wire.seen(frame -> true).size();
                turned = wire.call("cron.run", "{\"id\":\"" + turn + "\"}").path("runId").asText();
                commanded = wire.call("cron.run", "{\"id\":\"" + command + "\"}").path("runId").asText();
                wire.await(frames + " frames, or both ends", frame -> wire.seen(any -> true).size() >= before + frames
                        || wire.seen(CronKillIT::isEnd).size() >= 2);
                LockSupport.parkNanos(random.nextInt(3_000_000));
                gateway.kill();
            }
            gateway.start();
            JsonNode end = ended(turn, turned);
            assertThat(end.path("status").asText()).as("%s", end).isEqualTo("ok");
            JsonNode outcome = ended(command, commanded);
            boolean unknown = outcome.path("completionStatus").asText().equals("unknown");
            assertThat(ran() - ranBefore).as("runs of the command, whose end is %s", outcome).isBetween(unknown ? 0L : 1L, 1L);
            assertThat(unknown || outcome.path("summary").asText().equals("done")).as("%s", outcome).isTrue();
            return unknown;
        }

        /** The one entry that the run has in the log, waiting for it if need be. */
        private JsonNode ended(String job, String run) {
            try (Wire wire = gateway.connect()) {
                if (log(wire, job, run).isEmpty()) {
                    wire.await("the end of " + run, frame -> isEnd(frame) && frame.path("payload").path("runId").asText().equals(run));
                }
                List<JsonNode> own = log(wire, job, run);
                assertThat(own).as("entries of %s", run).hasSize(1);
                return own.get(0);
            }
        }

        /** What the log has of one run: all of it has more entries than a page when there were many kills. */
        private static List<JsonNode> log(Wire wire, String job, String run) {
            JsonNode page = wire.call("cron.runs", "{\"id\":\"" + job + "\",\"runId\":\"" + run + "\"}");
            return StreamSupport.stream(page.path("entries").spliterator(), false).toList();
        }

        private long ran() {
            Path counted = gateway.home().resolve("agents/main/workspace/ran.txt");
            try {
                return Files.exists(counted) ? Files.readAllLines(counted).size() : 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static boolean isEnd(JsonNode frame) {
        return frame.path("event").asText().equals("cron") && frame.path("payload").path("action").asText().equals("finished");
    }
}
