package dev.chela.channel.slack.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.channel.Button;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.Health;
import dev.chela.api.channel.Hint;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.MessageRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Refusal;
import dev.chela.api.channel.Rendered;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.channel.Tone;
import dev.chela.api.fault.Transient;
import dev.chela.testkit.slack.FakeSlack;
import dev.chela.testkit.slack.Heard;
import dev.chela.testkit.slack.Note;
import dev.chela.testkit.slack.Upset;
import dev.chela.testkit.slack.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SendingTest {
    private static final DeliveryKey KEY = new DeliveryKey("run:1");

    private final Bot bot = new Bot();
    private final World world = bot.slack.world();
    private final String direct = world.direct(Bot.ALICE);
    private final Channel channel = bot.listening();

    @AfterEach
    void stop() {
        bot.close(channel);
        bot.close();
    }

    private Delivery say(String text) {
        return channel.deliver(Bot.post(Bot.CHAT, text), KEY);
    }

    private static String refOf(Delivery delivery) {
        return ((Delivery.Sent) delivery).refs().get(0).id();
    }

    private Heard last(String method) {
        List<Heard> calls = bot.slack.heard(method);
        return calls.get(calls.size() - 1);
    }

    private static Outbound.Post with(Outbound.Post post, List<MediaRef> files, List<Button> buttons) {
        return new Outbound.Post(post.to(), post.replyTo(), post.text(), files, buttons, post.tone());
    }

    private static Conversation thread(String of) {
        return new Conversation(FakeSlack.GENERAL, Conversation.Kind.CHANNEL, of, FakeSlack.TEAM, "general");
    }

    @Test
    void a_person_is_written_to_in_a_conversation_that_is_asked_for_once() {
        assertThat(refOf(say("hello *you* &amp; me"))).isEqualTo(world.standing(direct).get(0).path("ts").asText());
        assertThat(world.texts(direct)).containsExactly("hello *you* &amp; me");
        channel.deliver(new Outbound.Edit(Bot.CHAT, new MessageRef(world.standing(direct).get(0).path("ts").asText()), new Rendered("plain", "<*bye*>")), KEY);
        assertThat(world.texts(direct)).as("words that nobody wrote for Slack").containsExactly("&lt;*bye*&gt;");
        assertThat(bot.slack.heard("conversations.open")).hasSize(1);
        channel.hint(Bot.CHAT, Hint.TYPING);
        assertThat(bot.slack.heard("chat.postMessage")).hasSize(1);
    }

    @Test
    void an_answer_in_a_thread_stands_in_it() {
        String root = world.writes(Note.from(Bot.BOB, "root").in(FakeSlack.GENERAL));
        assertThat(channel.deliver(Bot.post(thread(root), "below"), KEY)).isInstanceOf(Delivery.Sent.class);
        assertThat(world.standing(FakeSlack.GENERAL).get(1).path("thread_ts").asText()).isEqualTo(root);
        bot.pass(Duration.ofSeconds(1));
        assertThat(channel.deliver(Bot.post(thread("1.000001"), "nowhere"), KEY))
                .isInstanceOfSatisfying(Delivery.Rejected.class, no -> assertThat(no.kind()).isEqualTo(Refusal.NOT_FOUND));
    }

    @Test
    void buttons_stand_below_their_text_each_with_its_action() {
        List<Button> buttons = List.of(new Button("Tea", "tea"), new Button("x".repeat(90), "/status"));
        assertThat(channel.deliver(with(Bot.post(Bot.CHAT, "what?"), List.of(), buttons), KEY)).isInstanceOf(Delivery.Sent.class);
        JsonNode blocks = last("chat.postMessage").json("blocks");
        assertThat(blocks.at("/0/text/text").asText()).isEqualTo("what?");
        assertThat(blocks.at("/1/elements/0/value").asText()).isEqualTo("tea");
        assertThat(blocks.at("/1/elements/1/text/text").asText()).hasSize(75);
        assertThat(channel.deliver(with(Bot.post(Bot.CHAT, "what?"), List.of(), List.of(new Button("", "x"))), KEY)).isInstanceOf(Delivery.Rejected.class);
        assertThat(channel.deliver(with(Bot.post(Bot.CHAT, " "), List.of(), buttons), KEY)).isInstanceOf(Delivery.Rejected.class);
    }

    @Test
    void a_message_whose_answer_was_lost_is_in_doubt_and_slack_knows_it() {
        bot.slack.next("chat.postMessage", new Upset.AnswerLost());
        Outbound.Post hello = Bot.post(Bot.CHAT, "hello");
        assertThat(channel.deliver(hello, KEY)).isInstanceOf(Delivery.InDoubt.class);
        assertThat(refOf(channel.recall(hello, KEY).orElseThrow())).isEqualTo(world.standing(direct).get(0).path("ts").asText());
        assertThat(channel.recall(hello, new DeliveryKey("run:2"))).get().isInstanceOf(Delivery.Retry.class);
        String root = world.writes(Note.from(Bot.BOB, "root").in(FakeSlack.GENERAL));
        bot.slack.next("chat.postMessage", new Upset.AnswerLost());
        assertThat(channel.deliver(Bot.post(thread(root), "below"), KEY)).isInstanceOf(Delivery.InDoubt.class);
        assertThat(channel.recall(Bot.post(thread(root), "below"), KEY)).get().isInstanceOf(Delivery.Sent.class);
        bot.slack.scopes(FakeSlack.SCOPES.replace("metadata.message:read,", ""));
        assertThat(channel.recall(hello, KEY)).as("who sees no marks cannot tell").isEmpty();
        bot.slack.next("conversations.history", new Upset.Page(503));
        assertThatThrownBy(() -> channel.recall(hello, KEY)).isInstanceOf(Transient.class);
        bot.slack.next("conversations.history", new Upset.Says("missing_scope"));
        assertThat(channel.recall(hello, KEY)).as("who may not read cannot tell").isEmpty();
        assertThat(channel.recall(new Outbound.Delete(Bot.CHAT, new MessageRef("1.000001")), KEY)).get().isInstanceOf(Delivery.Retry.class);
    }

    @Test
    void it_is_looked_for_as_far_as_is_reasonable_and_not_said_to_be_missing_beyond() {
        bot.slack.next("chat.postMessage", new Upset.AnswerLost());
        Outbound.Post first = Bot.post(Bot.GENERAL, "first");
        channel.deliver(first, KEY);
        for (int i = 0; i < 300; i++) {
            world.writes(Note.from(Bot.BOB, "word " + i).in(FakeSlack.GENERAL));
        }
        assertThat(channel.recall(first, KEY)).get().isInstanceOf(Delivery.Sent.class);
        for (int i = 0; i < 800; i++) {
            world.writes(Note.from(Bot.BOB, "more " + i).in(FakeSlack.GENERAL));
        }
        assertThat(channel.recall(first, KEY)).isEmpty();
    }

    @Test
    void what_slack_did_not_take_is_tried_again_and_what_it_may_have_taken_is_in_doubt() {
        bot.slack.next("chat.postMessage", new Upset.TooMany(7));
        assertThat(say("one")).isEqualTo(new Delivery.Retry(Duration.ofSeconds(7)));
        Outbound.Post there = Bot.post(Bot.GENERAL, "two");
        bot.slack.next("chat.postMessage", new Upset.Page(502));
        assertThat(channel.deliver(there, KEY)).isInstanceOf(Delivery.InDoubt.class);
        bot.pass(Duration.ofSeconds(2));
        bot.slack.next("chat.postMessage", new Upset.Page(200));
        assertThat(channel.deliver(there, KEY)).as("this is not Slack").isInstanceOf(Delivery.InDoubt.class);
        bot.slack.next("chat.update", new Upset.AnswerLost());
        assertThat(channel.deliver(new Outbound.Edit(Bot.CHAT, new MessageRef("1.000001"), new Rendered(Posts.DIALECT, "x")), KEY)).isInstanceOf(Delivery.Rejected.class);
        bot.slack.next("chat.delete", new Upset.Page(500));
        assertThat(channel.deliver(new Outbound.Delete(Bot.CHAT, new MessageRef("1.000001")), KEY)).isInstanceOf(Delivery.Retry.class);
    }

    @Test
    void refusals_are_said_by_their_kind() {
        bot.slack.next("chat.postMessage", new Upset.Says("not_in_channel"));
        assertThat(say("x")).isEqualTo(new Delivery.Rejected(Refusal.FORBIDDEN, "Slack refuses it: not_in_channel"));
        Conversation nowhere = new Conversation("C0NOWHERE", Conversation.Kind.CHANNEL, "", FakeSlack.TEAM, "");
        assertThat(channel.deliver(Bot.post(nowhere, "x"), KEY)).isInstanceOfSatisfying(Delivery.Rejected.class, no -> assertThat(no.kind()).isEqualTo(Refusal.NOT_FOUND));
        Conversation odd = new Conversation("../../x", Conversation.Kind.DIRECT, "", "", "");
        assertThat(channel.deliver(Bot.post(odd, "x"), KEY)).isInstanceOfSatisfying(Delivery.Rejected.class, no -> assertThat(no.kind()).isEqualTo(Refusal.BAD_FORMAT));
        bot.slack.next("chat.postMessage", new Upset.Says("msg_too_long"));
        assertThat(channel.deliver(Bot.post(Bot.GENERAL, "x"), KEY)).isInstanceOfSatisfying(Delivery.Rejected.class, no -> assertThat(no.kind()).isEqualTo(Refusal.TOO_LARGE));
    }

    @Test
    void a_token_that_is_taken_back_ends_the_account_and_loses_nothing() {
        bot.slack.next("chat.postMessage", new Upset.Says("token_revoked"));
        assertThat(say("x")).isInstanceOf(Delivery.Retry.class);
        bot.until(Health.Status.AUTH_FAILED);
        assertThat(bot.last().advice()).contains("channels.slack.botToken");
    }

    @Test
    void reactions_go_by_their_names_and_being_done_already_is_being_done() {
        MessageRef sent = new MessageRef(refOf(say("one")));
        for (String emoji : List.of("👍", "👍", ":tada:")) {
            assertThat(channel.deliver(new Outbound.React(Bot.CHAT, sent, emoji, true), KEY)).isInstanceOf(Delivery.Sent.class);
        }
        assertThat(bot.slack.heard("reactions.add")).extracting(call -> call.text("name")).containsExactly("+1", "+1", "tada");
        assertThat(channel.deliver(new Outbound.React(Bot.CHAT, sent, "👍", false), KEY)).isInstanceOf(Delivery.Sent.class);
        assertThat(channel.deliver(new Outbound.React(Bot.CHAT, sent, "👍", false), KEY)).isInstanceOf(Delivery.Sent.class);
        assertThat(channel.deliver(new Outbound.React(Bot.CHAT, sent, "thumbs up", true), KEY)).isInstanceOf(Delivery.Rejected.class);
        assertThat(channel.deliver(new Outbound.Delete(Bot.CHAT, sent), KEY)).isInstanceOf(Delivery.Sent.class);
        assertThat(channel.deliver(new Outbound.Delete(Bot.CHAT, sent), KEY)).as("it is gone already").isInstanceOf(Delivery.Sent.class);
        assertThat(channel.deliver(new Outbound.Edit(Bot.CHAT, sent, new Rendered(Posts.DIALECT, "x")), KEY))
                .isInstanceOfSatisfying(Delivery.Rejected.class, no -> assertThat(no.kind()).isEqualTo(Refusal.NOT_FOUND));
    }

    @Test
    void files_stand_in_one_message_with_their_text_and_can_be_taken_back() {
        MediaRef notes = bot.host.keep("notes ü.txt", "text/plain", "eggs".getBytes(StandardCharsets.US_ASCII));
        MediaRef list = bot.host.keep("list.txt", "text/plain", "ham".getBytes(StandardCharsets.US_ASCII));
        String file = refOf(channel.deliver(with(Bot.post(Bot.CHAT, "look"), List.of(notes, list), List.of()), KEY));
        JsonNode message = world.standing(direct).get(0);
        assertThat(message.path("files").findValuesAsText("name")).containsExactly("notes ü.txt", "list.txt");
        assertThat(message.path("text").asText()).isEqualTo("look");
        assertThat(bot.slack.content(file)).hasValueSatisfying(content -> assertThat(content).asString(StandardCharsets.US_ASCII).isEqualTo("eggs"));
        assertThat(channel.deliver(new Outbound.React(Bot.CHAT, new MessageRef(file), "👍", true), KEY)).isInstanceOf(Delivery.Sent.class);
        assertThat(last("reactions.add").text("timestamp")).isEqualTo(message.path("ts").asText());
        assertThat(channel.deliver(new Outbound.Delete(Bot.CHAT, new MessageRef(file)), KEY)).isInstanceOf(Delivery.Sent.class);
        assertThat(bot.slack.heard("files.delete")).hasSize(1);
    }

    @Test
    void files_that_slack_has_not_shared_are_brought_again_and_those_it_may_have_are_asked_about() {
        MediaRef notes = bot.host.keep("notes.txt", "text/plain", "eggs".getBytes(StandardCharsets.US_ASCII));
        Outbound.Post look = with(Bot.post(Bot.CHAT, "look"), List.of(notes), List.of());
        bot.slack.next("files.getUploadURLExternal", new Upset.AnswerLost());
        assertThat(channel.deliver(look, KEY)).isInstanceOf(Delivery.Retry.class);
        assertThat(channel.recall(look, KEY)).get().isInstanceOf(Delivery.Retry.class);
        bot.slack.next("files.completeUploadExternal", new Upset.Page(503));
        assertThat(channel.deliver(look, KEY)).isInstanceOf(Delivery.InDoubt.class);
        assertThat(channel.recall(look, KEY)).as("Slack has no such file").get().isInstanceOf(Delivery.Retry.class);
        bot.slack.next("files.completeUploadExternal", new Upset.AnswerLost());
        assertThat(channel.deliver(look, KEY)).isInstanceOf(Delivery.InDoubt.class);
        assertThat(refOf(channel.recall(look, KEY).orElseThrow())).isEqualTo(world.standing(direct).get(0).path("ts").asText());
        assertThat(world.texts(direct)).containsExactly("look");
        assertThat(channel.deliver(with(Bot.post(Bot.CHAT, "x"), List.of(notes), List.of(new Button("a", "b"))), KEY)).isInstanceOf(Delivery.Rejected.class);
        MediaRef far = new MediaRef("https://example.org/a.png", "image/png", "a.png", 3);
        assertThat(channel.deliver(with(Bot.post(Bot.CHAT, "x"), List.of(far), List.of()), KEY)).isInstanceOf(Delivery.Rejected.class);
    }

    @Test
    void a_probe_says_what_is_missing() {
        assertThat(channel.probe().ok()).isTrue();
        assertThat(channel.probe().detail()).isEqualTo("@chela_test_app in The house");
        bot.slack.scopes("chat:write,im:history");
        assertThat(channel.probe().ok()).isFalse();
        assertThat(channel.probe().detail()).contains("files:write").doesNotContain("chat:write");
        assertThat(channel.probe().advice()).contains("OAuth & Permissions");
        bot.slack.scopes(FakeSlack.SCOPES);
        bot.slack.next("auth.test", new Upset.Says("invalid_auth"));
        assertThat(channel.probe().advice()).contains("Bot User OAuth Token");
        bot.slack.next("auth.test", new Upset.Page(502));
        assertThat(channel.probe().detail()).contains("502");
        bot.slack.next("apps.connections.open", new Upset.Says("missing_scope"));
        assertThat(channel.probe().advice()).contains("connections:write");
    }

    @Test
    void the_channel_says_that_it_does_not_type_and_has_no_polls() {
        assertThat(channel.capabilities().typing()).isFalse();
        assertThat(channel.deliver(new Outbound.Poll(Bot.CHAT, "Tea?", List.of("Yes", "No")), KEY)).isInstanceOf(Delivery.Rejected.class);
        assertThat(channel.deliver(new Outbound.Post(Bot.CHAT, ReplyTo.NONE, new Rendered(Posts.DIALECT, " "), List.of(), List.of(), Tone.NORMAL), KEY))
                .isInstanceOf(Delivery.Rejected.class);
        assertThat(Optional.ofNullable(channel.capabilities().dialect())).contains("slack-mrkdwn");
    }
}
