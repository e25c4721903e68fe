package dev.chela.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.rpc.Push;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlowConsumerTest {
    private static final Push.Slow KEEP = new Push.Slow.Keep();
    private static final String MEGABYTE = "x".repeat(1024 * 1024);

    @TempDir
    Path home;

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(home).serving(new Sample());
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void closes_a_connection_that_cannot_take_what_must_arrive_and_no_other() throws Exception {
        try (RawClient slow = RawClient.greeted(gateway.uri()); TestClient quick = TestClient.greeted(gateway.uri())) {
            for (int i = 0; i < 70; i++) {
                send("big", MEGABYTE, KEEP);
                quick.event("big");
            }
            gateway.clock.advance(Duration.ofSeconds(3));
            assertThat(slow.readToEnd()).isTrue();
            assertThat(quick.call("health", "{}").get("ok").asBoolean()).isTrue();
        }
    }

    @Test
    void drops_what_may_be_dropped_and_lets_the_gap_be_seen() throws Exception {
        try (RawClient slow = RawClient.greeted(gateway.uri())) {
            for (int i = 0; i < 80; i++) {
                send("big", MEGABYTE, new Push.Slow.Drop());
            }
            List<Integer> numbers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                numbers.add(seq(slow.nextText("\"big\"")));
            }
            send("last", "", KEEP);
            int last = seq(slow.nextText("\"last\""));
            assertThat(numbers).isSorted().startsWith(1, 2, 3);
            assertThat(last).isEqualTo(81);
        }
    }

    @Test
    void keeps_only_the_latest_of_a_key_once_a_connection_is_behind() throws Exception {
        try (RawClient slow = RawClient.greeted(gateway.uri())) {
            for (int i = 0; i < 10; i++) {
                send("big", MEGABYTE, KEEP);
            }
            for (int i = 0; i < 100; i++) {
                send("delta", "d" + i, new Push.Slow.Latest("run-1"));
            }
            String first = slow.nextText("\"delta\"");
            assertThat(first).contains("d99");
            assertThat(seq(first)).isEqualTo(110);
        }
    }

    @Test
    void a_connection_that_was_spared_deltas_gets_all_that_it_missed_in_the_next() throws Exception {
        try (RawClient slow = RawClient.greeted(gateway.uri())) {
            for (int i = 0; i < 10; i++) {
                send("big", MEGABYTE, KEEP);
            }
            for (int i = 0; i < 100; i++) {
                String whole = "everything until d" + i;
                send("delta", "d" + i, new Push.Slow.Latest("run-1", Optional.of(() -> Map.of("text", whole))));
            }
            assertThat(slow.nextText("\"delta\"")).contains("everything until d99");
        }
    }

    @Test
    void a_connection_that_keeps_up_gets_deltas_as_they_are() throws Exception {
        try (TestClient quick = TestClient.greeted(gateway.uri())) {
            for (int i = 0; i < 3; i++) {
                send("delta", "d" + i, new Push.Slow.Latest("run-1", Optional.of(() -> Map.of("text", "everything"))));
                assertThat(quick.event("delta").at("/payload/text").asText()).isEqualTo("d" + i);
            }
        }
    }

    @Test
    void sends_each_of_a_key_to_a_connection_that_keeps_up() throws Exception {
        try (TestClient quick = TestClient.greeted(gateway.uri())) {
            for (int i = 0; i < 100; i++) {
                send("delta", "d" + i, new Push.Slow.Latest("run-1"));
            }
            for (int i = 0; i < 100; i++) {
                assertThat(quick.event("delta").at("/payload/text").asText()).isEqualTo("d" + i);
            }
        }
    }

    private void send(String event, String text, Push.Slow slow) {
        gateway.broadcaster.send(new Push(event, Map.of("text", text), Push.Audience.ALL, slow));
    }

    private static int seq(String frame) {
        return Integer.parseInt(frame.replaceAll("(?s).*\"seq\":(\\d+)}$", "$1"));
    }
}
