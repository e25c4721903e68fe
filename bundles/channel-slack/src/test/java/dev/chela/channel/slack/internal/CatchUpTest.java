package dev.chela.channel.slack.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Health;
import dev.chela.api.channel.Inbound;
import dev.chela.api.fault.Permanent;
import dev.chela.testkit.slack.FakeSlack;
import dev.chela.testkit.slack.Note;
import dev.chela.testkit.slack.Sockets;
import dev.chela.testkit.slack.Upset;
import dev.chela.testkit.slack.World;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was written while the gateway was away for longer than Slack repeats what it tells. */
@Timeout(120)
class CatchUpTest {
    private final Bot bot = new Bot();
    private final World world = bot.slack.world();
    private final Sockets sockets = bot.slack.sockets();

    @AfterEach
    void stop() {
        bot.close();
    }

    private String says(String text) {
        return world.writes(Note.from(Bot.ALICE, text));
    }

    /** A life in which something was heard, and which is over. */
    private void lifeOf(String text) {
        Channel channel = bot.listening();
        says(text);
        bot.untilHeard(channel, text);
        bot.close(channel);
    }

    private Channel back(String last) {
        sockets.giveUp();
        Channel channel = bot.listening();
        bot.untilHeard(channel, last);
        return channel;
    }

    /** Whatever is read is read before what is told after it. */
    private List<String> heardWith(Channel channel, String last) {
        says(last);
        bot.untilHeard(channel, last);
        return bot.heard(channel);
    }

    @Test
    void is_heard_once_and_in_order_when_it_is_back() {
        lifeOf("before");
        says("one");
        says("two");
        world.writes(Note.from(Bot.ALICE, "three").in(FakeSlack.GENERAL).mentioning());
        world.writes(Note.from(Bot.BOB, "four").in(FakeSlack.TRIO));
        Channel channel = back("four");
        assertThat(bot.heard(channel)).containsExactly("before", "one", "two", "three", "four");
        List<Inbound.Message> read = bot.host.accepted().stream().map(raw -> (Inbound.Message) channel.parse(raw).get(0)).toList();
        assertThat(read.get(1).origin().conversation()).isEqualTo(Bot.CHAT);
        assertThat(read.get(3).origin().conversation()).isEqualTo(Bot.GENERAL);
        assertThat(read.get(3).text().mentionsMe()).isTrue();
        bot.close(channel);
        Channel again = bot.listening();
        assertThat(heardWith(again, "five")).containsExactly("before", "one", "two", "three", "four", "five");
        bot.close(again);
    }

    @Test
    void is_one_message_when_slack_tells_it_as_well() throws InterruptedException {
        lifeOf("before");
        says("one");
        says("two");
        Channel channel = bot.listening();
        bot.untilHeard(channel, "two");
        sockets.await("all is acknowledged", () -> sockets.waiting() == 0);
        assertThat(heardWith(channel, "three")).containsExactly("before", "one", "two", "three");
        bot.close(channel);
    }

    @Test
    void is_heard_before_what_is_written_now() {
        lifeOf("before");
        says("older");
        sockets.giveUp();
        bot.slack.next("users.conversations", new Upset.TooMany(1));
        Channel channel = bot.listening();
        assertThat(heardWith(channel, "newer")).containsExactly("before", "older", "newer");
        bot.close(channel);
    }

    @Test
    void is_nothing_that_was_written_before_the_account_was_first_opened() {
        says("before my time");
        sockets.giveUp();
        Channel channel = bot.listening();
        assertThat(heardWith(channel, "hello")).containsExactly("hello");
        bot.close(channel);
    }

    @Test
    void is_found_in_threads_whoever_began_them_and_whenever() {
        Channel channel = bot.listening();
        Bot.send(channel, Bot.post(Bot.GENERAL, "what do you want?"));
        String mine = world.standing(FakeSlack.GENERAL).get(0).path("ts").asText();
        String hers = says("a question");
        bot.untilHeard(channel, "a question");
        bot.close(channel);
        world.writes(Note.from(Bot.BOB, "tea").in(FakeSlack.GENERAL).under(mine));
        world.writes(Note.from(Bot.ALICE, "below").under(hers));
        channel = back("tea");
        assertThat(heardWith(channel, "and on")).containsExactly("a question", "below", "tea", "and on");
        Inbound.Message tea = (Inbound.Message) channel.parse(bot.host.accepted().get(2)).get(0);
        assertThat(tea.origin().conversation().threadId()).isEqualTo(mine);
        assertThat(tea.replyTo().me()).isTrue();
        bot.close(channel);
    }

