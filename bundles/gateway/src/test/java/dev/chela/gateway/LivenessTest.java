package dev.chela.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.rpc.Push;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LivenessTest {
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
    void ticks_every_thirty_seconds_with_a_number_of_its_own_for_each_connection() throws Exception {
        try (TestClient first = TestClient.greeted(gateway.uri()); TestClient second = TestClient.greeted(gateway.uri())) {
            gateway.broadcaster.send(new Push("only", Map.of(), new Push.Audience(java.util.Optional.empty(), "", "",
                    gateway.hub.list().get(0).connection()), new Push.Slow.Keep()));
            gateway.clock.advance(Duration.ofSeconds(30));
            JsonNode one = first.event("tick");
            JsonNode two = second.event("tick");
            assertThat(one.at("/payload/ts").asLong()).isEqualTo(gateway.clock.now().toEpochMilli());
            assertThat(one.get("seq").asInt() + two.get("seq").asInt()).isEqualTo(3);
        }
    }

    @Test
    void keeps_a_peer_that_answers_pings_and_cuts_one_that_does_not() throws Exception {
        try (RawClient deaf = RawClient.greeted(gateway.uri()); TestClient live = TestClient.greeted(gateway.uri())) {
            gateway.clock.advance(Duration.ofSeconds(25));
            assertThat(live.call("health", "{}").get("ok").asBoolean()).isTrue();
            gateway.clock.advance(Duration.ofSeconds(25));
            assertThat(deaf.readToEnd()).isTrue();
            assertThat(live.call("health", "{}").get("ok").asBoolean()).isTrue();
        }
    }

    @Test
    void answers_pings() throws Exception {
        try (RawClient client = RawClient.greeted(gateway.uri())) {
            client.sendFrame(0x89, new byte[] {1, 2, 3});
            RawClient.Frame pong = client.next(0x8A);
            assertThat(pong.payload()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void says_who_is_present_once_for_several_changes() throws Exception {
        String own = "http://127.0.0.1:" + gateway.uri().getPort();
        try (TestClient watcher = TestClient.greeted(gateway.uri());
                TestClient page = TestClient.openFrom(gateway.uri(), own);
                TestClient other = TestClient.openFrom(gateway.uri(), own)) {
            page.connect(p -> ((ObjectNode) p.get("client")).put("id", "webchat-ui").put("mode", "webchat"));
            JsonNode hello = other.connect(p -> ((ObjectNode) p.get("client")).put("id", "webchat-ui").put("mode", "ui"));
            assertThat(hello.at("/payload/snapshot/presence")).hasSize(2);
            gateway.clock.advance(Duration.ofMillis(200));
            JsonNode event = watcher.event("presence");
            assertThat(event.at("/payload/presence")).hasSize(2);
            assertThat(event.at("/stateVersion/presence").asInt()).isEqualTo(2);
            assertThat(event.get("seq").asInt()).isEqualTo(1);
            assertThat(watcher.call("system-presence", "{}").get("payload")).hasSize(2);
        }
    }

    @Test
    void says_good_bye_before_it_closes() throws Exception {
        try (TestClient client = TestClient.greeted(gateway.uri())) {
            gateway.listener.stop();
            assertThat(client.event("shutdown").at("/payload/reason").asText()).isEqualTo("service restart");
            assertThat(client.closed()).isEqualTo("1012 service restart");
        }
    }

    @Test
    void sends_events_only_to_those_who_may_and_want_to_have_them() throws Exception {
        try (TestClient subscriber = TestClient.greeted(gateway.uri());
                TestClient tools = TestClient.open(gateway.uri());
                TestClient nobody = TestClient.open(gateway.uri())) {
            subscriber.call("sample.two", "{}");
            subscriber.call("health", "{}");
            tools.connect(p -> p.putArray("caps").add("tool-events"));
            nobody.connect(p -> p.remove("scopes"));
            gateway.broadcaster.send(push("topic", Push.Audience.READERS.withTopic("things")));
            gateway.broadcaster.send(push("cap", Push.Audience.READERS.withCap("tool-events")));
            gateway.broadcaster.send(push("all", Push.Audience.ALL));
            assertThat(subscriber.await(f -> f.has("event")).get("event").asText()).isEqualTo("topic");
            assertThat(subscriber.await(f -> f.has("event")).get("event").asText()).isEqualTo("all");
            assertThat(tools.await(f -> f.has("event")).get("event").asText()).isEqualTo("cap");
            assertThat(nobody.await(f -> f.has("event")).toString())
                    .isEqualTo("{\"type\":\"event\",\"event\":\"all\",\"payload\":{\"a\":1},\"seq\":1}");
        }
    }

    private static Push push(String event, Push.Audience audience) {
        return new Push(event, Map.of("a", 1), audience, new Push.Slow.Keep());
    }
}
