package dev.chela.tool.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Permanent;
import dev.chela.api.tool.Outcome;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolResult;
import dev.chela.testkit.tool.ToolContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeartbeatRespondTest extends ToolContract {
    @Override
    protected Tool<?> tool() {
        return new HeartbeatRespond();
    }

    @Override
    protected String example() {
        return "{\"notify\": false}";
    }

    @Test
    void it_ends_the_turn_with_what_is_to_be_told_or_with_nothing() {
        ToolResult told = new HeartbeatRespond().run(Map.of("notify", true, "notificationText", " The ficus is dry. "), null);
        assertThat(told.outcome()).isEqualTo(Outcome.YIELDED);
        assertThat(told.details()).isEqualTo(Map.of("notify", true, "notificationText", "The ficus is dry."));
        assertThat(new HeartbeatRespond().run(Map.of("notify", false, "notificationText", "never mind"), null).details())
                .isEqualTo(Map.of("notify", false, "notificationText", ""));
    }

    @Test
    void what_is_missing_is_named() {
        assertThatThrownBy(() -> new HeartbeatRespond().run(Map.of("notify", "yes"), null)).isInstanceOf(Permanent.class).hasMessageContaining("'notify'");
        assertThatThrownBy(() -> new HeartbeatRespond().run(Map.of("notify", true), null)).isInstanceOf(Permanent.class).hasMessageContaining("'notificationText'");
    }
}
