package dev.chela.channel.discord.internal;

import dev.chela.api.channel.Account;
import dev.chela.api.channel.ChannelType;
import dev.chela.api.channel.Conversation;
import dev.chela.api.net.Http;
import dev.chela.core.net.internal.JdkHttp;
import dev.chela.core.task.SystemClock;
import dev.chela.testkit.channel.Neighbour;
import dev.chela.testkit.channel.PlatformContract;
import dev.chela.testkit.discord.FakeDiscord;
import dev.chela.testkit.discord.Note;
import dev.chela.testkit.http.Ailing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DiscordContractTest extends PlatformContract {
    private static final String OTHER = "NzAwMDAwMDAwMDAwMDAwMDAz.Other2.for-tests-only_0123456789abcdefghijklm";

    private final FakeDiscord discord = FakeDiscord.start();
    private final FakeDiscord other = FakeDiscord.start(OTHER);
    private final SystemClock clock = new SystemClock();
    private final JdkHttp http = new JdkHttp(clock);

    @AfterEach
    void stop() {
        discord.close();
        other.close();
        http.close();
        clock.close();
    }

    @Override
    protected ChannelType type() {
        return new Discord(Duration.ofMillis(20), Pulse.Pace.USUAL);
    }

    @Override
    protected void writes(String sender, String text) {
        write(discord, Note.from(FakeDiscord.ALICE, text));
    }

    /** Before a bot was ever there nobody keeps anything for it. */
    private static void write(FakeDiscord discord, Note note) {
        try {
            discord.gateway().await("a session", discord.gateway()::heard);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        discord.world().writes(note);
    }

    @Override
    protected Optional<Conversation> writesInGroup(String sender, String text, boolean spoken) {
        Note note = Note.from(FakeDiscord.ALICE, text).in(FakeDiscord.GENERAL);
        write(discord, spoken ? note.mentioning() : note);
        return Optional.of(new Conversation(FakeDiscord.GENERAL, Conversation.Kind.CHANNEL, "", FakeDiscord.GUILD, "general"));
    }

    @Override
    protected List<String> seen() {
        return discord.world().texts(discord.world().direct(FakeDiscord.ALICE));
    }

    @Override
    protected Conversation conversation(String sender) {
        return new Conversation(FakeDiscord.ALICE, Conversation.Kind.DIRECT, "", "", "");
    }

    @Override
    protected Neighbour neighbour() {
        return new Neighbour(new Account("office", Map.of("apiRoot", other.root().toString())), Map.of("token", OTHER),
                text -> write(other, Note.from(FakeDiscord.ALICE, text)), () -> other.world().texts(other.world().direct(FakeDiscord.ALICE)));
    }

    @Override
    protected Optional<Ailing> ailing() {
        return Optional.of(discord.ailing());
    }

    @Override
    protected Account account() {
        return new Account("default", Map.of("apiRoot", discord.root().toString()));
    }

    @Override
    protected Map<String, String> secrets() {
        return Map.of("token", FakeDiscord.TOKEN);
    }

    @Override
    protected Map<String, String> wrongSecrets() {
        return Map.of("token", "NzAwMDAwMDAwMDAwMDAwMDAy.Other1.nobody-knows-this-one_0123456789abcdef");
    }

    @Override
    protected Http http() {
        return http;
    }
}
