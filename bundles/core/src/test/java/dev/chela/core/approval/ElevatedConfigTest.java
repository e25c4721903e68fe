package dev.chela.core.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.approval.ElevatedConfig.Elevated;
import dev.chela.core.approval.ElevatedConfig.Entry;
import dev.chela.core.approval.ElevatedConfig.Roster;
import dev.chela.core.approval.ElevatedConfig.Tools;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jspecify.annotations.Nullable;

class ElevatedConfigTest {
    private static Elevated listing(String channel, Object... ids) {
        return new Elevated(null, Map.of(channel, List.of(ids)));
    }

    private static boolean may(@Nullable Elevated house, @Nullable Elevated own, String channel, String sender) {
        return new ElevatedConfig(new Tools(house), new Roster(Map.of("main", new Entry(new Tools(own))))).refusal("main", channel, sender).isEmpty();
    }

    @Test
    void nobody_may_unless_somebody_says_so() {
        assertThat(new ElevatedConfig(null, null).refusal("main", "telegram", "42").orElse("")).contains("tools.elevated.allowFrom.telegram does not list 42");
        assertThat(may(new Elevated(true, null), null, "telegram", "42")).isFalse();
        assertThat(may(null, listing("telegram", "42"), "telegram", "42")).as("an agent only takes away").isFalse();
    }

    @ParameterizedTest
    @CsvSource({"42,42,true", "telegram:42,42,true", "id:42,42,true", "from:telegram:42,42,true", "e164:+4912,+4912,true", "*,42,true", "43,42,false",
            "name:42,42,false", "username:42,42,false", "tag:42,42,false", "id:,'',false", "'','',false", "*,'',true"})
    void people_are_named_by_what_nobody_can_take(String entry, String sender, boolean may) {
        assertThat(may(listing("telegram", entry), null, "telegram", sender)).isEqualTo(may);
    }

    @Test
    void numbers_fit_and_lists_are_those_of_their_channel() {
        assertThat(may(listing("telegram", 42L), null, "telegram", "42")).isTrue();
        assertThat(may(listing("telegram", 42L), null, "slack", "42")).isFalse();
        assertThat(may(listing("*", "*"), null, "slack", "42")).isFalse();
    }

    @Test
    void both_the_house_and_the_agent_have_to_let_them() {
        assertThat(may(listing("a", "1", "2"), listing("a", "2"), "a", "2")).isTrue();
        assertThat(may(listing("a", "1", "2"), listing("a", "2"), "a", "1")).isFalse();
        assertThat(may(listing("a", "1"), new Elevated(false, null), "a", "1")).isFalse();
        assertThat(may(listing("a", "1"), new Elevated(true, null), "a", "1")).isTrue();
        assertThat(may(new Elevated(false, Map.of("a", List.of("1"))), null, "a", "1")).isFalse();
    }
}
