package dev.chela.channel.slack.internal;

import dev.chela.api.channel.Account;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.Health;
import dev.chela.api.channel.Inbound;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Rendered;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.channel.Tone;
import dev.chela.core.net.internal.JdkHttp;
import dev.chela.core.task.SystemClock;
import dev.chela.testkit.channel.TestHost;
import dev.chela.testkit.slack.FakeSlack;
import dev.chela.testkit.slack.Note;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** An open account, its stand-in for Slack, and a host that remembers. */
final class Bot implements AutoCloseable {
    static final String ALICE = FakeSlack.ALICE;
    static final String BOB = FakeSlack.BOB;
    static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    static final Conversation CHAT = new Conversation(ALICE, Conversation.Kind.DIRECT, "", FakeSlack.TEAM, "");
    static final Conversation GENERAL = new Conversation(FakeSlack.GENERAL, Conversation.Kind.CHANNEL, "", FakeSlack.TEAM, "general");

    final FakeSlack slack = FakeSlack.start();
    final AtomicReference<Duration> shift = new AtomicReference<>(Duration.ZERO);
    final Slack type;
    private final AtomicLong ahead = new AtomicLong();
    private final SystemClock clock = new SystemClock();
    private final JdkHttp http = new JdkHttp(clock);
    private final TestHost.Memory memory = new TestHost.Memory();
    private final Map<String, Object> settings = new HashMap<>(Map.of("apiRoot", slack.root().toString()));
    private final Map<String, String> secrets = new HashMap<>(Map.of("botToken", FakeSlack.BOT_TOKEN, "appToken", FakeSlack.APP_TOKEN, "signingSecret", SECRET));
    TestHost host = new TestHost(memory, Map.of(), http);

    Bot() {
        this(Watch.Pace.USUAL);
    }

    Bot(Watch.Pace pace) {
        type = new Slack(new Slack.Timing(Duration.ofMillis(20), pace, this::now, () -> System.nanoTime() + ahead.get()));
    }

    Bot with(String key, Object value) {
        settings.put(key, value);
        return this;
    }

    Bot secret(String key, String value) {
        secrets.put(key, value);
        return this;
    }

    Instant now() {
        return Instant.now().plus(shift.get());
    }

    /** For what counts calls. */
    void pass(Duration time) {
        ahead.addAndGet(time.toNanos());
    }

    Channel open() {
        return open("default");
    }

    Channel open(String account) {
        host = new TestHost(memory, secrets, http);
        return type.open(new Account(account, Map.copyOf(settings)), host);
    }

    /** One that hears already. */
    Channel listening() {
        Channel channel = open();
        until(Health.Status.CONNECTED);
        return channel;
    }

    void close(Channel channel) {
        channel.quiesce();
        channel.close();
        host.end();
    }

    void until(Health.Status status) {
        host.until("it is " + status, () -> !host.reports().isEmpty() && last().status() == status);
    }

    Health last() {
        return host.reports().get(host.reports().size() - 1);
    }

    /** What is heard when something happens. */
    List<Inbound> read(Channel channel, Runnable happens) {
        int before = host.accepted().size();
        happens.run();
        host.until("it is accepted", () -> host.accepted().size() > before);
        return channel.parse(host.accepted().get(before));
    }

    Inbound.Message message(Channel channel, Note note) {
        return (Inbound.Message) read(channel, () -> slack.world().writes(note)).get(0);
    }

    /** What was said, in the order in which it was stored. */
    List<String> heard(Channel channel) {
        return host.accepted().stream().flatMap(raw -> channel.parse(raw).stream()).filter(Inbound.Message.class::isInstance)
                .map(event -> ((Inbound.Message) event).text().value()).toList();
    }

    void untilHeard(Channel channel, String text) {
        host.until("'" + text + "' is heard", () -> heard(channel).contains(text));
    }

    static Outbound.Post post(Conversation to, String text) {
        return new Outbound.Post(to, ReplyTo.NONE, new Rendered(Posts.DIALECT, text), List.of(), List.of(), Tone.NORMAL);
    }

    static Delivery send(Channel channel, Outbound out) {
        return channel.deliver(out, new DeliveryKey("run:1"));
    }

    @Override
    public void close() {
        host.close();
        slack.close();
        http.close();
        clock.close();
    }
}
