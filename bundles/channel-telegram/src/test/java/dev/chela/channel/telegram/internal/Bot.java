package dev.chela.channel.telegram.internal;

import dev.chela.api.channel.Account;
import dev.chela.api.channel.Button;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.Health;
import dev.chela.api.channel.Inbound;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Rendered;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.channel.Tone;
import dev.chela.core.net.internal.JdkHttp;
import dev.chela.core.task.SystemClock;
import dev.chela.testkit.channel.TestHost;
import dev.chela.testkit.telegram.FakeTelegram;
import dev.chela.testkit.telegram.Letter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An open account, its stand-in for Telegram, and a host that remembers. */
final class Bot implements AutoCloseable {
    static final long ALICE = 1_001;
    static final long GROUP = -1_002_000_000_001L;
    static final Conversation CHAT = new Conversation(String.valueOf(ALICE), Conversation.Kind.DIRECT, "", "", "");
    static final Conversation PEOPLE = new Conversation(String.valueOf(GROUP), Conversation.Kind.GROUP, "", "", "");

    final FakeTelegram telegram = FakeTelegram.start();
    final Telegram type = new Telegram();
    private final SystemClock clock = new SystemClock();
    private final JdkHttp http = new JdkHttp(clock);
    private final TestHost.Memory memory = new TestHost.Memory();
    private final Map<String, Object> settings = new HashMap<>(Map.of("apiRoot", telegram.root().toString()));
    TestHost host = new TestHost(memory, Map.of(), http);

    Bot with(String key, Object value) {
        settings.put(key, value);
        return this;
    }

    Channel open() {
        return open("default");
    }

    Channel open(String account) {
        host = new TestHost(memory, Map.of("botToken", FakeTelegram.TOKEN, "webhookSecret", "a-secret-of-the-webhook"), http);
        return type.open(new Account(account, Map.copyOf(settings)), host);
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

    /** What a person's message means. */
    List<Inbound> read(Channel channel, Letter letter) {
        int before = host.accepted().size();
        telegram.room().writes(letter);
        host.until("it is accepted", () -> host.accepted().size() > before);
        return channel.parse(host.accepted().get(before));
    }

    Inbound.Message message(Channel channel, Letter letter) {
        return (Inbound.Message) read(channel, letter).get(0);
    }

    static Outbound.Post post(Conversation to, String dialect, String text) {
        return new Outbound.Post(to, ReplyTo.NONE, new Rendered(dialect, text), List.of(), List.of(), Tone.NORMAL);
    }

    static Outbound.Post file(String mimeType, String id, String text, Button... buttons) {
        return new Outbound.Post(CHAT, ReplyTo.NONE, new Rendered("telegram-html", text), List.of(new MediaRef(id, mimeType, "f", -1)),
                List.of(buttons), Tone.SILENT);
    }

    static Delivery send(Channel channel, Outbound out) {
        return channel.deliver(out, new DeliveryKey("run:1"));
    }

    @Override
    public void close() {
        host.close();
        telegram.close();
        http.close();
        clock.close();
    }
}
