package dev.chela.channel.telegram.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.pengrad.telegrambot.TelegramBot;
import com.pengrad.telegrambot.model.Update;
import com.pengrad.telegrambot.model.request.InputMediaPhoto;
import com.pengrad.telegrambot.model.request.InputMediaVideo;
import com.pengrad.telegrambot.model.request.ParseMode;
import com.pengrad.telegrambot.request.DeleteMessage;
import com.pengrad.telegrambot.request.EditMessageText;
import com.pengrad.telegrambot.request.GetMe;
import com.pengrad.telegrambot.request.GetUpdates;
import com.pengrad.telegrambot.request.GetWebhookInfo;
import com.pengrad.telegrambot.request.SendMediaGroup;
import com.pengrad.telegrambot.request.SendMessage;
import com.pengrad.telegrambot.request.SendPhoto;
import com.pengrad.telegrambot.response.MessagesResponse;
import com.pengrad.telegrambot.response.SendResponse;
import dev.chela.testkit.telegram.FakeTelegram;
import dev.chela.testkit.telegram.Letter;
import dev.chela.testkit.telegram.Upset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Our stand-in for Telegram, as a published client finds it that nobody wrote for us. */
@Timeout(60)
class PublishedClientTest {
    private final FakeTelegram telegram = FakeTelegram.start();
    private final TelegramBot client = new TelegramBot.Builder(FakeTelegram.TOKEN).apiUrl(telegram.root() + "/bot")
            .fileApiUrl(telegram.root() + "/file/bot").build();

    @AfterEach
    void stop() {
        client.shutdown();
        telegram.close();
    }

    @Test
    void introduces_itself_and_has_no_webhook() {
        assertThat(client.execute(new GetMe()).user().username()).isEqualTo(FakeTelegram.BOT_NAME);
        assertThat(client.execute(new GetWebhookInfo()).webhookInfo().url()).isEmpty();
    }

    @Test
    void tells_updates_until_their_offset_is_passed() {
        telegram.room().writes(Letter.from(1_001, "hello @" + FakeTelegram.BOT_NAME).in(-100).mentioning());
        List<Update> told = client.execute(new GetUpdates().limit(10).timeout(0)).updates();
        assertThat(told).singleElement().satisfies(update -> {
            assertThat(update.message().text()).startsWith("hello");
            assertThat(update.message().from().id()).isEqualTo(1_001);
            assertThat(update.message().entities()).hasSize(1);
        });
        assertThat(client.execute(new GetUpdates().limit(10).timeout(0)).updates()).hasSize(1);
        assertThat(client.execute(new GetUpdates().offset(told.get(0).updateId() + 1).timeout(0)).updates()).isEmpty();
    }

    @Test
    void takes_messages_edits_and_deletions() {
        SendResponse sent = client.execute(new SendMessage(1_001L, "<b>hi</b>").parseMode(ParseMode.HTML));
        assertThat(sent.isOk()).isTrue();
        assertThat(sent.message().text()).isEqualTo("hi");
        assertThat(client.execute(new EditMessageText(1_001L, sent.message().messageId(), "ho")).isOk()).isTrue();
        assertThat(telegram.room().texts("1001")).containsExactly("ho");
        assertThat(client.execute(new EditMessageText(1_001L, sent.message().messageId(), "ho")).description()).contains("not modified");
        assertThat(client.execute(new DeleteMessage(1_001L, sent.message().messageId())).isOk()).isTrue();
    }

    @Test
    void takes_files_and_albums() {
        assertThat(client.execute(new SendPhoto(1_001L, new byte[] {1, (byte) 0x89}).caption("look")).isOk()).isTrue();
        MessagesResponse album = client.execute(new SendMediaGroup(1_001L, new InputMediaPhoto(new byte[] {2}).caption("both"), new InputMediaVideo(new byte[] {3})));
        assertThat(album.isOk()).isTrue();
        assertThat(album.messages()).hasSize(2);
        assertThat(telegram.room().seen()).extracting(seen -> seen.text() + seen.file().orElseThrow().content())
                .containsExactly("look\u0001\u0089", "both\u0002", "\u0003");
    }

    @Test
    void refuses_in_telegrams_form() {
        SendResponse unparsed = client.execute(new SendMessage(1_001L, "<b>hi").parseMode(ParseMode.HTML));
        assertThat(unparsed.errorCode()).isEqualTo(400);
        assertThat(unparsed.description()).contains("can't parse entities");
        telegram.next("sendMessage", new Upset.Says(429, "Too Many Requests: retry after 3", 3, 0));
        assertThat(client.execute(new SendMessage(1_001L, "hi")).parameters().retryAfter()).isEqualTo(3);
    }
}
