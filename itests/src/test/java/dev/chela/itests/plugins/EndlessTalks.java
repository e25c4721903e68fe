package dev.chela.itests.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Conversations that go on and on while something is done to the house: slow answers, and calls of a tool, by turns. */
final class EndlessTalks implements AutoCloseable {
    private static final int LINES = 5;
    private static final String SLOW = "count 8 [delay=300]";
    private static final String COUNTED = "1 2 3 4 5 6 7 8";
    private static final String ROLL = "tool dice {\"sides\":6}";
    private static final String ROLLED = "1d6: [1-6]";
    private static final int PATIENCE_SECONDS = 180;

    private final ExecutorService threads = Executors.newFixedThreadPool(LINES);
    private final List<Future<Integer>> work = new ArrayList<>();
    private volatile boolean ended;

    /** @param conversations how many; a multiple of five */
    EndlessTalks(Gateway gateway, int conversations) {
        for (int line = 0; line < LINES; line++) {
            int at = line;
            List<String> sessions = IntStream.range(0, conversations / LINES).mapToObj(number -> name(at, number)).toList();
            work.add(threads.submit(() -> talk(gateway, sessions)));
        }
    }

    private static String name(int line, int number) {
        return "talk-" + line + "-" + number;
    }

    /** @return how many answers there were, each of them the right one */
    private int talk(Gateway gateway, List<String> sessions) {
        int answers = 0;
        try (Wire wire = gateway.connect()) {
            for (int round = 0; !ended; round++) {
                String said = round % 2 == 0 ? SLOW : ROLL;
                for (String session : sessions) {
                    wire.chat(session, said, session + "-" + round);
                }
                for (String session : sessions) {
                    check(said, wire.end(session + "-" + round));
                    answers++;
                }
                for (String session : sessions) {
                    assertThat(wire.chats(session + "-" + round, "final")).as("ends of " + session + "-" + round).hasSize(1);
                }
                wire.drain();
            }
        }
        return answers;
    }

    private static void check(String said, JsonNode end) {
        assertThat(end.path("state").asText()).as("%s", end).isEqualTo("final");
        assertThat(Wire.text(end.path("message"))).as("%s", end).matches(said.equals(SLOW) ? COUNTED : ROLLED);
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