    @Test
    void is_not_what_bots_wrote_nor_what_was_deleted_nor_what_stood_there_before_the_app_came() {
        lifeOf("before");
        world.writes(Note.from(Bot.BOB, "not for us").in(FakeSlack.GENERAL));
        world.appComes(FakeSlack.GENERAL);
        world.writes(Note.from("U0OTHER09", "by a bot").in(FakeSlack.GENERAL).byBot());
        world.deletes(world.direct(Bot.ALICE), says("never mind"));
        world.changes(world.direct(Bot.ALICE), says("tee"), "tea");
        world.writes(Note.from(Bot.BOB, "for us").in(FakeSlack.GENERAL));
        Channel channel = back("for us");
        assertThat(heardWith(channel, "and on")).containsExactly("before", "tea", "for us", "and on");
        bot.close(channel);
    }

    @Test
    void is_read_by_pages_and_as_fast_as_slack_allows() {
        lifeOf("before");
        List<String> all = IntStream.rangeClosed(1, 450).mapToObj(String::valueOf).toList();
        all.forEach(this::says);
        bot.slack.next("conversations.history", new Upset.TooMany(1));
        Channel channel = back("450");
        assertThat(bot.heard(channel).subList(1, 451)).isEqualTo(all);
        bot.close(channel);
    }

    @Test
    void is_read_after_a_line_that_was_lost_as_well() throws InterruptedException {
        Channel channel = bot.listening();
        says("before");
        bot.untilHeard(channel, "before");
        bot.slack.next("apps.connections.open", new Upset.TooMany(2));
        sockets.cut();
        sockets.await("nobody listens", () -> sockets.connected() == 0);
        says("meanwhile");
        sockets.giveUp();
        bot.untilHeard(channel, "meanwhile");
        assertThat(heardWith(channel, "after")).containsExactly("before", "meanwhile", "after");
        bot.close(channel);
    }

    @Test
    void is_not_read_where_it_is_too_old_or_nobody_wants_it() {
        lifeOf("before");
        says("long ago");
        sockets.giveUp();
        bot.shift.set(Duration.ofHours(25));
        Channel channel = bot.listening();
        assertThat(heardWith(channel, "hello")).containsExactly("before", "hello");
        bot.close(channel);
        bot.shift.set(Duration.ZERO);
        says("unwanted");
        sockets.giveUp();
        bot.with("catchUpHours", 0);
        channel = bot.listening();
        assertThat(heardWith(channel, "and on")).containsExactly("before", "hello", "and on");
        bot.close(channel);
        bot.with("catchUpHours", 169);
        assertThatThrownBy(bot::open).isInstanceOf(Permanent.class).hasMessageContaining("catchUpHours is 169");
    }

    @Test
    void is_told_by_name_where_it_cannot_be_read() {
        lifeOf("before");
        says("readable");
        bot.slack.scopes(FakeSlack.SCOPES.replace("channels:history,", ""));
        Channel channel = back("readable");
        bot.host.until("it is told", () -> bot.last().detail().contains("could not all be read in #general"));
        assertThat(bot.last().status()).isEqualTo(Health.Status.CONNECTED);
        assertThat(bot.last().advice()).contains("channels:history");
        bot.close(channel);
        bot.slack.scopes(FakeSlack.SCOPES);
        channel = bot.listening();
        heardWith(channel, "and on");
        assertThat(bot.last().detail()).doesNotContain("could not");
        bot.close(channel);
    }

    @Test
    void is_read_where_slack_brings_what_happens_by_request() {
        bot.with("mode", "http");
        Channel channel = bot.listening();
        bot.close(channel);
        says("meanwhile");
        channel = back("meanwhile");
        assertThat(bot.heard(channel)).containsExactly("meanwhile");
        bot.close(channel);
    }
}
