package dev.chela.rpc.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.FixedConfig;
import dev.chela.core.approval.ElevatedConfig;
import dev.chela.core.approval.ElevatedConfig.Elevated;
import dev.chela.core.approval.Elevation;
import dev.chela.core.sandbox.Bubblewrap;
import dev.chela.core.sandbox.Sandbox;
import dev.chela.core.sandbox.SandboxConfig;
import dev.chela.core.sandbox.Sandboxes;
import dev.chela.core.turn.internal.Roster;
import dev.chela.rpc.tool.EffectiveTools.Notice;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IsolationTest {
    private static final SessionKey MAIN = new SessionKey("agent:main:main");

    private record Always() implements Sandboxes {
        @Override
        public boolean demanded(AgentId agent, SessionKey session) {
            return true;
        }

        @Override
        public Optional<Sandbox> of(AgentId agent, SessionKey session) {
            return Optional.empty();
        }

        @Override
        public Optional<Map.Entry<String, SandboxConfig.Lists>> tools(AgentId agent) {
            return Optional.empty();
        }
    }

    private static Optional<String> told(Sandboxes sandboxes, Elevated elevated) {
        Elevation elevation = new Elevation(new FixedConfig(new ElevatedConfig(new ElevatedConfig.Tools(elevated), null)));
        return new Isolation(new Roster(Path.of("workspace")), sandboxes, new Bubblewrap(), elevation).notice(MAIN).map(Notice::message);
    }

    @Test
    void commands_that_people_may_take_out_of_their_sandbox_are_not_isolated() {
        assumeTrue(new Bubblewrap().trouble().isEmpty(), "bubblewrap works here");
        assertThat(told(new Always(), new Elevated(null, null))).isEmpty();
        assertThat(told(new Always(), new Elevated(null, Map.of("telegram", List.of())))).isEmpty();
        assertThat(told(new Always(), new Elevated(false, Map.of("telegram", List.of("42"))))).isEmpty();
        assertThat(told(new Always(), new Elevated(null, Map.of("telegram", List.of("42")))).orElse("")).contains("not isolated", "tools.elevated.allowFrom");
    }

    @Test
    void without_a_sandbox_they_are_not_either() {
        assertThat(told(Sandboxes.NONE, new Elevated(null, null)).orElse("")).contains("not isolated", "whatever this user can");
    }
}
