package dev.chela.channel.slack.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.slack.api.app_backend.SlackSignature;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.Health;
import dev.chela.api.channel.Inbound;
import dev.chela.api.channel.Replay;
import dev.chela.api.fault.Denied;
import dev.chela.api.http.Reply;
import dev.chela.api.http.Request;
import dev.chela.api.task.Cancellation;
import dev.chela.testkit.slack.FakeSlack;
import dev.chela.testkit.slack.Note;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Signed requests; they are signed by Slack's own code. */
@Timeout(120)
class HookTest {
    private final Bot bot = new Bot().with("mode", "http").with("catchUpHours", 0); // What is brought is what is heard.

    @AfterEach
    void stop() {
        bot.close();
    }

    private record Brought(URI uri, Map<String, List<String>> headers, byte[] body) implements Request {
        @Override
        public String method() {
            return "POST";
        }

        @Override
        public String client() {
            return "127.0.0.1";
        }

        @Override
        public Cancellation cancellation() {
            throw new UnsupportedOperationException("nobody asks for it here");
        }
    }

    private Reply.Full brings(String account, Map<String, List<String>> headers, String body) {
        return (Reply.Full) bot.type.handle(new Brought(URI.create(Slack.HOOKS + account), headers, body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Map<String, List<String>> signed(String secret, long at, String body) {
        return Map.of("x-slack-signature", List.of(new SlackSignature.Generator(secret).generate(String.valueOf(at), body)),
                "x-slack-request-timestamp", List.of(String.valueOf(at)));
    }

    private int brings(String body) {
        return brings("default", signed(Bot.SECRET, bot.now().getEpochSecond(), body), body).status();
    }

    private String told() {
        return bot.slack.sockets().told().get(bot.slack.sockets().told().size() - 1).toString();
    }

    private String event(String text) {
        bot.slack.world().writes(Note.from(Bot.ALICE, text));
        return told();
    }

    @Test
    void takes_what_slack_signed_each_once_and_opens_no_socket() {
        Channel channel = bot.listening();
        assertThat(bot.last().detail()).contains("/channels/slack/default");
        String hello = event("hellö");
        assertThat(brings(hello)).isEqualTo(200);
        assertThat(brings(hello)).isEqualTo(200);
        assertThat(bot.host.accepted()).singleElement().satisfies(raw -> {
            assertThat(raw.replay()).isEqualTo(Replay.ACK_GATED);
            assertThat(((Inbound.Message) channel.parse(raw).get(0)).text().value()).isEqualTo("hellö");
        });
        assertThat(bot.slack.heard("apps.connections.open")).isEmpty();
        assertThat(channel.probe().ok()).isTrue();
        assertThat(channel.deliver(Bot.post(Bot.CHAT, "hi"), new DeliveryKey("run:1"))).isInstanceOf(Delivery.Sent.class);
        bot.close(channel);
    }

    @Test
    void takes_presses_from_a_form() {
        Channel channel = bot.listening();
        String ts = bot.slack.world().writes(Note.from(Bot.BOB, "x").in(FakeSlack.GENERAL));
        bot.slack.world().presses(Bot.BOB, FakeSlack.GENERAL, ts, "/status now");
        assertThat(brings("payload=" + URLEncoder.encode(told(), StandardCharsets.UTF_8))).isEqualTo(200);
        assertThat(channel.parse(bot.host.accepted().get(0))).singleElement()
                .isInstanceOfSatisfying(Inbound.Pressed.class, press -> assertThat(press.actionId()).isEqualTo("/status now"));
        bot.close(channel);
    }

    @Test
    void answers_the_question_whether_it_is_there() {
        Channel channel = bot.listening();
        String question = "{\"token\":\"x\",\"challenge\":\"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P\",\"type\":\"url_verification\"}";
        Reply.Full answer = brings("default", signed(Bot.SECRET, bot.now().getEpochSecond(), question), question);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).asString(StandardCharsets.US_ASCII).isEqualTo("3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P");
        bot.close(channel);
    }

    @Test
    void reads_nothing_of_what_slack_did_not_sign_just_now() {
        Channel channel = bot.listening();
        long now = bot.now().getEpochSecond();
        String hello = event("hello");
        assertThat(brings("default", Map.of(), hello).status()).isEqualTo(401);
        assertThat(brings("default", signed("0000000000000000000000000000dead", now, hello), hello).status()).isEqualTo(401);
        assertThat(brings("default", signed(Bot.SECRET, now, hello), hello.replace("hello", "jello")).status()).isEqualTo(401);
        assertThat(brings("default", signed(Bot.SECRET, now - 301, hello), hello).status()).as("a request of before").isEqualTo(401);
        assertThat(brings("default", signed(Bot.SECRET, now + 301, hello), hello).status()).isEqualTo(401);
        assertThat(brings("default", Map.of("x-slack-signature", List.of("v0=00"), "x-slack-request-timestamp", List.of("soon")), "no json").status()).isEqualTo(401);
        assertThat(brings("other", signed(Bot.SECRET, now, hello), hello).status()).isEqualTo(404);
        assertThat(bot.host.accepted()).isEmpty();
        assertThat(brings("default", signed(Bot.SECRET, now - 300, hello), hello).status()).as("a slow one").isEqualTo(200);
        bot.close(channel);
        assertThat(brings(hello)).as("nobody is there").isEqualTo(404);
    }

    @Test
    void what_slack_says_amiss_is_refused_and_what_cannot_be_stored_comes_again() {
        Channel channel = bot.listening();
        for (String odd : List.of("no json", "[]", "payload=%zz", "payload=no+json", "")) {
            assertThat(brings(odd)).as("'%s'", odd).isEqualTo(400);
        }
        assertThat(brings("{\"type\":\"app_rate_limited\",\"minute_rate_limited\":1}")).isEqualTo(200);
        String hello = event("hello");
        bot.host.refuse(1);
        assertThat(brings(hello)).isEqualTo(503);
        assertThat(bot.host.accepted()).isEmpty();
        assertThat(brings(hello)).isEqualTo(200);
        assertThat(bot.heard(channel)).containsExactly("hello");
        bot.close(channel);
    }

    @Test
    void a_secret_is_needed() {
        bot.secret("signingSecret", "short");
        assertThatThrownBy(bot::open).isInstanceOf(Denied.class).hasMessageContaining("signingSecret").hasMessageNotContaining("short");
        bot.secret("signingSecret", Bot.SECRET);
        Channel channel = bot.open();
        bot.until(Health.Status.CONNECTED);
        bot.close(channel);
    }
}
