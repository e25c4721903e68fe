package dev.chela.channel.slack.internal;

import dev.chela.api.channel.Account;
import dev.chela.api.channel.ChannelType;
import dev.chela.api.channel.Conversation;
import dev.chela.api.net.Http;
import dev.chela.core.net.internal.JdkHttp;
import dev.chela.core.task.SystemClock;
import dev.chela.testkit.channel.Neighbour;
import dev.chela.testkit.channel.PlatformContract;
import dev.chela.testkit.http.Ailing;
import dev.chela.testkit.slack.FakeSlack;
import dev.chela.testkit.slack.Note;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SlackContractTest extends PlatformContract {
    private static final String OTHER_BOT = "xoxb-100000000000-200000000001-forTestsOnly0123456789";
    private static final String OTHER_APP = "xapp-1-A0CHELA02-300000000000-fortestsonly0123456789abcdef";

    private final FakeSlack slack = FakeSlack.start();
    private final FakeSlack other = FakeSlack.start(OTHER_BOT, OTHER_APP);
    private final SystemClock clock = new SystemClock();
    private final JdkHttp http = new JdkHttp(clock);

    @AfterEach
    void stop() {
        slack.close();
        other.close();
        http.close();
        clock.close();
    }

    @Override
    protected ChannelType type() {
        return new Slack(new Slack.Timing(Duration.ofMillis(20), Watch.Pace.USUAL, InstantSource.system(), System::nanoTime));
    }

    @Override
    protected void writes(String sender, String text) {
        slack.world().writes(Note.from(FakeSlack.ALICE, text));
    }

    @Override
    protected Optional<Conversation> writesInGroup(String sender, String text, boolean spoken) {
        Note note = Note.from(FakeSlack.ALICE, text).in(FakeSlack.GENERAL);
        slack.world().writes(spoken ? note.mentioning() : note);
        return Optional.of(Bot.GENERAL);
    }

    @Override
    protected List<String> seen() {
        return slack.world().texts(slack.world().direct(FakeSlack.ALICE));
    }

    @Override
    protected Conversation conversation(String sender) {
        return Bot.CHAT;
    }

    @Override
    protected Neighbour neighbour() {
        return new Neighbour(new Account("office", Map.of("apiRoot", other.root().toString())), Map.of("botToken", OTHER_BOT, "appToken", OTHER_APP),
                text -> other.world().writes(Note.from(FakeSlack.ALICE, text)), () -> other.world().texts(other.world().direct(FakeSlack.ALICE)));
    }

    @Override
    protected Optional<Ailing> ailing() {
        return Optional.of(slack.ailing());
    }

    @Override
    protected Account account() {
        return new Account("default", Map.of("apiRoot", slack.root().toString()));
    }

    @Override
    protected Map<String, String> secrets() {
        return Map.of("botToken", FakeSlack.BOT_TOKEN, "appToken", FakeSlack.APP_TOKEN);
    }

    @Override
    protected Map<String, String> wrongSecrets() {
        return Map.of("botToken", "xoxb-100000000000-200000000000-nobodyKnowsThisOne00000", "appToken", FakeSlack.APP_TOKEN);
    }

    @Override
    protected Http http() {
        return http;
    }
}
