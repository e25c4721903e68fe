package dev.chela.channel.telegram.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Cursor;
import dev.chela.api.channel.Health;
import dev.chela.api.channel.Inbound;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.Replay;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.fault.Permanent;
import dev.chela.testkit.telegram.FakeTelegram;
import dev.chela.testkit.telegram.Letter;
import dev.chela.testkit.telegram.Upset;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ReceivingTest {
    private final Bot bot = new Bot();

    @AfterEach
    void stop() throws Exception {
        for (ObjectNode update : bot.telegram.room().pending()) {
            Judge.update(update);
        }
        assertThat(Judge.complaints(bot.telegram)).isEmpty();
        bot.close();
    }

    private static Letter letter(String text) {
        return Letter.from(Bot.ALICE, text);
    }

    @Test
    void moves_the_offset_only_past_what_is_on_disk() throws InterruptedException {
        Channel first = bot.open();
        bot.read(first, letter("one"));
        bot.close(first);
        Channel second = bot.open();
        bot.read(second, letter("two"));
        assertThat(bot.telegram.room().awaitConfirmed()).isEmpty();
        assertThat(bot.host.accepted()).hasSize(2).allSatisfy(raw -> assertThat(raw.replay()).isEqualTo(Replay.CURSOR));
        Cursor last = bot.host.cursor(Poller.CURSOR);
        assertThat(last.value()).isEqualTo(bot.host.accepted().get(1).eventId());
        bot.close(second);
    }

    @Test
    void leaves_at_Telegram_what_cannot_be_taken_in_and_says_so() {
        Channel channel = bot.open();
        bot.until(Health.Status.CONNECTED);
        bot.host.refuse(1);
        assertThat(bot.message(channel, letter("one")).text().value()).isEqualTo("one");
        assertThat(bot.host.reports()).anySatisfy(health -> {
            assertThat(health.status()).isEqualTo(Health.Status.DEGRADED);
            assertThat(health.detail()).isEqualTo("what was written to this bot waits at Telegram, since it cannot be taken in: the inbox is full");
        });
        bot.close(channel);
    }

    @Test
    void knows_when_a_group_speaks_to_it() {
        Channel channel = bot.open();
        assertThat(bot.message(channel, letter("hello all").in(Bot.GROUP)).text().mentionsMe()).isFalse();
        assertThat(bot.message(channel, letter("hi @Chela_Test_Bot").in(Bot.GROUP).marking("mention", "@Chela_Test_Bot")).text().mentionsMe()).isTrue();
        assertThat(bot.message(channel, letter("hi @somebody").in(Bot.GROUP).marking("mention", "@somebody")).text()).satisfies(text -> {
            assertThat(text.mentionsMe()).isFalse();
            assertThat(text.mentioned()).containsExactly("somebody");
        });
        assertThat(bot.message(channel, letter("/status@chela_test_bot now").in(Bot.GROUP).marking("bot_command", "/status@chela_test_bot")).text())
                .satisfies(text -> {
                    assertThat(text.mentionsMe()).isTrue();
                    assertThat(text.value()).isEqualTo("/status now");
                });
        assertThat(bot.message(channel, letter("yes").in(Bot.GROUP).answering(77, true, "Shall I?")).replyTo())
                .isEqualTo(new ReplyTo("77", String.valueOf(FakeTelegram.BOT_ID), true, "Shall I?"));
        assertThat(bot.message(channel, letter("no").in(Bot.GROUP).answering(78, false, "I say")).replyTo().me()).isFalse();
        bot.close(channel);
    }

    @Test
    void keeps_topics_apart_and_takes_no_topic_for_an_answer() {
        Channel channel = bot.open();
        Inbound.Message in = bot.message(channel, letter("hello").in(Bot.GROUP).topic(42).with(message -> {
            ObjectNode opened = message.putObject("reply_to_message").put("message_id", 42).put("date", 1);
            opened.set("chat", message.path("chat"));
            opened.putObject("forum_topic_created").put("name", "Tea").put("icon_color", 1);
        }));
        assertThat(in.origin().conversation()).isEqualTo(
                new Conversation(String.valueOf(Bot.GROUP), Conversation.Kind.GROUP, "42", "", "Group " + Bot.GROUP));
        assertThat(in.replyTo()).isEqualTo(ReplyTo.NONE);
        assertThat(bot.host.accepted().get(0).lane()).isEqualTo(Bot.GROUP + ":42");
        assertThat(bot.message(channel, letter("x").in(Bot.GROUP).with(message -> message.put("message_thread_id", 9))).origin().conversation().threadId()).isEmpty();
        bot.close(channel);
    }

    @Test
    void takes_hidden_administrators_for_who_they_write_as() {
        Channel channel = bot.open();
        Inbound.Message in = bot.message(channel, letter("hello").in(Bot.GROUP).with(message ->
                message.putObject("sender_chat").put("id", Bot.GROUP).put("type", "supergroup").put("title", "The group")));
        assertThat(in.sender().id()).isEqualTo(String.valueOf(Bot.GROUP));
        assertThat(in.sender().displayName()).isEqualTo("The group");
        bot.close(channel);
    }

    @Test
    void names_files_and_fetches_them_when_asked() throws IOException {
        Channel channel = bot.open();
        bot.telegram.hold("AgACphoto01", "a picture".getBytes());
        Inbound.Message in = bot.message(channel, letter("").with(message -> {
            message.remove("text");
            message.put("caption", "look");
            message.putArray("photo").addObject().put("file_id", "small").put("file_unique_id", "s").put("width", 1).put("height", 1);
            message.withArray("photo").addObject().put("file_id", "AgACphoto01").put("file_unique_id", "u").put("width", 9).put("height", 9).put("file_size", 9);
        }));
        assertThat(in.text().value()).isEqualTo("look");
        assertThat(in.media()).containsExactly(new MediaRef("AgACphoto01", "image/jpeg", "photo.jpg", 9));
        try (var file = channel.media(in.media().get(0))) {
            assertThat(file.readAllBytes()).asString().isEqualTo("a picture");
        }
        assertThatThrownBy(() -> channel.media(new MediaRef("x", "video/mp4", "big.mp4", 21_000_000))).isInstanceOf(Permanent.class)
                .hasMessageContaining("big.mp4").hasMessageContaining("20000000");
        assertThatThrownBy(() -> channel.media(new MediaRef("gone", "video/mp4", "gone.mp4", 1))).isInstanceOf(Permanent.class)
                .hasMessageContaining("wrong file_id");
        bot.close(channel);
    }

    @Test
    void says_which_album_a_picture_belongs_to_and_what_a_sticker_is() {
        Channel channel = bot.open();
        Inbound.Message part = bot.message(channel, letter("one of two").with(message -> message.put("media_group_id", "13579")));
        assertThat(part.album()).isEqualTo("13579");
        assertThat(bot.message(channel, letter("alone")).album()).isEmpty();
        assertThat(bot.message(channel, sticker(true, false)).media().get(0).mimeType()).isEqualTo("application/x-tgsticker");
        assertThat(bot.message(channel, sticker(false, true)).media().get(0).mimeType()).isEqualTo("video/webm");
        assertThat(bot.message(channel, sticker(false, false)).media().get(0).mimeType()).isEqualTo("image/webp");
        bot.close(channel);
    }

    private static Letter sticker(boolean animated, boolean video) {
        return letter("").with(message -> {
            message.remove("text");
            message.putObject("sticker").put("file_id", "CAACsticker").put("file_unique_id", "s").put("type", "regular").put("width", 512).put("height", 512)
                    .put("is_animated", animated).put("is_video", video).put("emoji", "👍");
        });
    }

    @Test
    void reads_edits_reactions_presses_places_and_moves() {
        Channel channel = bot.open();
        assertThat(bot.read(channel, letter("").with(message -> {
            message.remove("text");
            message.putObject("location").put("latitude", 52.5).put("longitude", 13.4);
        }))).first().isInstanceOfSatisfying(Inbound.Message.class, in -> assertThat(in.text().value()).isEqualTo("[Location: 52.5, 13.4]"));
        ObjectNode edited = Json.object().put("message_id", 5).put("date", 1).put("edit_date", 2).put("text", "better");
        edited.putObject("chat").put("id", Bot.ALICE).put("type", "private");
        assertThat(told(channel, "edited_message", edited)).first().isInstanceOfSatisfying(Inbound.Edited.class, in -> {
            assertThat(in.origin().messageId()).isEqualTo("5");
            assertThat(in.text().value()).isEqualTo("better");
        });
        ObjectNode reaction = Json.object().put("message_id", 6).put("date", 1);
        reaction.putObject("chat").put("id", Bot.ALICE).put("type", "private");
        reaction.putObject("user").put("id", Bot.ALICE).put("is_bot", false).put("first_name", "A");
        reaction.putArray("old_reaction").addObject().put("type", "emoji").put("emoji", "👎");
        reaction.putArray("new_reaction").addObject().put("type", "emoji").put("emoji", "👍");
        assertThat(told(channel, "message_reaction", reaction)).extracting(in -> ((Inbound.Reacted) in).emoji() + ((Inbound.Reacted) in).added())
                .containsExactly("👍true", "👎false");
        ObjectNode moved = Json.object().put("message_id", 7).put("date", 1).put("migrate_to_chat_id", Bot.GROUP);
        moved.putObject("chat").put("id", -55).put("type", "group").put("title", "Old");
        assertThat(told(channel, "message", moved)).first().isInstanceOfSatisfying(Inbound.Moved.class,
                in -> assertThat(in.to().id()).isEqualTo(String.valueOf(Bot.GROUP)));
        ObjectNode came = Json.object().put("message_id", 8).put("date", 1).put("migrate_from_chat_id", -55);
        came.putObject("chat").put("id", Bot.GROUP).put("type", "supergroup").put("title", "Old");
        assertThat(told(channel, "message", came)).first().isInstanceOfSatisfying(Inbound.Moved.class, in -> {
            assertThat(in.from().id()).isEqualTo("-55");
            assertThat(in.to().id()).isEqualTo(String.valueOf(Bot.GROUP));
        });
        bot.close(channel);
    }

    private List<Inbound> told(Channel channel, String kind, ObjectNode what) {
        int before = bot.host.accepted().size();
        bot.telegram.room().tell(kind, what);
        bot.host.until("it is accepted", () -> bot.host.accepted().size() > before);
        return channel.parse(bot.host.accepted().get(before));
    }

    @Test
    void answers_a_press_of_a_button_so_that_it_stops_spinning() throws InterruptedException {
        Channel channel = bot.open();
        ObjectNode query = Json.object().put("id", "q1").put("chat_instance", "c").put("data", "yes");
        query.putObject("from").put("id", Bot.ALICE).put("is_bot", false).put("first_name", "A");
        ObjectNode below = query.putObject("message").put("message_id", 8).put("date", 1).put("text", "Tea?");
        below.putObject("chat").put("id", Bot.ALICE).put("type", "private");
        assertThat(told(channel, "callback_query", query)).first().isInstanceOfSatisfying(Inbound.Pressed.class, in -> {
            assertThat(in.actionId()).isEqualTo("yes");
            assertThat(in.origin().messageId()).isEqualTo("8");
        });
        assertThat(bot.telegram.await("answerCallbackQuery", 1)).hasSize(1);
        assertThat(bot.telegram.heard("answerCallbackQuery").get(0).parameters().path("callback_query_id").asText()).isEqualTo("q1");
        bot.close(channel);
    }

    @Test
    void says_plainly_that_another_program_polls_or_a_webhook_is_set_and_goes_on_when_that_ends() {
        Channel channel = bot.open();
        bot.until(Health.Status.CONNECTED);
        bot.telegram.next("getUpdates", new Upset.Says(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"));
        bot.telegram.room().writes(letter("wake"));
        bot.until(Health.Status.DEGRADED);
        assertThat(bot.host.reports().get(1).detail()).contains("another program");
        assertThat(bot.host.reports().get(1).advice()).contains("@BotFather");
        bot.host.until("it goes on", () -> bot.last().status() == Health.Status.CONNECTED);
        bot.close(channel);
    }

    @Test
    void takes_away_a_webhook_that_was_left_behind_even_when_telegram_is_in_trouble_at_first() {
        bot.telegram.room().webhook("https://elsewhere.example/");
        bot.telegram.next("deleteWebhook", new Upset.Page(502));
        Channel channel = bot.open();
        bot.until(Health.Status.CONNECTED);
        assertThat(bot.host.reports()).first().satisfies(health -> assertThat(health.detail()).contains("502"));
        assertThat(bot.host.reports()).noneMatch(health -> health.detail().contains("webhook"));
        assertThat(bot.telegram.heard("deleteWebhook")).hasSize(2);
        bot.close(channel);
    }

    @Test
    void tells_the_house_of_each_round_trip() {
        Channel channel = bot.open();
        bot.until(Health.Status.CONNECTED);
        int before = bot.host.roundTrips();
        assertThat(before).isPositive();
        bot.telegram.room().writes(letter("wake"));
        bot.host.until("another is proven", () -> bot.host.roundTrips() > before);
        bot.close(channel);
    }

    @Test
    void two_accounts_cannot_be_the_same_bot() {
        Channel channel = bot.open();
        assertThatThrownBy(() -> bot.open("work")).isInstanceOf(Permanent.class).hasMessageContaining("'default' and 'work'").hasMessageNotContaining(FakeTelegram.TOKEN);
        bot.close(channel);
        bot.close(bot.open("work"));
    }

    @Test
    void survives_a_gateway_page_and_says_that_telegram_is_in_trouble() {
        bot.telegram.next("getMe", new Upset.Page(502));
        Channel channel = bot.open();
        bot.until(Health.Status.DEGRADED);
        bot.until(Health.Status.CONNECTED);
        assertThat(bot.host.reports()).extracting(Health::detail).first().asString().contains("502").doesNotContain(FakeTelegram.TOKEN);
        bot.close(channel);
    }

    @Test
    void says_in_a_check_what_privacy_mode_means_and_that_a_webhook_is_in_the_way() {
        Channel channel = bot.open();
        bot.until(Health.Status.CONNECTED);
        assertThat(channel.probe().ok()).isTrue();
        assertThat(channel.probe().advice()).contains("/setprivacy");
        bot.telegram.room().hearsAll(true);
        assertThat(channel.probe().advice()).isEmpty();
        bot.telegram.room().webhook("https://elsewhere.example/");
        assertThat(channel.probe().ok()).isFalse();
        assertThat(channel.probe().detail()).contains("webhook");
        bot.close(channel);
    }
}
