package dev.chela.channel.discord.internal;

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
import dev.chela.testkit.discord.FakeDiscord;
import dev.chela.testkit.discord.Note;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An open account, its stand-in for Discord, and a host that remembers. */
final class Bot implements AutoCloseable {
    static final String ALICE = FakeDiscord.ALICE;
    static final String BOB = "100000000000000002";
    static final Conversation CHAT = new Conversation(ALICE, Conversation.Kind.DIRECT, "", "", "");
    static final Conversation GENERAL = new Conversation(FakeDiscord.GENERAL, Conversation.Kind.CHANNEL, "", FakeDiscord.GUILD, "general");

    final FakeDiscord discord = FakeDiscord.start();
    final Discord type;
    private final SystemClock clock = new SystemClock();
    private final JdkHttp http = new JdkHttp(clock);
    private final TestHost.Memory memory = new TestHost.Memory();
    private final Map<String, Object> settings = new HashMap<>(Map.of("apiRoot", discord.root().toString()));
    TestHost host = new TestHost(memory, Map.of(), http);

    Bot() {
        this(Pulse.Pace.USUAL);
    }

    Bot(Pulse.Pace pace) {
        type = new Discord(Duration.ofMillis(20), pace);
    }

    Bot with(String key, Object value) {
        settings.put(key, value);
        return this;
    }

    Channel open() {
        return open("default");
    }

    Channel open(String account) {
        host = new TestHost(memory, Map.of("token", FakeDiscord.TOKEN), http);
        return type.open(new Account(account, Map.copyOf(settings)), host);
    }

    /** One that hears already. */
    Channel listening() throws InterruptedException {
        Channel channel = open();
        discord.gateway().await("a session", discord.gateway()::heard);
        until(Health.Status.CONNECTED);
        return channel;
    }

    void close(Channel channel) {
        channel.quiesce();
        channel.close();
        host.end();
    }

    void until(Health.Status status) {
        host.until("it is " + status, () -> host.reports().stream().anyMatch(health -> health.status() == status));
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
        return (Inbound.Message) read(channel, () -> discord.world().writes(note)).get(0);
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
        return new Outbound.Post(to, ReplyTo.NONE, new Rendered("discord", text), List.of(), List.of(), Tone.NORMAL);
    }

    static Delivery send(Channel channel, Outbound out) {
        return channel.deliver(out, new DeliveryKey("run:1"));
    }

    @Override
    public void close() {
        host.close();
        discord.close();
        http.close();
        clock.close();
    }
}
