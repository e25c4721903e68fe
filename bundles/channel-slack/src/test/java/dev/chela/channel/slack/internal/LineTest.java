package dev.chela.channel.slack.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.Health;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Replay;
import dev.chela.api.fault.Transient;
import dev.chela.testkit.slack.FakeSlack;
import dev.chela.testkit.slack.Note;
import dev.chela.testkit.slack.Sockets;
import dev.chela.testkit.slack.Upset;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Socket Mode. */
@Timeout(120)
class LineTest {
    private Bot bot = new Bot();
    private Sockets sockets = bot.slack.sockets();

    @AfterEach
    void stop() {
        bot.close();
    }

    private void says(String text) {
        bot.slack.world().writes(Note.from(Bot.ALICE, text));
    }

    @Test
    void what_is_told_is_acknowledged_when_it_is_stored() throws InterruptedException {
        Channel channel = bot.listening();
        bot.host.refuse(2);
        says("hello");
        bot.untilHeard(channel, "hello");
        sockets.await("it is acknowledged", () -> sockets.waiting() == 0);
        assertThat(bot.host.accepted()).singleElement().satisfies(raw -> assertThat(raw.replay()).isEqualTo(Replay.ACK_GATED));
        assertThat(bot.host.reports()).anySatisfy(health -> assertThat(health.detail()).contains("the inbox is full"));
        bot.close(channel);
    }

    @Test
    void what_is_told_again_is_one_message_and_acknowledged_again() throws InterruptedException {
        sockets.sure(false);
        Channel channel = bot.listening();
        says("hello");
        bot.untilHeard(channel, "hello");
        sockets.sure(true);
        sockets.repeat();
        sockets.await("it is acknowledged", () -> sockets.waiting() == 0);
        assertThat(bot.heard(channel)).containsExactly("hello");
        bot.close(channel);
    }

    @Test
    void what_was_written_while_nobody_listened_is_told_to_who_comes_next() throws InterruptedException {
        Channel channel = bot.listening();
        sockets.cut();
        says("meanwhile");
        bot.untilHeard(channel, "meanwhile");
        bot.close(channel);
        says("between two lives");
        channel = bot.listening();
        bot.untilHeard(channel, "between two lives");
        sockets.await("all is acknowledged", () -> sockets.waiting() == 0);
        assertThat(bot.heard(channel)).containsExactly("meanwhile", "between two lives");
        bot.close(channel);
    }

    @Test
    void a_socket_that_is_to_be_renewed_is_heard_until_it_ends() throws InterruptedException {
        Channel channel = bot.listening();
        sockets.renew("warning");
        sockets.await("there is another one", () -> sockets.connected() == 2);
        sockets.tellFirst(Json.object().put("type", "message").put("user", Bot.ALICE).put("text", "over the former one")
                .put("ts", "1700000000.000001").put("channel", bot.slack.world().direct(Bot.ALICE)).put("channel_type", "im"), "e-1");
        bot.untilHeard(channel, "over the former one");
        sockets.await("it is acknowledged", () -> sockets.waiting() == 0);
        sockets.endFirst();
        sockets.await("the former one is gone", () -> sockets.connected() == 1);
        says("over the next one");
        bot.untilHeard(channel, "over the next one");
        assertThat(sockets.opened()).isEqualTo(2);
        assertThat(bot.last().status()).isEqualTo(Health.Status.CONNECTED);
        bot.close(channel);
    }

    @Test
    void a_former_socket_ends_with_the_account() throws InterruptedException {
        Channel channel = bot.listening();
        sockets.renew("refresh_requested");
        sockets.await("there is another one", () -> sockets.connected() == 2);
        channel.quiesce();
        sockets.await("nobody listens", () -> sockets.connected() == 0);
        channel.close();
        assertThat(bot.host.end()).isEmpty();
        assertThat(bot.host.faults()).isEmpty();
    }

