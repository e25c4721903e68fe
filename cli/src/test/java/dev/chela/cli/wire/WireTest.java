package dev.chela.cli.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.cli.json.Json;
import dev.chela.cli.stub.StubGateway;
import dev.chela.cli.target.Target;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
    private final StubGateway stub = new StubGateway();

    private Gateway open() {
        URI url = URI.create("ws://127.0.0.1:" + stub.port());
        Target.Secret secret = new Target.Secret(Target.Kind.TOKEN, StubGateway.TOKEN, "the test");
        return new Connector(new Target(url, secret, null, null), "test").open(Role.oneShot(Role.READ), Listener.DEAF);
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 125, 126, 65_535, 65_536, 3_000_000})
    void messages_of_every_length_arrive_whole_both_ways(int length) throws Exception {
        stub.on("echo", request -> request.answer(request.params()));
        Json params = Json.object("text", "ü".repeat(length));

        try (Gateway gateway = open()) {
            assertThat(gateway.request("echo", params).get(60, TimeUnit.SECONDS)).isEqualTo(params);
        }
    }

    @Test
    void a_message_in_pieces_with_a_ping_between_them_arrives_whole() throws Exception {
        stub.on("torn", request -> request.peer()
                .sendTorn(Json.object("type", "res", "id", request.id(), "ok", true, "payload", Json.object("x", "ÄÖÜ"))));

        try (Gateway gateway = open()) {
            assertThat(gateway.request("torn", Json.object()).get(60, TimeUnit.SECONDS).get("x").text()).isEqualTo("ÄÖÜ");
            assertThat(gateway.request("health", Json.ABSENT).get(60, TimeUnit.SECONDS).get("ok").isTrue()).isTrue();
        }
    }

    @Test
    void answers_out_of_order_find_their_questions() throws Exception {
        java.util.Queue<StubGateway.Request> waiting = new java.util.concurrent.ConcurrentLinkedQueue<>();
        stub.on("slow", waiting::add);
        stub.on("quick", request -> {
            request.answer(Json.object("is", "quick"));
            waiting.remove().answer(Json.object("is", "slow"));
        });

        try (Gateway gateway = open()) {
            var slow = gateway.request("slow", Json.ABSENT);
            var quick = gateway.request("quick", Json.ABSENT);

            assertThat(quick.get(60, TimeUnit.SECONDS).get("is").text()).isEqualTo("quick");
            assertThat(slow.get(60, TimeUnit.SECONDS).get("is").text()).isEqualTo("slow");
        }
    }
}
