package dev.chela.channel.telegram.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import dev.chela.testkit.telegram.BotRoom.Seen;
import dev.chela.testkit.telegram.FakeTelegram;
import dev.chela.testkit.telegram.Heard;
import dev.chela.testkit.telegram.Upset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class SendingTest {
    private static final DeliveryKey KEY = new DeliveryKey("run:9");
    private static final String ALICE = String.valueOf(Bot.ALICE);

    private final Bot bot = new Bot().with("linkPreview", false);
    private Channel channel;

    @BeforeEach
    void open() {
        channel = bot.open();
    }

    @AfterEach
    void stop() {
        bot.close(channel);
        assertThat(Judge.complaints(bot.telegram)).isEmpty();
        bot.close();
    }

    private Delivery say(String html) {
        return Bot.send(channel, Bot.post(Bot.CHAT, "telegram-html", html));
    }

    /** What sends to another address, or with a budget of its own. */
    private Sending at(String root) {
        return new Sending(new BotApi(bot.host.http(), root, FakeTelegram.TOKEN, () -> { }), new Budget(() -> 0), bot.host, true, () -> { });
    }

    private ObjectNode last(String method) {
        var calls = bot.telegram.heard(method);
        return calls.get(calls.size() - 1).parameters();
    }

    @Test
    void sends_marked_text_into_a_topic_as_an_answer() {
        Conversation topic = new Conversation(String.valueOf(Bot.GROUP), Conversation.Kind.GROUP, "42", "", "");
        Delivery sent = Bot.send(channel, new Outbound.Post(topic, new ReplyTo("7", "", false, ""), new Rendered("telegram-html", "<b>hi</b> you"),
                List.of(), List.of(new Button("Yes", "y"), new Button("No", "n")), Tone.SILENT));
        assertThat(((Delivery.Sent) sent).refs()).hasSize(1);
        assertThat(bot.telegram.room().texts(String.valueOf(Bot.GROUP))).containsExactly("hi you");
        ObjectNode call = last("sendMessage");
        assertThat(call.path("message_thread_id").asLong()).isEqualTo(42);
        assertThat(call.path("reply_parameters").path("message_id").asLong()).isEqualTo(7);
        assertThat(call.path("disable_notification").asBoolean()).isTrue();
        assertThat(call.path("link_preview_options").path("is_disabled").asBoolean()).isTrue();
        assertThat(call.path("reply_markup").path("inline_keyboard")).hasSize(2);
    }

    @Test
    void sends_plain_words_when_telegram_does_not_understand_the_marks() {
        assertThat(say("<b>1 &lt; 2</b> <a href=\"https://e.org/\">there</a> <u")).isInstanceOf(Delivery.Sent.class);
        assertThat(bot.telegram.room().texts(ALICE)).hasSize(1).first().asString().startsWith("1 < 2 there (https://e.org/)");
        assertThat(bot.telegram.heard("sendMessage")).hasSize(2);
    }

    @Test
    void does_not_know_what_became_of_a_message_whose_answer_was_lost_and_does_not_send_it_again() {
        bot.telegram.next("sendMessage", new Upset.AnswerLost());
        assertThat(say("once")).isInstanceOf(Delivery.InDoubt.class);
        assertThat(bot.telegram.room().texts(ALICE)).containsExactly("once");
        assertThat(channel.recall(Bot.post(Bot.CHAT, "plain", "once"), new DeliveryKey("run:1"))).isEmpty();
        bot.telegram.next("sendMessage", new Upset.Page(502));
        assertThat(say("twice")).isInstanceOf(Delivery.InDoubt.class);
        bot.telegram.next("sendMessage", new Upset.Page(200));
        assertThat(say("thrice")).as("this is not Telegram").isInstanceOf(Delivery.InDoubt.class);
    }

    @Test
    void repeats_what_never_left_and_what_may_be_done_twice() {
        Outbound edit = new Outbound.Edit(Bot.CHAT, new MessageRef("5"), new Rendered("plain", "x"));
        bot.telegram.next("editMessageText", new Upset.AnswerLost());
        bot.telegram.next("editMessageText", new Upset.Page(500));
        assertThat(Bot.send(channel, edit)).isInstanceOf(Delivery.Rejected.class);
        assertThat(Bot.send(channel, edit)).isInstanceOf(Delivery.Retry.class);
        assertThat(channel.recall(edit, new DeliveryKey("run:1"))).get().isInstanceOf(Delivery.Retry.class);
        assertThat(at("http://127.0.0.1:1").deliver(Bot.post(Bot.CHAT, "plain", "nobody is there"), KEY)).isInstanceOf(Delivery.Retry.class);
    }

    @Test
    void waits_as_long_as_telegram_says() {
        bot.telegram.next("sendMessage", new Upset.Says(429, "Too Many Requests: retry after 600", 600, 0));
        assertThat(say("soon")).isEqualTo(new Delivery.Retry(Duration.ofMinutes(10)));
        assertThat(say("soon")).isInstanceOfSatisfying(Delivery.Retry.class, retry -> assertThat(retry.after()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(10).plusSeconds(1)));
        assertThat(bot.telegram.heard("sendMessage")).hasSize(1);
    }

    @Test
    void follows_a_group_that_got_another_id() {
        Conversation old = new Conversation("-55", Conversation.Kind.GROUP, "", "", "");
        bot.telegram.next("sendMessage", new Upset.Says(400, "Bad Request: group chat was upgraded to a supergroup chat", 0, Bot.GROUP));
        assertThat(Bot.send(channel, Bot.post(old, "plain", "here"))).isInstanceOf(Delivery.Sent.class);
        assertThat(Bot.send(channel, Bot.post(old, "plain", "still"))).isInstanceOf(Delivery.Sent.class);
        assertThat(bot.telegram.room().texts(String.valueOf(Bot.GROUP))).containsExactly("here", "still");
    }

    @ParameterizedTest
    @CsvSource({"403, Forbidden: bot was blocked by the user, FORBIDDEN", "400, Bad Request: chat not found, NOT_FOUND",
        "400, Bad Request: message is too long, TOO_LARGE", "413, Request Entity Too Large, TOO_LARGE", "400, Bad Request: wrong, BAD_FORMAT"})
    void says_why_telegram_will_never_take_it(int code, String words, Refusal kind) {
        bot.telegram.next("sendMessage", new Upset.Says(code, words));
        assertThat(say("x")).isInstanceOfSatisfying(Delivery.Rejected.class, refused -> {
            assertThat(refused.kind()).isEqualTo(kind);
            assertThat(refused.detail()).contains(words);
        });
    }

    @Test
    void keeps_what_is_to_be_sent_while_the_token_is_revoked_and_says_so() {
        bot.until(Health.Status.CONNECTED);
        bot.telegram.next("sendMessage", new Upset.Says(401, "Unauthorized"));
        assertThat(say("later")).isInstanceOf(Delivery.Retry.class);
        bot.until(Health.Status.AUTH_FAILED);
        assertThat(bot.host.reports()).noneMatch(health -> health.toString().contains(FakeTelegram.TOKEN));
    }

    @Test
    void an_edit_that_changes_nothing_and_a_deletion_of_nothing_are_done() {
        MessageRef ref = ((Delivery.Sent) say("same")).refs().get(0);
        assertThat(Bot.send(channel, new Outbound.Edit(Bot.CHAT, ref, new Rendered("plain", "same")))).isInstanceOf(Delivery.Sent.class);
        assertThat(Bot.send(channel, new Outbound.Edit(Bot.CHAT, ref, new Rendered("telegram-html", "<i>other</i>")))).isInstanceOf(Delivery.Sent.class);
        assertThat(bot.telegram.room().texts(ALICE)).containsExactly("other");
        assertThat(Bot.send(channel, new Outbound.Delete(Bot.CHAT, ref))).isInstanceOf(Delivery.Sent.class);
        assertThat(Bot.send(channel, new Outbound.Delete(Bot.CHAT, ref))).isInstanceOf(Delivery.Sent.class);
        assertThat(bot.telegram.room().seen()).isEmpty();
    }

    @Test
    void sends_files_that_telegram_has_or_can_fetch_by_what_they_are() {
        assertThat(Bot.send(channel, Bot.file("image/png", "https://e.org/a.png", "look", new Button("Ok", "ok")))).isInstanceOf(Delivery.Sent.class);
        assertThat(last("sendPhoto").path("caption").asText()).isEqualTo("look");
        assertThat(last("sendPhoto").path("reply_markup").path("inline_keyboard")).hasSize(1);
        assertThat(Bot.send(channel, Bot.file("audio/ogg", "AwACvoice01", ""))).isInstanceOf(Delivery.Sent.class);
        assertThat(last("sendVoice").has("caption")).isFalse();
        assertThat(Bot.send(channel, Bot.file("image/png", "/etc/passwd", "look"))).isInstanceOfSatisfying(Delivery.Rejected.class,
                refused -> assertThat(refused.detail()).contains("/etc/passwd", "neither kept here"));
    }

    @Test
    void puts_words_that_do_not_fit_under_a_file_before_it_and_does_not_say_them_twice_when_only_they_arrived() {
        String words = "long ".repeat(300).strip();
        assertThat(Bot.send(channel, Bot.file("application/pdf", "BQACdocument", words))).isInstanceOf(Delivery.Sent.class);
        assertThat(bot.telegram.room().texts(ALICE)).containsExactly(words, "");
        bot.telegram.next("sendDocument", new Upset.Says(429, "Too Many Requests: retry after 5", 5, 0));
        bot.telegram.next("sendDocument", new Upset.Says(400, "Bad Request: wrong remote file"));
        bot.telegram.next("sendDocument", new Upset.AnswerLost());
        Outbound file = Bot.file("application/pdf", "BQACdocument", words);
        DeliveryKey key = new DeliveryKey("run:2");
        assertThat(fresh().deliver(file, key)).isEqualTo(new Delivery.Retry(Duration.ofSeconds(5)));
        assertThat(fresh().deliver(file, key)).isInstanceOfSatisfying(Delivery.Rejected.class, no -> assertThat(no.detail())
                .contains("1 of 2 messages arrived", "sendDocument", "wrong remote file"));
        assertThat(fresh().deliver(file, key)).isInstanceOfSatisfying(Delivery.InDoubt.class, doubt -> assertThat(doubt.why()).contains("1 of 2"));
        assertThat(fresh().deliver(file, key)).isInstanceOfSatisfying(Delivery.Sent.class, sent -> assertThat(sent.refs()).hasSize(2));
        assertThat(bot.telegram.room().texts(ALICE)).as("the words once, the file whose answer was lost twice").containsExactly(words, "", words, "", "");
    }

    /** As after a restart. */
    private Sending fresh() {
        return at(bot.telegram.root().toString());
    }

    private MediaRef kept(String name, String mimeType, String content) {
        return bot.host.keep(name, mimeType, content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Outbound.Post with(String text, MediaRef... files) {
        return new Outbound.Post(Bot.CHAT, new ReplyTo("7", "", false, ""), new Rendered("telegram-html", text), List.of(files), List.of(), Tone.NORMAL);
    }

    @ParameterizedTest
    @CsvSource({"image/png, sendPhoto, photo", "image/gif, sendAnimation, animation", "audio/ogg, sendVoice, voice", "audio/mpeg, sendAudio, audio",
        "video/mp4, sendVideo, video", "application/pdf, sendDocument, document"})
    void uploads_what_the_house_keeps_as_what_it_is(String mimeType, String method, String field) {
        String content = "\u0000\u0089\r\n--x\u00ff";
        assertThat(Bot.send(channel, with("<b>look</b>", kept("Größe 1.bin", mimeType, content)))).isInstanceOfSatisfying(Delivery.Sent.class,
                sent -> assertThat(sent.refs()).hasSize(1));
        assertThat(bot.telegram.room().seen()).singleElement().satisfies(seen -> {
            assertThat(seen.method()).isEqualTo(method);
            assertThat(seen.text()).isEqualTo("look");
            assertThat(seen.file()).contains(new Heard.Upload("Größe 1.bin", mimeType, content));
            assertThat(seen.call().path("reply_parameters").path("message_id").asLong()).isEqualTo(7);
        });
        assertThat(bot.telegram.heard(method).get(0).files()).containsOnlyKeys(field);
    }

    @Test
    void pictures_and_films_are_one_album_whose_words_stand_under_the_first() {
        Delivery sent = Bot.send(channel, with("1 <u", kept("a.png", "image/png", "a"), kept("b.mp4", "video/mp4", "b"), kept("c.jpg", "image/jpeg", "c")));
        assertThat(sent).isInstanceOfSatisfying(Delivery.Sent.class, album -> assertThat(album.refs()).hasSize(3));
        assertThat(bot.telegram.room().seen()).extracting(seen -> seen.text() + seen.file().orElseThrow().name()).containsExactly("1 <ua.png", "b.mp4", "c.jpg");
        assertThat(bot.telegram.heard("sendMediaGroup")).as("with marks, and without").hasSize(2);
        assertThat(Bot.send(channel, with("", kept("a.png", "image/png", "a"), kept("d.pdf", "application/pdf", "d")))).isInstanceOf(Delivery.Sent.class);
        assertThat(bot.telegram.room().seen()).extracting(Seen::method).endsWith("sendPhoto", "sendDocument");
    }

    @Test
    void a_picture_that_is_too_large_for_one_is_a_document_and_what_is_too_large_for_telegram_is_refused_by_name() {
        assertThat(Bot.send(channel, with("", kept("big.png", "image/png", "x".repeat(10_000_001))))).isInstanceOf(Delivery.Sent.class);
        assertThat(bot.telegram.room().seen()).singleElement().satisfies(seen -> assertThat(seen.method()).isEqualTo("sendDocument"));
        MediaRef huge = new MediaRef(MediaRef.KEPT + "huge", "application/zip", "huge.zip", 50_000_001);
        assertThat(Bot.send(channel, with("", huge))).isInstanceOfSatisfying(Delivery.Rejected.class, no -> {
            assertThat(no.kind()).isEqualTo(Refusal.TOO_LARGE);
            assertThat(no.detail()).contains("huge.zip", "50000001", "50000000");
        });
        MediaRef gone = new MediaRef(MediaRef.KEPT + "gone", "application/zip", "gone.zip", 1);
        assertThat(Bot.send(channel, with("", gone))).isInstanceOfSatisfying(Delivery.Rejected.class, no -> assertThat(no.detail()).contains("gone.zip"));
        assertThat(bot.telegram.room().seen()).hasSize(1);
    }

    @Test
    void an_upload_that_is_put_off_is_repeated_and_one_whose_answer_is_lost_is_in_doubt() {
        Outbound file = with("", kept("a.png", "image/png", "a"));
        bot.telegram.next("sendPhoto", new Upset.Says(429, "Too Many Requests: retry after 5", 5, 0));
        bot.telegram.next("sendPhoto", new Upset.AnswerLost());
        bot.telegram.next("sendPhoto", new Upset.Says(403, "Forbidden: bot was blocked by the user"));
        assertThat(fresh().deliver(file, KEY)).isEqualTo(new Delivery.Retry(Duration.ofSeconds(5)));
        assertThat(fresh().deliver(file, KEY)).isInstanceOf(Delivery.InDoubt.class);
        assertThat(fresh().deliver(file, KEY)).isInstanceOfSatisfying(Delivery.Rejected.class, no -> assertThat(no.kind()).isEqualTo(Refusal.FORBIDDEN));
        assertThat(at("http://127.0.0.1:1").deliver(file, KEY)).isInstanceOf(Delivery.Retry.class);
    }

    @Test
    void a_poll_lets_a_person_take_one_choice_or_several() {
        assertThat(Bot.send(channel, new Outbound.Poll(Bot.CHAT, "Tea?", List.of("Green", "Black", "None")))).isInstanceOf(Delivery.Sent.class);
        assertThat(last("sendPoll").has("allows_multiple_answers")).isFalse();
        assertThat(Bot.send(channel, new Outbound.Poll(Bot.CHAT, "Tea?", List.of("Green", "Black", "None"), 2))).isInstanceOf(Delivery.Sent.class);
        assertThat(last("sendPoll").path("allows_multiple_answers").asBoolean()).isTrue();
    }

    @Test
    void refuses_by_name_what_telegram_would_not_take() {
        assertThat(Bot.send(channel, Bot.file("image/png", "https://e.org/a.png", "x", new Button("Long", "a".repeat(65)))))
                .isInstanceOfSatisfying(Delivery.Rejected.class, refused -> assertThat(refused.detail()).contains("Long", "65"));
        assertThat(Bot.send(channel, new Outbound.Poll(Bot.CHAT, "Tea?", List.of("Yes")))).isInstanceOf(Delivery.Rejected.class);
        assertThat(say(" ")).isInstanceOf(Delivery.Rejected.class);
        assertThat(Bot.send(channel, new Outbound.Delete(Bot.CHAT, new MessageRef("the last one")))).isInstanceOf(Delivery.Rejected.class);
        assertThat(bot.telegram.room().seen()).isEmpty();
    }

    @Test
    void shows_that_it_types() {
        channel.hint(new Conversation(String.valueOf(Bot.GROUP), Conversation.Kind.GROUP, "42", "", ""), Hint.TYPING);
        assertThat(last("sendChatAction").path("action").asText()).isEqualTo("typing");
        assertThat(last("sendChatAction").path("message_thread_id").asLong()).isEqualTo(42);
        channel.hint(Bot.CHAT, Hint.IDLE);
        assertThat(bot.telegram.heard("sendChatAction")).hasSize(1);
    }
}