    @Test
    void a_line_without_a_sign_of_life_is_left_for_another_one() throws InterruptedException {
        bot.close();
        bot = new Bot(new Watch.Pace(Duration.ofMillis(20), Duration.ofSeconds(1)));
        sockets = bot.slack.sockets();
        Channel channel = bot.listening();
        sockets.deafen();
        sockets.await("there is another one", () -> sockets.opened() > 1);
        says("is anybody there");
        bot.untilHeard(channel, "is anybody there");
        assertThat(bot.host.reports()).anySatisfy(health -> assertThat(health.status()).isEqualTo(Health.Status.DEGRADED));
        bot.close(channel);
    }

    @Test
    void signs_of_life_are_proof_of_a_round_trip() {
        bot.close();
        bot = new Bot(new Watch.Pace(Duration.ofMillis(20), Duration.ofMinutes(5)));
        Channel channel = bot.listening();
        int before = bot.host.roundTrips();
        bot.host.until("it is proven again and again", () -> bot.host.roundTrips() > before + 3);
        bot.close(channel);
    }

    @Test
    void what_slack_never_says_ends_one_socket_and_not_the_account() {
        Channel channel = bot.listening();
        sockets.garble("{\"type\":\"something_new\",\"payload\":[]}");
        sockets.garble("{\"type\":\"events_api\",\"envelope_id\":\"e-1\",\"payload\":{\"event\":{\"type\":\"message\",\"text\":5}}}");
        sockets.garble("no json");
        bot.until(Health.Status.DEGRADED);
        bot.until(Health.Status.CONNECTED);
        says("hello");
        bot.untilHeard(channel, "hello");
        assertThat(bot.heard(channel)).containsExactly("hello");
        bot.close(channel);
        assertThat(bot.host.faults()).isEmpty();
    }

    @Test
    void trouble_is_a_state_and_passes() {
        bot.slack.next("auth.test", new Upset.Page(503));
        bot.slack.next("apps.connections.open", new Upset.TooMany(1));
        Channel channel = bot.open();
        bot.until(Health.Status.CONNECTED);
        assertThat(bot.host.reports()).extracting(Health::status).contains(Health.Status.DEGRADED);
        assertThat(bot.last().detail()).isEqualTo("@" + FakeSlack.BOT_NAME + " in The house");
        bot.close(channel);
    }

    @Test
    void an_app_token_that_is_refused_or_a_mode_that_is_switched_off_ends_the_account() {
        bot.secret("appToken", "xapp-1-A0CHELA01-nobody-knows-this-one");
        Channel channel = bot.open();
        bot.until(Health.Status.AUTH_FAILED);
        assertThat(bot.last().advice()).contains("connections:write");
        bot.close(channel);
        bot.secret("appToken", FakeSlack.APP_TOKEN);
        channel = bot.listening();
        sockets.renew("link_disabled");
        bot.until(Health.Status.AUTH_FAILED);
        assertThat(bot.last().advice()).contains("Socket Mode");
        bot.close(channel);
    }

    @Test
    void what_arrived_in_a_former_life_is_known_before_slack_has_told_who_the_app_is() {
        Outbound.Post hello = Bot.post(Bot.CHAT, "hello");
        Channel channel = bot.listening();
        says("hello?");
        bot.untilHeard(channel, "hello?");
        channel.deliver(hello, new DeliveryKey("run:1"));
        bot.close(channel);
        says("and on");
        bot.slack.next("auth.test", new Upset.TooMany(3_600));
        Channel next = bot.open();
        bot.until(Health.Status.DEGRADED);
        assertThat(next.recall(hello, new DeliveryKey("run:1"))).get().isInstanceOf(Delivery.Sent.class);
        assertThat(next.recall(hello, new DeliveryKey("run:2"))).get().isInstanceOf(Delivery.Retry.class);
        bot.slack.scopes(FakeSlack.SCOPES.replace("metadata.message:read,", ""));
        assertThatThrownBy(() -> next.recall(hello, new DeliveryKey("run:1"))).isInstanceOf(Transient.class);
        bot.close(next);
    }
}
