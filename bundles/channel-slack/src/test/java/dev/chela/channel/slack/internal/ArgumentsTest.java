package dev.chela.channel.slack.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Button;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.MessageRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Rendered;
import dev.chela.testkit.slack.FakeSlack;
import dev.chela.testkit.slack.Heard;
import dev.chela.testkit.slack.Note;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What we ask of Slack, held to what Slack's own client can ask: Slack passes over what it does not know. */
@Timeout(120)
class ArgumentsTest {
    private static Set<String> known(String method) throws ClassNotFoundException {
        String[] words = method.split("\\.");
        String room = String.join(".", Arrays.copyOf(words, words.length - 1));
        String name = Arrays.stream(words).map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1)).collect(Collectors.joining());
        Class<?> request = Class.forName("com.slack.api.methods.request." + room + "." + name + "Request");
        return Arrays.stream(request.getDeclaredFields()).map(field -> field.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    @Test
    void every_argument_of_every_call_is_one_that_slacks_client_knows() throws ClassNotFoundException {
        try (Bot bot = new Bot()) {
            Channel channel = bot.listening();
            bot.slack.hold("notes.txt", new byte[] {1});
            MediaRef file = bot.message(channel, Note.from(Bot.ALICE, "look").with("notes.txt").in(FakeSlack.GENERAL)).media().get(0);
            channel.media(file);
            Outbound.Post post = Bot.post(Bot.CHAT, "what?");
            channel.deliver(new Outbound.Post(post.to(), post.replyTo(), post.text(), List.of(), List.of(new Button("Tea", "tea")), post.tone()), new DeliveryKey("1"));
            String ts = bot.slack.world().standing(bot.slack.world().direct(Bot.ALICE)).get(0).path("ts").asText();
            Outbound.Post below = Bot.post(new Conversation(FakeSlack.GENERAL, Conversation.Kind.CHANNEL,
                    bot.slack.world().standing(FakeSlack.GENERAL).get(0).path("ts").asText(), "", ""), "below");
            MediaRef kept = bot.host.keep("eggs.txt", "text/plain", "eggs".getBytes(StandardCharsets.US_ASCII));
            channel.deliver(new Outbound.Post(below.to(), below.replyTo(), below.text(), List.of(kept), List.of(), below.tone()), new DeliveryKey("2"));
            channel.recall(below, new DeliveryKey("3"));
            channel.recall(post, new DeliveryKey("4"));
            channel.deliver(new Outbound.Edit(Bot.CHAT, new MessageRef(ts), new Rendered(Posts.DIALECT, "x")), new DeliveryKey("5"));
            channel.deliver(new Outbound.React(Bot.CHAT, new MessageRef(ts), "👍", true), new DeliveryKey("6"));
            channel.deliver(new Outbound.React(Bot.CHAT, new MessageRef(ts), "👍", false), new DeliveryKey("7"));
            channel.deliver(new Outbound.Delete(Bot.CHAT, new MessageRef(ts)), new DeliveryKey("8"));
            bot.close(channel);
            assertThat(bot.slack.heard()).extracting(Heard::method).contains("auth.test", "apps.connections.open", "users.info", "conversations.info", "conversations.open",
                    "conversations.history", "conversations.replies", "chat.postMessage", "chat.update", "chat.delete", "reactions.add", "reactions.remove",
                    "files.getUploadURLExternal", "files.completeUploadExternal", "files.info");
            for (Heard call : bot.slack.heard()) {
                assertThat(known(call.method())).as(call.method()).containsAll(call.arguments().keySet());
            }
        }
    }
}
