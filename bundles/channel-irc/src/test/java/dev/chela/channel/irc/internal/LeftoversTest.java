package dev.chela.channel.irc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.RawEvent;
import dev.chela.api.channel.State;
import dev.chela.testkit.channel.NoHttp;
import dev.chela.testkit.channel.TestHost;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeftoversTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final State state = new TestHost(new TestHost.Memory(), Map.of(), new NoHttp()).state();
    private final List<String> brought = new ArrayList<>();

    private Leftovers on(String network) {
        return new Leftovers(state, network);
    }

    private static RawEvent said(String text) {
        return Events.raw(":alice!a@example.org PRIVMSG chela :" + text, "chela", NOON, "id " + text);
    }

    private boolean bring(RawEvent event) {
        brought.add(new String(event.body(), StandardCharsets.UTF_8));
        return !brought.get(brought.size() - 1).contains("refused");
    }

    @Test
    void what_is_left_behind_comes_again_as_it_was_and_once() {
        Leftovers left = on("irc.test:6667");
        left.keep(said("one"));
        left.end();
        left.keep(said("at the very last: ö"));
        on("irc.test:6667").bring(this::bring);
        on("irc.test:6667").bring(this::bring);
        assertThat(brought).containsExactly(new String(said("one").body(), StandardCharsets.UTF_8), new String(said("at the very last: ö").body(), StandardCharsets.UTF_8));
    }

    @Test
    void what_cannot_be_taken_now_comes_again() {
        Leftovers left = on("irc.test:6667");
        left.keep(said("refused"));
        left.end();
        on("irc.test:6667").bring(this::bring);
        on("irc.test:6667").bring(this::bring);
        assertThat(brought).hasSize(2);
    }

    @Test
    void what_was_said_on_another_network_is_nobodys() {
        Leftovers left = on("irc.test:6667");
        left.keep(said("there"));
        left.end();
        on("elsewhere:6667").bring(this::bring);
        on("irc.test:6667").bring(this::bring);
        assertThat(brought).isEmpty();
    }
}
