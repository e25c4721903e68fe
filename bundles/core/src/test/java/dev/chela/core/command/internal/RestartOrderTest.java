package dev.chela.core.command.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.core.FixedConfig;
import dev.chela.core.command.Typed;
import org.junit.jupiter.api.Test;

/** Whom {@code /restart} obeys. That the gateway comes back is asked of the whole distribution. */
class RestartOrderTest {
    private int left;

    private RestartOrder order(CommandsConfig config, boolean supervised) {
        return new RestartOrder(new FixedConfig(config), supervised, () -> left++);
    }

    @Test
    void the_gateway_ends_only_when_the_answer_was_given() {
        RestartOrder order = order(new CommandsConfig(false, null), true);
        assertThat(order.run(Typed.byOwner(""))).contains("Restarting");
        assertThat(left).isZero();
        order.answered();
        assertThat(left).isEqualTo(1);
    }

    @Test
    void it_is_refused_to_others_where_it_is_forbidden_and_where_nobody_would_start_it_again() {
        assertThatThrownBy(() -> order(new CommandsConfig(false, null), true).run(Typed.bySomebody(""))).isInstanceOf(Denied.class);
        assertThatThrownBy(() -> order(new CommandsConfig(false, false), true).run(Typed.byOwner(""))).isInstanceOf(Denied.class)
                .hasMessageContaining("commands.restart");
        assertThatThrownBy(() -> order(new CommandsConfig(false, true), false).run(Typed.byOwner(""))).isInstanceOf(Permanent.class)
                .hasMessageContaining("chela gateway start");
    }
}
