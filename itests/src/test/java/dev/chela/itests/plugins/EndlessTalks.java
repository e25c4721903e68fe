package dev.chela.itests.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Conversations that go on and on while something is done to the house: slow answers of different lengths, and calls of a tool, by turns. Each
 * has its own pace, as people have: whoever has an answer says the next thing.
 */
final class EndlessTalks implements AutoCloseable {
    private static final int LINES = 5;
    private static final int SHORTEST = 5;
    private static final int LENGTHS = 12;
    private static final String ROLL = "tool dice {\"sides\":6}";
    private static final String ROLLED = "1d6: [1-6]";
    private static final int PATIENCE_SECONDS = 180;

    private final ExecutorService threads = Executors.newFixedThreadPool(LINES);
    private final List<Future<Integer>> work = new ArrayList<>();
    private volatile boolean ended;

    /** @param conversations how many; a multiple of five */
    EndlessTalks(Gateway gateway, int conversations) {
        for (int line = 0; line < LINES; line++) {
            int first = line * conversations / LINES;
            work.add(threads.submit(() -> talk(gateway, first, first + conversations / LINES)));
        }
    }

    /** @param number of the conversation @param round how often something was said in it before */
    private record Said(int number, int round) {
        /** A new one now and then: what an answer takes is not to grow with what was said before. */
        String session() {
            return "talk-" + number + "-" + round / 20;
        }

        String run() {
            return "talk-" + number + "-run-" + round;
        }

        private boolean isSlow() {
            return round % 2 == 0;
        }

        private int length() {
            return SHORTEST + (number * 7 + round * 5) % LENGTHS;
        }

        String words() {
            return isSlow() ? "count " + length() + " [delay=300]" : ROLL;
        }

        String answer() {
            return isSlow() ? IntStream.rangeClosed(1, length()).mapToObj(String::valueOf).collect(Collectors.joining(" ")) : ROLLED;
        }

        Said next() {
            return new Said(number, round + 1);
        }
    }

    /** @return how many answers there were, each of them the right one */
    private int talk(Gateway gateway, int from, int to) {
        try (Wire wire = gateway.connect()) {
            Talkers talkers = new Talkers(wire);
            IntStream.range(from, to).forEach(number -> talkers.say(new Said(number, 0)));
            while (talkers.listen()) {
                wire.drain().forEach(talkers::hear);
            }
            return talkers.answers();
        }
    }

    /** Those on one line. */
    private final class Talkers {
        private final Wire wire;
        private final Map<String, Said> open = new HashMap<>();
        private final Set<String> answered = new HashSet<>();

        Talkers(Wire wire) {
            this.wire = wire;
        }

        void say(Said said) {
            open.put(said.run(), said);
            wire.chat(said.session(), said.words(), said.run());
        }

        /** @return whether there is anything to be heard still */
        boolean listen() {
            if (!open.isEmpty()) {
                wire.await("the end of one of the runs " + open.keySet(), frame -> open.containsKey(run(frame)) && isEnd(frame));
            }
            return !open.isEmpty();
        }

        void hear(JsonNode frame) {
            if (!isEnd(frame)) {
                return;
            }
            assertThat(answered).as("an end twice: %s", frame).doesNotContain(run(frame));
            Said said = open.remove(run(frame));
            if (said == null) {
                return;
            }
            assertThat(frame.at("/payload/state").asText()).as("%s", frame).isEqualTo("final");
            assertThat(Wire.text(frame.at("/payload/message"))).as("%s", frame).matches(said.answer());
            answered.add(said.run());
            if (!ended) {
                say(said.next());
            }
        }

        int answers() {
            return answered.size();
        }
    }

    private static boolean isEnd(JsonNode frame) {
        return frame.path("event").asText().equals("chat") && !List.of("delta", "status").contains(frame.at("/payload/state").asText());
    }

    private static String run(JsonNode frame) {
        return frame.at("/payload/runId").asText();
    }

    /** @return how many answers there were in all */
    int end() throws Exception {
        ended = true;
        int answers = 0;
        for (Future<Integer> line : work) {
            answers += line.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        return answers;
    }

    @Override
    public void close() {
        ended = true;
        threads.shutdownNow();
    }
}
