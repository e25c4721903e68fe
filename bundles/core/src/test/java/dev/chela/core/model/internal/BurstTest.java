package dev.chela.core.model.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.id.ModelRef;
import dev.chela.core.model.Models;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class BurstTest {
    private final LeapingClock clock = new LeapingClock();
    private final Heard heard = new Heard();
    private final Burst burst = new Burst(heard, clock);

    @Test
    void words_that_came_together_are_told_as_one_when_the_source_pauses() {
        burst.pause();
        burst.text("one ");
        burst.text("two");
        assertThat(heard).isEmpty();
        burst.pause();
        assertThat(heard).containsExactly("one two");
    }

    @Test
    void a_source_that_never_speaks_of_pauses_is_told_word_by_word() {
        burst.text("one ");
        burst.text("two");
        assertThat(heard).containsExactly("one ", "two");
    }

    @Test
    void a_source_that_never_pauses_is_told_all_the_same() {
        burst.pause();
        burst.text("one ");
        clock.leap(Duration.ofSeconds(1));
        burst.text("two");
        assertThat(heard).containsExactly("one two");
    }

    @Test
    void thoughts_and_words_keep_their_order() {
        burst.pause();
        burst.thinking("hm ");
        burst.thinking("well");
        burst.text("yes");
        burst.tell();
        assertThat(heard).containsExactly("(hm well)", "yes");
    }

    @Test
    void nothing_counts_as_told_before_it_is() {
        burst.pause();
        burst.text("one");
        assertThat(burst.told()).isFalse();
        burst.tell();
        assertThat(burst.told()).isTrue();
    }

    private static final class Heard extends ArrayList<String> implements Models.Listener {
        @Override
        public void asking(ModelRef model) {}

        @Override
        public void text(String delta) {
            add(delta);
        }

        @Override
        public void thinking(String delta) {
            add("(" + delta + ")");
        }

        @Override
        public void retrying(String why, Duration after) {}
    }
}
