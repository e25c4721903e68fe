package dev.chela.itests.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Jdk;
import dev.chela.itests.house.Wire;
import dev.chela.testkit.model.FakeModel;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On every Java that is installed: it starts, talks, uses a tool, and ends. */
class SmokeIT {
    static List<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void starts_answers_calls_a_tool_and_ends(Jdk jdk) {
        try (FakeModel model = FakeModel.start(); Gateway gateway = Gateway.start(Gateway.settings(model.v1()), jdk)) {
            try (Wire wire = gateway.connect()) {
                assertThat(wire.hello().path("protocol").asInt()).isEqualTo(4);
                assertThat(wire.converse("main", "count 5", "smoke-1")).isEqualTo("1 2 3 4 5");
                assertThat(wire.chats("smoke-1", "delta")).isNotEmpty();
                assertThat(wire.converse("main", "tool exec {\"command\":\"echo from-a-shell\"}", "smoke-2")).contains("from-a-shell");
            }
            gateway.stop();
        }
    }
}
