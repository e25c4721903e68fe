package dev.chela.channel.discord.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.channel.Button;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.Health.Status;
import dev.chela.api.channel.Hint;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.MessageRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Refusal;
import dev.chela.api.channel.Rendered;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.channel.Tone;
import dev.chela.testkit.discord.FakeDiscord;
import dev.chela.testkit.discord.Heard;
import dev.chela.testkit.discord.Note;
import dev.chela.testkit.discord.Upset;
import dev.chela.testkit.discord.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SendingTest {
    private static final String MESSAGES = "/channels/[0-9]+/messages";
    private static final DeliveryKey KEY = new DeliveryKey("run:9");

    private final Bot bot = new Bot();
    private final World world = bot.discord.world();
    private final String direct = world.direct(Bot.ALICE);
    private Channel channel;

    @BeforeEach
    void open() {
        channel = bot.open();
    }

    @AfterEach
    void stop() {
        bot.close(channel);
        bot.close();
    }

    private Delivery say(String text) {
        return channel.deliver(Bot.post(Bot.CHAT, text), KEY);
    }

    private ObjectNode last() {
        List<Heard> calls = bot.discord.heard("POST", MESSAGES);
        return calls.get(calls.size() - 1).body();
    }

    private static Outbound.Post post(Conversation to, ReplyTo replyTo, List<MediaRef> files, Tone tone, Button... buttons) {
        return new Outbound.Post(to, replyTo, new Rendered("discord", "look"), files, List.of(buttons), tone);
    }

    private static String refOf(Delivery delivery) {
        return ((Delivery.Sent) delivery).refs().get(0).id();
    }

    @Test
    void calls_nobody_and_answers_where_it_is_asked_to() {
        String id = world.writes(Note.from(Bot.BOB, "hi").in(FakeDiscord.GENERAL));
        channel.deliver(post(Bot.GENERAL, new ReplyTo(id, Bot.BOB, false, ""), List.of(), Tone.SILENT), KEY);
        assertThat(last().path("allowed_mentions").path("parse")).isEmpty();
        assertThat(last().path("allowed_mentions").path("replied_user").asBoolean(true)).isFalse();
        assertThat(last().path("message_reference").path("message_id").asText()).isEqualTo(id);
        assertThat(last().path("message_reference").path("fail_if_not_exists").asBoolean(true)).isFalse();
        assertThat(last().path("flags").asInt()).isEqualTo(4_096);
        assertThat(last().path("nonce").asText()).hasSizeBetween(20, 25);
    }

    @Test
    void an_answer_that_is_lost_leaves_it_in_doubt_and_saying_it_again_doubles_nothing() {
        bot.discord.next("POST", MESSAGES, new Upset.AnswerLost());
        assertThat(say("once")).isInstanceOf(Delivery.InDoubt.class);
        assertThat(world.texts(direct)).containsExactly("once");
        String id = refOf(say("once"));
        assertThat(world.texts(direct)).containsExactly("once");
        assertThat(world.standing(direct).get(0).path("id").asText()).isEqualTo(id);
        assertThat(refOf(channel.deliver(Bot.post(Bot.CHAT, "once"), new DeliveryKey("run:10")))).isNotEqualTo(id);
        assertThat(channel.recall(Bot.post(Bot.CHAT, "once"), KEY)).as("nobody tells").isEmpty();
    }

    @Test
    void what_failed_behind_is_in_doubt_unless_doing_it_twice_is_the_same() {
        MessageRef sent = new MessageRef(refOf(say("one")));
        bot.discord.next("POST", MESSAGES, new Upset.Page(502));
        assertThat(channel.deliver(Bot.post(Bot.CHAT, "two"), new DeliveryKey("run:2"))).isInstanceOf(Delivery.InDoubt.class);
        bot.discord.next("POST", MESSAGES, new Upset.Page(200));
        assertThat(channel.deliver(Bot.post(Bot.CHAT, "three"), new DeliveryKey("run:3"))).as("this is not Discord").isInstanceOf(Delivery.InDoubt.class);
        bot.discord.next("PATCH", MESSAGES + "/.*", new Upset.Page(502));
        Outbound edit = new Outbound.Edit(Bot.CHAT, sent, new Rendered("discord", "changed"));
        assertThat(channel.deliver(edit, KEY)).isInstanceOf(Delivery.Retry.class);
        assertThat(channel.recall(edit, KEY)).isPresent();
        bot.discord.next("PATCH", MESSAGES + "/.*", new Upset.AnswerLost());
        assertThat(channel.deliver(edit, KEY)).isInstanceOf(Delivery.Retry.class);
        assertThat(channel.deliver(edit, KEY)).isInstanceOf(Delivery.Sent.class);
        assertThat(world.texts(direct)).containsExactly("changed");
    }

    @Test
    void where_nobody_listens_nothing_was_sent() {
        Rest nowhere = new Rest(bot.host.http(), "http://127.0.0.1:1/api", FakeDiscord.TOKEN, new Budget(System::nanoTime), () -> { });
        Places places = new Places(bot.host.state());
        places.met(direct, Bot.ALICE);
        assertThat(new Sending(nowhere, places, bot.host, () -> { }).deliver(Bot.post(Bot.CHAT, "hi"), KEY)).isInstanceOf(Delivery.Retry.class);
    }

    @Test
    void a_channel_that_is_to_wait_waits_without_being_asked_again_and_others_do_not() {
        say("one");
        bot.discord.next("POST", MESSAGES, new Upset.TooMany(30.5, false));
        assertThat(say("two")).isEqualTo(new Delivery.Retry(Duration.ofMillis(30_500)));
        int asked = bot.discord.heard("POST", MESSAGES).size();
        assertThat(channel.deliver(Bot.post(Bot.CHAT, "three"), KEY)).isInstanceOfSatisfying(Delivery.Retry.class,
                retry -> assertThat(retry.after()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(31)));
        assertThat(bot.discord.heard("POST", MESSAGES)).hasSize(asked);
        assertThat(channel.deliver(Bot.post(Bot.GENERAL, "elsewhere"), new DeliveryKey("run:3"))).isInstanceOf(Delivery.Sent.class);
    }

    @Test
    void when_all_is_to_wait_everything_waits() {
        say("one");
        bot.discord.next("POST", MESSAGES, new Upset.TooMany(40, true));
        assertThat(say("two")).isInstanceOf(Delivery.Retry.class);
        assertThat(channel.deliver(Bot.post(Bot.GENERAL, "elsewhere"), new DeliveryKey("run:3"))).isInstanceOf(Delivery.Retry.class);
        channel.hint(Bot.GENERAL, Hint.TYPING);
        assertThat(bot.discord.heard("POST", "/channels/.*/typing")).isEmpty();
    }

    @Test
    void what_was_said_to_be_the_last_for_a_while_is() {
        bot.discord.next("POST", MESSAGES, new Upset.Last(50));
        assertThat(say("one")).isInstanceOf(Delivery.Sent.class);
        assertThat(channel.deliver(Bot.post(Bot.CHAT, "two"), new DeliveryKey("run:2"))).isInstanceOf(Delivery.Retry.class);
        assertThat(world.texts(direct)).containsExactly("one");
    }

    @Test
    void says_what_discord_refused_and_why() {
        bot.discord.next("POST", MESSAGES, new Upset.Says(403, 50_007, "Cannot send messages to this user"));
        assertThat(say("x")).isEqualTo(new Delivery.Rejected(Refusal.FORBIDDEN, "403 Cannot send messages to this user (50007)"));
        assertThat(channel.deliver(Bot.post(new Conversation("900000000000000001", Conversation.Kind.CHANNEL, "", "", ""), "x"), KEY))
                .isInstanceOfSatisfying(Delivery.Rejected.class, no -> assertThat(no.kind()).isEqualTo(Refusal.NOT_FOUND));
        assertThat(channel.deliver(Bot.post(new Conversation("900000000000000001", Conversation.Kind.DIRECT, "", "", ""), "x"), KEY))
                .isInstanceOfSatisfying(Delivery.Rejected.class, no -> assertThat(no.kind()).isEqualTo(Refusal.NOT_FOUND));
        assertThat(channel.deliver(Bot.post(new Conversation("anna", Conversation.Kind.DIRECT, "", "", ""), "x"), KEY))
                .isInstanceOfSatisfying(Delivery.Rejected.class, no -> assertThat(no.detail()).contains("'anna'"));
        assertThat(say("x".repeat(2_001))).isInstanceOfSatisfying(Delivery.Rejected.class, no -> assertThat(no.detail()).contains("2000"));
        assertThat(say(" ")).isInstanceOf(Delivery.Rejected.class);
        assertThat(world.texts(direct)).isEmpty();
    }

    @Test
    void a_token_that_is_refused_ends_the_account_and_what_was_to_be_sent_waits() {
        bot.until(Status.CONNECTED);
        say("one");
        bot.discord.next("POST", MESSAGES, new Upset.Says(401, 0, "401: Unauthorized"));
        assertThat(say("two")).isEqualTo(new Delivery.Retry(Duration.ofMinutes(1)));
        assertThat(bot.last().status()).isEqualTo(Status.AUTH_FAILED);
        assertThat(bot.last().advice()).contains("Reset Token");
    }

    @Test
    void files_leave_with_their_words_and_pictures_together() {
        MediaRef notes = bot.host.keep("nötes.txt", "text/plain", "eggs".getBytes(StandardCharsets.US_ASCII));
        MediaRef cat = bot.host.keep("cat.png", "image/png", new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        channel.deliver(post(Bot.CHAT, ReplyTo.NONE, List.of(notes, cat), Tone.NORMAL), KEY);
        Heard call = bot.discord.heard("POST", MESSAGES).get(0);
        assertThat(call.body().path("content").asText()).isEqualTo("look");
        assertThat(call.files().get("files[0]").content()).isEqualTo("eggs");
        assertThat(call.files().get("files[1]").content()).isEqualTo("\u0089PNG");
        assertThat(call.files().get("files[1]").mimeType()).isEqualTo("image/png");
        assertThat(world.standing(direct).get(0).path("attachments")).extracting(file -> file.path("filename").asText()).containsExactly("nötes.txt", "cat.png");
        MediaRef huge = new MediaRef(MediaRef.KEPT + "huge", "video/mp4", "huge.mp4", 11L * 1024 * 1024);
        assertThat(channel.deliver(post(Bot.CHAT, ReplyTo.NONE, List.of(huge), Tone.NORMAL), KEY))
                .isInstanceOfSatisfying(Delivery.Rejected.class, no -> assertThat(no.kind()).isEqualTo(Refusal.TOO_LARGE));
        assertThat(channel.deliver(post(Bot.CHAT, ReplyTo.NONE, List.of(new MediaRef("https://e.org/a.png", "image/png", "a", -1)), Tone.NORMAL), KEY))
                .isInstanceOf(Delivery.Rejected.class);
        assertThat(channel.capabilities().files().album().takes(cat)).isTrue();
    }

    @Test
    void buttons_stand_in_rows_of_five() {
        Button[] buttons = IntStream.range(0, 7).mapToObj(i -> new Button("Choice " + i, "act:" + i)).toArray(Button[]::new);
        assertThat(channel.deliver(post(Bot.CHAT, ReplyTo.NONE, List.of(), Tone.NORMAL, buttons), KEY)).isInstanceOf(Delivery.Sent.class);
        assertThat(last().path("components")).hasSize(2);
        assertThat(last().path("components").get(1).path("components").get(1).path("custom_id").asText()).isEqualTo("act:6");
        assertThat(channel.deliver(post(Bot.CHAT, ReplyTo.NONE, List.of(), Tone.NORMAL, new Button("x", "y".repeat(101))), KEY)).isInstanceOf(Delivery.Rejected.class);
        Button[] many = IntStream.range(0, 26).mapToObj(i -> new Button("c", "a" + i)).toArray(Button[]::new);
        assertThat(channel.deliver(post(Bot.CHAT, ReplyTo.NONE, List.of(), Tone.NORMAL, many), KEY)).isInstanceOf(Delivery.Rejected.class);
    }

    @Test
    void a_thread_is_written_to_as_a_channel_and_a_persons_channel_is_asked_for_once() {
        String thread = world.thread(FakeDiscord.GENERAL, "plans");
        Conversation place = new Conversation(FakeDiscord.GENERAL, Conversation.Kind.CHANNEL, thread, FakeDiscord.GUILD, "plans");
        channel.deliver(Bot.post(place, "in it"), KEY);
        assertThat(world.texts(thread)).containsExactly("in it");
        say("one");
        channel.deliver(Bot.post(Bot.CHAT, "two"), new DeliveryKey("run:2"));
        channel.hint(Bot.CHAT, Hint.TYPING);
        channel.hint(Bot.CHAT, Hint.READ);
        assertThat(bot.discord.heard("POST", "/users/@me/channels")).hasSize(1);
        assertThat(bot.discord.heard("POST", "/channels/" + direct + "/typing")).hasSize(1);
    }

    @Test
    void reactions_of_a_server_polls_and_deletions_are_as_discord_wants_them() {
        MessageRef sent = new MessageRef(refOf(say("one")));
        assertThat(channel.deliver(new Outbound.React(Bot.CHAT, sent, "party:123456789012345678", true), KEY)).isInstanceOf(Delivery.Sent.class);
        assertThat(channel.deliver(new Outbound.React(Bot.CHAT, sent, "👩‍👩‍👧", true), KEY)).isInstanceOf(Delivery.Sent.class);
        assertThat(channel.deliver(new Outbound.React(Bot.CHAT, sent, "thumbs up", true), KEY)).isInstanceOf(Delivery.Rejected.class);
        assertThat(channel.deliver(new Outbound.Poll(Bot.CHAT, "Tea?", List.of("Yes", "No"), 2), KEY)).isInstanceOf(Delivery.Sent.class);
        assertThat(last().path("poll").path("allow_multiselect").asBoolean()).isTrue();
        assertThat(last().path("poll").path("answers").get(1).path("poll_media").path("text").asText()).isEqualTo("No");
        assertThat(channel.deliver(new Outbound.Poll(Bot.CHAT, "Tea?", List.of("x".repeat(56)), 1), KEY)).isInstanceOf(Delivery.Rejected.class);
        assertThat(channel.deliver(new Outbound.Delete(Bot.CHAT, sent), KEY)).isInstanceOf(Delivery.Sent.class);
        assertThat(channel.deliver(new Outbound.Delete(Bot.CHAT, sent), KEY)).as("it is gone already").isInstanceOf(Delivery.Sent.class);
        assertThat(channel.deliver(new Outbound.Edit(Bot.CHAT, sent, new Rendered("discord", "x")), KEY))
                .isInstanceOfSatisfying(Delivery.Rejected.class, no -> assertThat(no.kind()).isEqualTo(Refusal.NOT_FOUND));
        assertThat(channel.deliver(new Outbound.Delete(Bot.CHAT, new MessageRef("../../1")), KEY)).isInstanceOf(Delivery.Rejected.class);
    }

    @Test
    void a_probe_says_what_is_missing() {
        assertThat(channel.probe().ok()).isTrue();
        bot.discord.gateway().content(false);
        assertThat(channel.probe().ok()).isFalse();
        assertThat(channel.probe().advice()).contains("Message Content Intent");
        bot.discord.next("GET", "/users/@me", new Upset.Says(401, 0, "401: Unauthorized"));
        assertThat(channel.probe().advice()).contains("Reset Token");
        bot.discord.next("GET", "/users/@me", new Upset.Page(502));
        assertThat(channel.probe().detail()).contains("502");
    }
}
