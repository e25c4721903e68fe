package dev.chela.itests.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chela.itests.fuzz.Corpus;
import dev.chela.itests.fuzz.Spoiler;
import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Heap;
import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Until;
import dev.chela.itests.house.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Frames that were right once and have been spoilt, before and after the handshake. Each is made from the seed and its number alone:
 * {@code -Dfuzz.seed=7 -Dfuzz.first=1200 -Dfuzz.frames=25} sends these again.
 */
class FuzzIT extends OneHouse {
    private static final long SEED = Long.getLong("chela.fuzz.seed");
    private static final int FIRST = Integer.getInteger("chela.fuzz.first");
    private static final int FRAMES = Integer.getInteger("chela.fuzz.frames");
    /** After so many frames everything is looked at, and the connection is changed for another. */
    private static final int BATCH = 50;
    private static final int STRANGERS = 5;
    /** These answer when somebody else has done something, or never. */
    private static final Set<String> WAITING =
            Set.of("agent", "agent.wait", "exec.approval.request", "exec.approval.waitDecision", "question.request", "question.waitAnswer");
    private static final ObjectMapper STRICT = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int MEGABYTES = 24;
    private static final int THREADS = 24;

    private final Corpus corpus = Corpus.whole();
    private int lastSeq;

    /** A hundred thousand frames take two thousand turns. */
    @Override
    protected String settings() {
        return Gateway.endless(super.settings());
    }

    @Test
    void spoilt_frames_are_answered_or_passed_over_and_nobody_else_notices() {
        try (Wire neighbour = gateway.connect()) {
            wire.close();
            neighbour.converse(session, "echo warm", fresh("run"));
            batch(neighbour, FIRST);
            long heap = Heap.usedMegabytes(gateway);
            long threads = threads();
            for (int first = FIRST + BATCH; first < FIRST + FRAMES; first += BATCH) {
                batch(neighbour, first);
            }
            Until.holds("all others have gone", () -> neighbour.call("system-presence", "{}").size() <= 1);
            Until.holds(Until.PATIENCE, () -> "threads: " + threads() + ", after the first frames " + threads, () -> threads() <= threads + THREADS);
            assertThat(Heap.usedMegabytes(gateway)).as("megabytes in use; after the first frames: " + heap).isLessThan(heap + MEGABYTES);
        }
        assertThat(gateway.log().sinceBoot().lines().filter(line -> line.matches("\\S+ (WARN|ERROR) .*"))).isEmpty();
    }

    private void batch(Wire neighbour, int first) {
        try {
            for (int number = first; number < first + STRANGERS; number++) {
                stranger(number);
            }
            boolean owns = first / BATCH % 2 == 0;
            try (Wire wire = owns ? gateway.connect() : gateway.connectWith("operator.write")) {
                known(wire, owns ? corpus.ofAnOwner() : corpus, first + STRANGERS, first + BATCH);
            }
            undisturbed(neighbour, first);
        } catch (AssertionError failed) {
            throw new AssertionError("seed %d, frames %d to %d: %s".formatted(SEED, first, first + BATCH, failed.getMessage()), failed);
        }
    }

    private static Random random(int number) {
        return new Random(SEED * 1_000_003 + number);
    }

    /** Before the handshake: one answer at most, and no stay without a greeting. */
    private void stranger(int number) {
        Random random = random(number);
        var frame = random.nextInt(3) > 0 ? Corpus.connect("f" + number, Gateway.TOKEN) : corpus.request(random, "f" + number);
        String text = new Spoiler(random).spoil(frame);
        try (Wire wire = Wire.open(gateway.url())) {
            wire.event("connect.challenge");
            wire.sendUnanswered(text);
            JsonNode next = wire.await("an end or a greeting after " + text, each -> each.has("closed") || each.path("ok").asBoolean());
            if (next.has("closed")) {
                assertThat(next.path("closed").asInt()).as("code of the close after " + text).isIn(1000, 1002, 1008, 1009);
                assertThat(wire.seen(each -> each.has("event"))).as("events before a greeting").hasSize(1);
            }
        }
    }

    /** After it: whatever is a JSON text gets its answer, and the connection stays. */
    private void known(Wire wire, Corpus calls, int from, int to) {
        Set<String> answerable = new TreeSet<>();
        Set<String> readable = new HashSet<>();
        wire.drain();
        for (int number = from; number < to; number++) {
            Random random = random(number);
            String text = new Spoiler(random).spoil(calls.request(random, "f" + number));
            wire.send(text);
            read(text).ifPresent(frame -> {
                readable.add(id(frame));
                if (!WAITING.contains(frame.path("method").asText())) {
                    answerable.add(id(frame));
                }
            });
        }
        answerable.add(wire.request("health", "{}"));
        readable.addAll(answerable);
        answerable.forEach(wire::response);
        assertThat(wire.drain().stream().filter(frame -> frame.has("id")).map(frame -> frame.path("id").asText()))
                .as("what was answered").isSubsetOf(readable);
    }

    private static Optional<JsonNode> read(String text) {
        try {
            return Optional.of(STRICT.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    private static String id(JsonNode frame) {
        String id = frame.path("id").isTextual() ? frame.path("id").textValue() : "";
        return id.isEmpty() ? "invalid" : id;
    }

    /** It talks, is answered, and sees every number. */
    private void undisturbed(Wire neighbour, int number) {
        assertThat(neighbour.converse(session, "echo " + number, fresh("run"))).isEqualTo(String.valueOf(number));
        List<Integer> numbers = neighbour.drain().stream().filter(frame -> frame.has("seq")).map(frame -> frame.path("seq").asInt()).toList();
        for (int seq : numbers) {
            assertThat(seq).as("number of the neighbour's next event").isEqualTo(++lastSeq);
        }
    }

    private long threads() {
        try {
            return Files.readAllLines(Path.of("/proc/" + gateway.process().pid() + "/status")).stream()
                    .filter(line -> line.startsWith("Threads:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
