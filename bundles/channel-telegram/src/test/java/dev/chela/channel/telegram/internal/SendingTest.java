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
import dev.chela.api.channel.MessageRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Refusal;
import dev.chela.api.channel.Rendered;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.channel.Tone;
import dev.chela.testkit.telegram.FakeTelegram;
import dev.chela.testkit.telegram.Upset;
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
        return new Sending(new BotApi(bot.host.http(), root, FakeTelegram.TOKEN, () -> { }), new Budget(() -> 0), new Moves(bot.host.state()), true, () -> { });
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
    }

    @Test
    void repeats_what_never_left_and_what_may_be_done_twice() {
        Outbound edit = new Outbound.Edit(Bot.CHAT, new MessageRef("5"), new Rendered("plain", "x"));
        bot.telegram.next("editMessageText", new Upset.AnswerLost());
        bot.telegram.next("editMessageText", new Upset.Page(500));
        assertThat(Bot.send(channel, edit)).isInstanceOf(Delivery.Rejected.class);
        assertThat(Bot.send(channel, edit)).isInstanceOf(Delivery.Retry.class);
        assertThat(channel.recall(edit, new DeliveryKey("run:1"))).get().isInstanceOf(Delivery.Retry.class);
        assertThat(at("http://127.0.0.1:1").deliver(Bot.post(Bot.CHAT, "plain", "nobody is there"))).isInstanceOf(Delivery.Retry.class);
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
                refused -> assertThat(refused.detail()).contains("/etc/passwd", "uploading is not built"));
    }

    @Test
    void puts_words_that_do_not_fit_under_a_file_before_it_and_tells_when_only_they_arrived() {
        String words = "long ".repeat(300).strip();
        assertThat(Bot.send(channel, Bot.file("application/pdf", "BQACdocument", words))).isInstanceOf(Delivery.Sent.class);
        assertThat(bot.telegram.room().texts(ALICE)).containsExactly(words, "");
        bot.telegram.next("sendDocument", new Upset.Says(400, "Bad Request: wrong remote file"));
        Delivery half = at(bot.telegram.root().toString()).deliver(Bot.file("application/pdf", "BQACdocument", words));
        assertThat(half).isInstanceOfSatisfying(Delivery.InDoubt.class, doubt -> assertThat(doubt.why()).contains("sendDocument", "wrong remote file"));
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
