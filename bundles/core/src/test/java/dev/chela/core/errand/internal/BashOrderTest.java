package dev.chela.core.errand.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Denied;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.FixedConfig;
import dev.chela.core.approval.ElevatedConfig;
import dev.chela.core.approval.ElevatedConfig.Elevated;
import dev.chela.core.approval.Elevation;
import dev.chela.core.command.Typed;
import dev.chela.core.errand.Errands;
import dev.chela.core.errand.Errands.Done;
import dev.chela.core.errand.Errands.Errand;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.Talk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that the owner runs by messages. That no call under a key runs twice is {@link ErrandDeskTest}'s. */
class BashOrderTest {
    private static final Map<String, List<Object>> OWNER = Map.of("webchat", List.of("*"));

    @TempDir
    private Path root;
    private Talk talk;
    private final List<Errand> ran = new ArrayList<>();
    private final Errands errands = errand -> {
        ran.add(errand);
        return new Done.Ran(ToolResult.text("done"));
    };

    @BeforeEach
    void open() {
        talk = new Talk(root);
    }

    @AfterEach
    void close() {
        talk.close();
    }

    private BashOrder order(boolean bash, Map<String, List<Object>> elevated, Errands desk) {
        FixedConfig config = new FixedConfig(new BashConfig(bash, null), new ElevatedConfig(new ElevatedConfig.Tools(new Elevated(null, elevated)), null));
        return new BashOrder(desk, talk.agents, new Elevation(config), config);
    }

    private BashOrder order() {
        return order(true, OWNER, errands);
    }

    @Test
    void a_command_runs_under_the_orders_own_name_and_waits_two_seconds_at_most() throws Exception {
        assertThat(order().run(new Typed("o1", "ls -l", true))).isEqualTo("done");
        assertThat(ran).singleElement().satisfies(errand -> {
            assertThat(errand.key()).isEqualTo("order:o1");
            assertThat(errand.tool()).isEqualTo("exec");
            assertThat(errand.arguments()).contains("\"command\":\"ls -l\"", "\"yieldMs\":2000");
            assertThat(errand.whose().session()).isEqualTo(House.MAIN);
        });
    }

    @Test
    void an_exclamation_mark_is_short_for_it_where_it_is_allowed() throws Exception {
        BashOrder order = order();
        assertThat(order.says(House.MAIN, "! ls")).isTrue();
        assertThat(order.says(House.MAIN, "!")).isFalse();
        assertThat(order(false, OWNER, errands).says(House.MAIN, "! ls")).isFalse();
        assertThat(order.args("! ls -l")).isEqualTo("ls -l");
        order.run(Typed.byOwner(order.args("!poll 12ab")));
        order.run(Typed.byOwner(order.args("!stop 12ab")));
        order.run(Typed.byOwner(order.args("!poll")));
        assertThat(ran).extracting(Errand::tool).containsOnly("process");
        assertThat(ran).extracting(Errand::arguments).containsExactly("{\"action\":\"poll\",\"sessionId\":\"12ab\"}",
                "{\"action\":\"kill\",\"sessionId\":\"12ab\"}", "{\"action\":\"list\"}");
        assertThat(order.run(Typed.byOwner(order.args("!stop")))).contains("Which one?");
    }

    @Test
    void nobody_else_runs_any_and_the_owner_only_where_both_settings_let_him() {
        assertThatThrownBy(() -> order().run(Typed.bySomebody("ls"))).isInstanceOf(Denied.class).hasMessageContaining("owner");
        assertThatThrownBy(() -> order(false, OWNER, errands).run(Typed.byOwner("ls"))).isInstanceOf(Denied.class).hasMessageContaining("commands.bash");
        assertThatThrownBy(() -> order(true, Map.of(), errands).run(Typed.byOwner("ls"))).isInstanceOf(Denied.class)
                .hasMessageContaining("tools.elevated.allowFrom.webchat");
        assertThat(ran).isEmpty();
    }

    @Test
    void what_a_person_must_allow_is_not_run_and_said_to_be_so() throws Exception {
        BashOrder order = order(true, OWNER, errand -> new Done.NeedsConsent("a person must approve this command: ls"));
        assertThat(order.run(Typed.byOwner("ls"))).startsWith("Not run: a person must approve this command: ls").contains("tools.exec.ask");
    }
}
