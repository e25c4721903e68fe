package dev.chela.channel.telegram.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Health;
import dev.chela.api.channel.Inbound;
import dev.chela.api.channel.Replay;
import dev.chela.api.fault.Permanent;
import dev.chela.api.http.Reply;
import dev.chela.api.http.Request;
import dev.chela.api.task.Cancellation;
import dev.chela.testkit.telegram.Letter;
import dev.chela.testkit.telegram.Upset;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WebhookTest {
    private static final String SECRET = "a-secret-of-the-webhook";

    private final Bot bot = new Bot().with("webhookUrl", "https://bot.example.org/channels/telegram/default");

    @AfterEach
    void stop() {
        assertThat(Judge.complaints(bot.telegram)).isEmpty();
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

    private int brings(String account, String secret, byte[] body) {
        Map<String, List<String>> headers = Map.of("x-telegram-bot-api-secret-token", List.of(secret));
        return ((Reply.Full) bot.type.handle(new Brought(URI.create(Telegram.HOOKS + account), headers, body))).status();
    }

    private byte[] update(String text) {
        JsonNode update = bot.telegram.room().writes(Letter.from(Bot.ALICE, text));
        return Json.write(update);
    }

    @Test
    void tells_telegram_where_to_bring_updates_and_takes_each_once() {
        Channel channel = bot.open();
        bot.until(Health.Status.CONNECTED);
        assertThat(bot.telegram.room().webhook().path("secret_token").asText()).isEqualTo(SECRET);
        byte[] hello = update("hello");
        assertThat(brings("default", SECRET, hello)).isEqualTo(200);
        assertThat(brings("default", SECRET, hello)).isEqualTo(200);
        assertThat(bot.host.accepted()).singleElement().satisfies(raw -> {
            assertThat(raw.replay()).isEqualTo(Replay.ACK_GATED);
            assertThat(((Inbound.Message) channel.parse(raw).get(0)).text().value()).isEqualTo("hello");
        });
        assertThat(bot.telegram.heard("getUpdates")).isEmpty();
        assertThat(channel.probe().ok()).isTrue();
        bot.close(channel);
    }

    @Test
    void reads_nothing_of_who_does_not_know_the_secret() {
        Channel channel = bot.open();
        bot.until(Health.Status.CONNECTED);
        assertThat(brings("default", "another-secret-of-a-webhook", update("hello"))).isEqualTo(401);
        assertThat(brings("default", "", "no json at all".getBytes())).isEqualTo(401);
        assertThat(((Reply.Full) bot.type.handle(new Brought(URI.create(Telegram.HOOKS + "default"), Map.of(), update("x")))).status()).isEqualTo(401);
        assertThat(brings("other", SECRET, update("hello"))).isEqualTo(404);
        assertThat(brings("default", SECRET, "no json at all".getBytes())).isEqualTo(400);
        assertThat(brings("default", SECRET, "[]".getBytes())).isEqualTo(400);
        assertThat(bot.host.accepted()).isEmpty();
        bot.close(channel);
        assertThat(brings("default", SECRET, update("after"))).isEqualTo(404);
    }

    @Test
    void says_what_is_wrong_with_the_address() {
        bot.telegram.next("setWebhook", new Upset.Says(400, "Bad Request: bad webhook: Failed to resolve host"));
        Channel channel = bot.open();
        bot.until(Health.Status.DEGRADED);
        assertThat(bot.host.reports().get(0).detail()).contains("Failed to resolve host");
        assertThat(bot.host.reports().get(0).advice()).contains("channels.telegram.webhookUrl");
        bot.until(Health.Status.CONNECTED);
        bot.close(channel);
        assertThatThrownBy(() -> bot.with("webhookUrl", "https://bot.example.org/elsewhere").open())
                .isInstanceOf(Permanent.class).hasMessageContaining("/channels/telegram/default");
    }
}
