package dev.chela.channel.telegram.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Account;
import dev.chela.api.channel.ChannelType;
import dev.chela.api.channel.Conversation;
import dev.chela.api.net.Http;
import dev.chela.core.net.internal.JdkHttp;
import dev.chela.core.task.SystemClock;
import dev.chela.testkit.channel.Neighbour;
import dev.chela.testkit.channel.PlatformContract;
import dev.chela.testkit.http.Ailing;
import dev.chela.testkit.telegram.FakeTelegram;
import dev.chela.testkit.telegram.Letter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TelegramContractTest extends PlatformContract {
    private static final long ALICE = 1_001;
    private static final String OTHER = "7000000003:AAFakeTokenForTheOther456789abcdefg";
    private static final long GROUP = -1_002_000_000_001L;

    private final FakeTelegram telegram = FakeTelegram.start();
    private final FakeTelegram other = FakeTelegram.start(OTHER, "other_test_bot");
    private final SystemClock clock = new SystemClock();
    private final JdkHttp http = new JdkHttp(clock);

    @AfterEach
    void stop() {
        assertThat(Judge.complaints(telegram)).isEmpty();
        telegram.close();
        other.close();
        http.close();
        clock.close();
    }

    @Override
    protected ChannelType type() {
        return new Telegram();
    }

    @Override
    protected void writes(String sender, String text) {
        telegram.room().writes(Letter.from(ALICE, text));
    }

    @Override
    protected Optional<Conversation> writesInGroup(String sender, String text, boolean spoken) {
        Letter letter = Letter.from(ALICE, spoken ? "@" + FakeTelegram.BOT_NAME + " " + text : text).in(GROUP);
        telegram.room().writes(spoken ? letter.mentioning() : letter);
        return Optional.of(new Conversation(String.valueOf(GROUP), Conversation.Kind.GROUP, "", "", ""));
    }

    @Override
    protected List<String> seen() {
        return telegram.room().texts(String.valueOf(ALICE));
    }

    @Override
    protected Conversation conversation(String sender) {
        return new Conversation(String.valueOf(ALICE), Conversation.Kind.DIRECT, "", "", "");
    }

    @Override
    protected Neighbour neighbour() {
        return new Neighbour(new Account("office", Map.of("apiRoot", other.root().toString())), Map.of("botToken", OTHER),
                text -> other.room().writes(Letter.from(ALICE, text)), () -> other.room().texts(String.valueOf(ALICE)));
    }

    @Override
    protected Optional<Ailing> ailing() {
        return Optional.of(telegram.ailing());
    }

    @Override
    protected Account account() {
        return new Account("default", Map.of("apiRoot", telegram.root().toString()));
    }

    @Override
    protected Map<String, String> secrets() {
        return Map.of("botToken", FakeTelegram.TOKEN);
    }

    @Override
    protected Map<String, String> wrongSecrets() {
        return Map.of("botToken", "7000000002:AAnotherTokenThatNobodyKnows01234567");
    }

    @Override
    protected Http http() {
        return http;
    }
}
