package dev.chela.channel.discord.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Health.Status;
import dev.chela.api.channel.Inbound;
import dev.chela.testkit.discord.FakeDiscord;
import dev.chela.testkit.discord.Gateway;
import dev.chela.testkit.discord.Note;
import dev.chela.testkit.discord.Upset;
import dev.chela.testkit.discord.World;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of connections and sessions, and of what is written while there is none. */
@Timeout(120)
class GatewayTest {
    private final Bot bot = new Bot();
    private final Gateway gateway = bot.discord.gateway();
    private final World world = bot.discord.world();

    @AfterEach
    void stop() {
        bot.close();
    }

    private void says(String text) {
        world.writes(Note.from(Bot.ALICE, text));
    }

    @Test
    void a_broken_line_is_resumed_and_what_was_written_meanwhile_is_heard() throws InterruptedException {
        Channel channel = bot.listening();
        says("before");
        bot.untilHeard(channel, "before");
        gateway.cut();
        says("meanwhile");
        bot.untilHeard(channel, "meanwhile");
        says("after");
        bot.untilHeard(channel, "after");
        assertThat(bot.heard(channel)).containsExactly("before", "meanwhile", "after");
        assertThat(gateway.identified()).isEqualTo(1);
        assertThat(gateway.resumed()).isPositive();
        bot.close(channel);
    }

    @Test
    void another_life_goes_on_in_the_session_and_takes_leave_so_that_it_stays() throws InterruptedException {
        Channel first = bot.listening();
        says("one");
        bot.untilHeard(first, "one");
        bot.close(first);
        gateway.await("it is gone", () -> !gateway.goodbyes().isEmpty());
        assertThat(gateway.goodbyes()).as("these codes end a session").doesNotContain(1_000, 1_001);
        says("meanwhile");
        Channel second = bot.open();
        bot.untilHeard(second, "meanwhile");
        assertThat(bot.heard(second)).containsExactly("one", "meanwhile");
        assertThat(gateway.identified()).isEqualTo(1);
        bot.until(Status.CONNECTED);
        assertThat(bot.last().detail()).contains(FakeDiscord.BOT_NAME);
        bot.close(second);
    }

    @Test
    void where_the_session_is_gone_what_was_missed_is_read() throws InterruptedException {
        Channel first = bot.listening();
        says("one");
        bot.untilHeard(first, "one");
        bot.close(first);
        gateway.forget();
        String thread = world.thread(FakeDiscord.GENERAL, "plans");
        for (int i = 0; i < 120; i++) {
            says("missed " + i);
        }
        world.writes(Note.from(Bot.BOB, "in the room").in(FakeDiscord.GENERAL).mentioning());
        world.writes(Note.from(Bot.BOB, "in the thread").in(thread));
        world.writes(Note.from("100000000000000009", "by a bot").in(FakeDiscord.GENERAL).byBot());
        Channel second = bot.open();
        bot.untilHeard(second, "in the thread");
        says("now");
        bot.untilHeard(second, "now");
        assertThat(bot.heard(second)).doesNotHaveDuplicates().contains("missed 0", "missed 119", "in the room").doesNotContain("by a bot").hasSize(124);
        assertThat(gateway.identified()).isEqualTo(2);
        Inbound.Message told = (Inbound.Message) bot.host.accepted().stream().flatMap(raw -> second.parse(raw).stream())
                .filter(event -> event instanceof Inbound.Message message && message.text().value().equals("in the thread")).findFirst().orElseThrow();
        assertThat(told.origin().conversation().id()).isEqualTo(FakeDiscord.GENERAL);
        assertThat(told.origin().conversation().threadId()).isEqualTo(thread);
        assertThat(told.origin().conversation().spaceId()).isEqualTo(FakeDiscord.GUILD);
        assertThat(told.sender().roles()).containsExactly("600000000000000001");
        bot.close(second);
    }

    @Test
    void what_cannot_be_read_is_told() throws InterruptedException {
        Channel first = bot.listening();
        says("one");
        bot.untilHeard(first, "one");
        bot.close(first);
        gateway.forget();
        world.writes(Note.from(Bot.BOB, "unread").in(FakeDiscord.GENERAL));
        bot.discord.next("GET", "/channels/" + FakeDiscord.GENERAL + "/messages", new Upset.Says(403, 50_001, "Missing Access"));
        Channel second = bot.open();
        bot.host.until("it is told", () -> bot.host.reports().stream().anyMatch(health -> health.detail().contains("#general")));
        assertThat(bot.last().status()).isEqualTo(Status.CONNECTED);
        assertThat(bot.last().detail()).contains("could not all be read");
        assertThat(bot.last().advice()).contains("history");
        bot.close(second);
    }

    @Test
    void a_first_life_reads_nothing_of_what_was_written_before_it() throws InterruptedException {
        says("before anybody listened");
        world.writes(Note.from(Bot.BOB, "old").in(FakeDiscord.GENERAL));
        Channel channel = bot.listening();
        says("now");
        bot.untilHeard(channel, "now");
        assertThat(bot.heard(channel)).containsExactly("now");
        bot.close(channel);
    }

