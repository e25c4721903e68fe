package dev.chela.channel.discord.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Channel;
import dev.chela.testkit.discord.Note;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection that stands though nobody is there any more. */
@Timeout(120)
class SilenceTest {
    @Test
    void a_line_without_a_sign_of_life_is_left_long_before_the_next_beat_and_nothing_is_lost() throws InterruptedException {
        try (Bot bot = new Bot(new Pulse.Pace(Duration.ofMillis(50), Duration.ofMillis(300)))) {
            Channel channel = bot.listening();
            bot.discord.gateway().deafen();
            bot.discord.world().writes(Note.from(Bot.ALICE, "to nobody"));
            bot.host.until("it is told", () -> bot.host.reports().stream().anyMatch(health -> health.detail().contains("silent")));
            bot.untilHeard(channel, "to nobody");
            assertThat(bot.discord.gateway().resumed()).isPositive();
            bot.close(channel);
        }
    }

    @Test
    void a_line_that_is_dead_is_known_to_be_within_half_a_minute() {
        assertThat(Pulse.Pace.USUAL.between().plus(Pulse.Pace.USUAL.patience())).isLessThan(Duration.ofSeconds(30));
    }
}
