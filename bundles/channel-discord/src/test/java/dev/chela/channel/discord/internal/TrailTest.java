package dev.chela.channel.discord.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.channel.Cursor;
import dev.chela.api.channel.RawEvent;
import dev.chela.api.channel.Replay;
import dev.chela.testkit.channel.NoHttp;
import dev.chela.testkit.channel.TestHost;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrailTest {
    private static final String EARLY = "4100000000000000000";
    private static final String LATE = "4200000000000000000";

    private final TestHost host = new TestHost(new TestHost.Memory(), Map.of(), new NoHttp());

    private static ObjectNode ready(String session, String... guilds) {
        ObjectNode ready = Json.object().put("session_id", session).put("resume_gateway_url", "wss://gateway.example");
        ready.putObject("user").put("id", "7").put("username", "chela");
        for (String guild : guilds) {
            ready.withArray("guilds").addObject().put("id", guild);
        }
        return ready;
    }

    private void store(Cursor cursor) {
        host.accept(new RawEvent(cursor.value(), "lane", Replay.CURSOR, cursor, "", new byte[0]));
    }

    @Test
    void another_life_goes_on_in_a_session_that_has_no_gap_before_it() {
        Trail trail = new Trail(host);
        trail.begun(ready("s1"));
        store(trail.cursor(5, EARLY));
        Trail next = new Trail(host);
        assertThat(next.resumable()).isTrue();
        assertThat(next.session()).isEqualTo("s1");
        assertThat(next.seq()).isEqualTo(5);
        assertThat(next.url()).isEqualTo("wss://gateway.example");
        assertThat(next.me()).isEqualTo(new Me("7", "chela"));
    }

    @Test
    void a_life_that_ended_within_a_gap_is_followed_by_one_that_reads_it_again() {
        Trail trail = new Trail(host);
        trail.begun(ready("s1"));
        store(trail.cursor(5, EARLY));
        trail.lost();
        trail.begun(ready("s2", "g1", "g2"));
        trail.told("g1");
        trail.readAgain(LATE);
        store(trail.cursor(3, LATE));
        Trail next = new Trail(host);
        assertThat(next.resumable()).as("the second guild was not told").isFalse();
        assertThat(next.gap().orElseThrow()).isLessThan(Long.parseLong(EARLY));
        trail.told("g2");
        store(trail.cursor(4, ""));
        assertThat(new Trail(host).resumable()).isTrue();
        assertThat(new Trail(host).gap().orElseThrow()).isGreaterThan(Long.parseLong(EARLY));
    }

    @Test
    void before_the_first_session_there_is_nothing_to_be_read_and_after_it_there_is() {
        Trail trail = new Trail(host);
        assertThat(trail.gap()).isEmpty();
        trail.begun(ready("s1", "g1"));
        assertThat(new Trail(host).gap()).as("even if nothing was heard yet").isPresent();
    }
}