    @Test
    void a_beat_that_is_not_answered_is_a_dead_line() throws InterruptedException {
        gateway.interval(50);
        gateway.deaf(true);
        Channel channel = bot.open();
        gateway.await("it connects anew", () -> gateway.resumed() > 0);
        gateway.deaf(false);
        bot.host.until("it is told", () -> bot.host.reports().stream().anyMatch(health -> health.detail().contains("did not answer a heartbeat")));
        says("alive");
        bot.untilHeard(channel, "alive");
        bot.close(channel);
    }

    @Test
    void beats_as_often_as_discord_wants_and_when_it_asks() throws InterruptedException {
        Channel channel = bot.listening();
        gateway.order(1, false);
        gateway.await("a beat", () -> gateway.beats() > 0);
        bot.host.until("a proven round trip", () -> bot.host.roundTrips() > 1);
        bot.close(channel);
        gateway.interval(200);
        Channel quick = bot.listening();
        gateway.await("three beats", () -> gateway.beats() > 3);
        bot.close(quick);
    }

    @Test
    void connects_anew_when_it_is_asked_to_and_says_nothing_of_it() throws InterruptedException {
        Channel channel = bot.listening();
        gateway.order(7, false);
        gateway.await("it resumes", () -> gateway.resumed() == 1);
        says("still here");
        bot.untilHeard(channel, "still here");
        assertThat(bot.host.reports()).noneMatch(health -> health.status() == Status.DEGRADED);
        bot.close(channel);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_session_that_is_invalid_is_resumed_where_it_may_be_and_else_begun_anew(boolean resumable) throws InterruptedException {
        Channel channel = bot.listening();
        says("one");
        bot.untilHeard(channel, "one");
        if (!resumable) {
            gateway.forget();
        }
        gateway.order(9, resumable);
        gateway.await("it is in again", () -> resumable ? gateway.resumed() == 1 : gateway.identified() == 2);
        says("two");
        bot.untilHeard(channel, "two");
        assertThat(bot.heard(channel)).containsExactly("one", "two");
        bot.close(channel);
    }

    @ParameterizedTest
    @ValueSource(ints = {4_000, 4_007, 4_009, 1_001})
    void whatever_code_ends_a_connection_nothing_is_lost(int code) throws InterruptedException {
        Channel channel = bot.listening();
        says("one");
        bot.untilHeard(channel, "one");
        gateway.close(code, "so it is");
        says("two");
        bot.untilHeard(channel, "two");
        says("three");
        bot.untilHeard(channel, "three");
        assertThat(bot.heard(channel)).containsExactly("one", "two", "three");
        bot.close(channel);
    }

    @ParameterizedTest
    @ValueSource(ints = {4_004, 4_010, 4_011, 4_012, 4_013, 4_014})
    void a_code_that_is_final_ends_the_account_with_a_word_of_advice(int code) throws InterruptedException {
        gateway.refuse(code);
        Channel channel = bot.open();
        bot.until(Status.AUTH_FAILED);
        assertThat(bot.last().advice()).isNotBlank();
        assertThat(bot.last().detail()).isNotBlank().doesNotContain(FakeDiscord.TOKEN);
        assertThat(gateway.identified()).isEqualTo(1);
        assertThat(bot.host.end()).as("it is quiet, without having been closed").isEmpty();
        assertThat(bot.host.faults()).isEmpty();
        channel.close();
    }

    @Test
    void begins_no_more_sessions_than_discord_allows() throws InterruptedException {
        gateway.startsLeft(0);
        Channel channel = bot.open();
        bot.host.until("it waits", () -> bot.host.reports().stream().anyMatch(health -> health.detail().contains("as many sessions")));
        assertThat(gateway.identified()).isZero();
        gateway.startsLeft(1);
        bot.until(Status.CONNECTED);
        bot.close(channel);
    }

    @Test
    void what_discord_would_not_say_ends_the_line_and_loses_nothing() throws InterruptedException {
        Channel channel = bot.listening();
        gateway.garble("{\"op\":");
        gateway.await("it resumes", () -> gateway.resumed() > 0);
        says("two");
        bot.untilHeard(channel, "two");
        gateway.garble("{\"op\":0,\"t\":\"NOBODY_KNOWS\",\"s\":null,\"d\":[1]}");
        gateway.garble("{\"op\":99}");
        says("three");
        bot.untilHeard(channel, "three");
        bot.close(channel);
    }

    @Test
    void tries_again_while_discord_is_in_trouble() throws InterruptedException {
        bot.discord.next("GET", "/gateway/bot", new Upset.Page(502));
        Channel channel = bot.open();
        bot.until(Status.DEGRADED);
        bot.until(Status.CONNECTED);
        says("at last");
        bot.untilHeard(channel, "at last");
        assertThat(bot.host.reports()).extracting(health -> health.status()).containsSequence(List.of(Status.STARTING, Status.DEGRADED));
        bot.close(channel);
    }
}
