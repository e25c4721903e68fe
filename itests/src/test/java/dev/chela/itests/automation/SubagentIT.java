package dev.chela.itests.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Until;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Conversations that set each other to work, in the assembled distribution, which is killed while they do. */
class SubagentIT extends OneHouse {
    @Test
    void what_was_asked_of_a_sub_agent_comes_back_once_though_the_gateway_is_killed_meanwhile() {
        wire.converse(key(), "tool sessions_spawn {\"task\":\"echo nine stars\",\"label\":\"Stars\"}", fresh("run"));
        assertThat(history().toString()).contains("agent:main:subagent:");

        gateway.kill();
        gateway.start();
        wire.close();
        wire = gateway.connect();

        Until.holds("the report stands in the conversation", () -> reports().size() == 1);
        assertThat(reports().get(0)).contains("\"Stars\"", "has ended: ok", "nine stars");
        JsonNode children = wire.call("sessions.list", "{\"spawnedBy\":\"" + key() + "\"}").path("sessions");
        assertThat(children).hasSize(1);
        assertThat(children.get(0).path("label").asText()).isEqualTo("Stars");
        assertThat(wire.converse(key(), "/subagents", fresh("run"))).contains("Stars", "ok");
        assertThat(reports()).hasSize(1);
    }

    @Test
    void the_commands_of_a_sub_agent_run_where_it_was_sent() {
        wire.converse(key(), "tool exec {\"command\":\"mkdir -p deep/down\"}", fresh("run"));
        wire.converse(key(), "tool sessions_spawn {\"task\":\"tool exec {\\\"command\\\":\\\"pwd\\\"}\",\"cwd\":\"deep/down\"}", fresh("run"));
        Until.holds("it tells where it was", () -> reports().size() == 1);
        assertThat(reports().get(0)).contains("/workspace/deep/down");
    }

    private List<String> reports() {
        List<String> reports = new ArrayList<>();
        history().forEach(message -> {
            if (message.toString().contains("[Sub-agent ")) {
                reports.add(message.path("content").findValuesAsText("text").toString());
            }
        });
        return reports;
    }
}
