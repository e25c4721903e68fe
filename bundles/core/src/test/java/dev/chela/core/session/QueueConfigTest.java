package dev.chela.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.inbox.Manner.Queue;
import dev.chela.core.session.QueueConfig.Mode;
import dev.chela.core.session.QueueRule.Drop;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueueConfigTest {
    @Test
    void without_a_word_a_message_steers_and_twenty_wait_half_a_second_of_quiet_and_more_are_told_in_brief() {
        QueueRule rule = new QueueConfig(null, null).rule("telegram");
        assertThat(rule).isEqualTo(new QueueRule(Queue.STEER, Duration.ofMillis(500), 20, Drop.SUMMARIZE));
        assertThat(rule.rests()).isFalse();
        assertThat(new QueueConfig(null, null).inbound().quiet("telegram")).isZero();
    }

    @Test
    void what_is_said_of_a_channel_goes_before_what_is_said_of_all() {
        QueueConfig config = new QueueConfig(
                new QueueConfig.Queue(Mode.COLLECT, Map.of("irc", Mode.INTERRUPT), Duration.ofSeconds(2), Map.of("irc", Duration.ofSeconds(3)), 5, Drop.OLD),
                new QueueConfig.Inbound(Duration.ofSeconds(1), Map.of("irc", Duration.ofMillis(10))));
        assertThat(config.rule("irc")).isEqualTo(new QueueRule(Queue.INTERRUPT, Duration.ofSeconds(3), 5, Drop.OLD));
        assertThat(config.rule("slack")).isEqualTo(new QueueRule(Queue.COLLECT, Duration.ofSeconds(2), 5, Drop.OLD));
        assertThat(config.inbound().quiet("irc")).isEqualTo(Duration.ofMillis(10));
        assertThat(config.inbound().quiet("slack")).isEqualTo(Duration.ofSeconds(1));
    }
}
