package dev.chela.itests.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A hundred clients look on while twenty turns run in five sessions at once: readers, readers that follow one session's messages, and some
 * that may read nothing. The scenario {@code crowd} of {@code bench/gateway} has a
 * thousand clients and two hundred turns.
 */
class CrowdIT extends OneHouse {
    private static final int CLIENTS = 100;
    private static final int TURNS = 20;
    private static final int SESSIONS = 5;
    private static final int WORDS = 5;

    private final List<Wire> readers = new ArrayList<>();
    private final List<Wire> followers = new ArrayList<>();
    private final List<Wire> blind = new ArrayList<>();

    @Test
    void every_client_sees_every_event_of_its_scope_in_order() {
        try {
            gather();
            List<String> runs = IntStream.range(0, TURNS).mapToObj(turn -> fresh("run")).toList();
            // A message to a session that is at work would join its turn, and be none of its own.
            for (int first = 0; first < TURNS; first += SESSIONS) {
                IntStream.range(first, first + SESSIONS).forEach(turn -> wire.chat(talk(turn), "count " + WORDS, runs.get(turn)));
                runs.subList(first, first + SESSIONS).forEach(wire::end);
            }
            Stream.concat(readers.stream(), followers.stream()).forEach(each -> runs.forEach(each::end));
            readers.forEach(each -> saw(each, runs));
            followers.forEach(each -> saw(each, runs));
            for (int i = 0; i < followers.size(); i++) {
                assertThat(messages(followers.get(i))).as("session messages of one that follows").containsOnly(Map.entry(key(i), 2 * TURNS / SESSIONS));
            }
            readers.forEach(each -> assertThat(messages(each)).as("session messages of one that follows none").isEmpty());
            blind.forEach(CrowdIT::sawNothing);
        } finally {
            Stream.of(readers, followers, blind).flatMap(List::stream).forEach(Wire::close);
        }
    }

    private void gather() {
        for (int i = 0; i < CLIENTS; i++) {
            switch (i % 4) {
                case 0 -> blind.add(gateway.connectWith(""));
                case 1 -> followers.add(following(followers.size()));
                default -> readers.add(gateway.connectWith("operator.read"));
            }
        }
    }

    private Wire following(int which) {
        Wire follower = gateway.connectWith("operator.read");
        follower.call("sessions.messages.subscribe", "{\"key\":\"" + talk(which) + "\"}");
        return follower;
    }

    private String talk(int which) {
        return session + "-" + which % SESSIONS;
    }

    private String key(int which) {
        return "agent:main:" + talk(which);
    }

    /** Of every run the whole answer, its end once, and its events by rising numbers; of the connection, no number left out. */
    private static void saw(Wire client, List<String> runs) {
        inSequence(client);
        for (String run : runs) {
            assertThat(client.chats(run, "final")).as("ends of " + run).hasSize(1);
            JsonNode last = client.chats(run, "delta").stream().reduce((before, after) -> after).orElseThrow();
            assertThat(Wire.text(client.chats(run, "final").get(0).path("message"))).isEqualTo("1 2 3 4 5").startsWith(Wire.text(last.path("message")));
            List<Integer> numbers = ofRun(client, "agent", run).map(frame -> frame.at("/payload/seq").asInt()).toList();
            assertThat(numbers).as("agent events of " + run).isSorted().doesNotHaveDuplicates();
            assertThat(ofRun(client, "agent", run).map(frame -> frame.at("/payload/data/phase").asText())).contains("start", "end");
        }
    }

    private static Stream<JsonNode> ofRun(Wire client, String event, String run) {
        return client.seen(frame -> frame.path("event").asText().equals(event) && frame.at("/payload/runId").asText().equals(run)).stream();
    }

    private static void inSequence(Wire client) {
        List<Integer> numbers = client.seen(frame -> frame.has("seq")).stream().map(frame -> frame.path("seq").asInt()).toList();
        assertThat(numbers).isEqualTo(IntStream.rangeClosed(1, numbers.size()).boxed().toList());
    }

    private static Map<String, Integer> messages(Wire client) {
        Map<String, Integer> bySession = new TreeMap<>();
        client.seen(frame -> frame.path("event").asText().equals("session.message"))
                .forEach(frame -> bySession.merge(frame.at("/payload/sessionKey").asText(), 1, Integer::sum));
        return bySession;
    }

    private static void sawNothing(Wire client) {
        inSequence(client);
        assertThat(client.seen(frame -> frame.has("event")).stream().map(frame -> frame.path("event").asText()).distinct())
                .as("events without any scope").isSubsetOf("connect.challenge", "health", "tick");
    }
}
