package dev.chela.channel.irc.internal;

import dev.chela.api.channel.Account;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.Health;
import dev.chela.api.channel.Inbound;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.RawEvent;
import dev.chela.api.channel.Rendered;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.channel.Tone;
import dev.chela.testkit.channel.NoHttp;
import dev.chela.testkit.channel.TestHost;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An account that is open somewhere, with a host that remembers. */
final class Seat implements AutoCloseable {
    private final Map<String, Object> settings = new HashMap<>(Map.of("host", "127.0.0.1", "tls", false, "nick", "chela"));
    private TestHost.Memory memory = new TestHost.Memory();
    private String password = "";
    TestHost host = new TestHost(memory, Map.of(), new NoHttp());

    Seat at(int port) {
        return with("port", port);
    }

    Seat with(String key, Object value) {
        settings.put(key, value);
        return this;
    }

    Seat password(String secret) {
        password = secret;
        return this;
    }

    private Account account() {
        return new Account("default", Map.copyOf(settings));
    }

    private void fresh() {
        memory = new TestHost.Memory();
        rebuild();
    }

    private void rebuild() {
        host.close();
        host = new TestHost(memory, password.isEmpty() ? Map.of() : Map.of("password", password), new NoHttp());
    }

    Channel open() {
        fresh();
        return new Irc().open(account(), host);
    }

    /** What the host remembers of the life before is still there. */
    Channel again() {
        rebuild();
        return new Irc().open(account(), host);
    }

    /** As {@link #open}, with less patience for a silent server. */
    Channel impatient(Duration silence) {
        fresh();
        Settings read = Settings.of(account());
        Station station = new Station(read, password, host, silence);
        host.tasks().start("read IRC", station::run);
        return new IrcChannel(read, station);
    }

    Health until(Health.Status status, String detail) {
        host.until("it is " + status + " with '" + detail + "'", () -> find(status, detail) != null);
        return find(status, detail);
    }

    private Health find(Health.Status status, String detail) {
        return host.reports().stream().filter(health -> health.status() == status && health.detail().contains(detail)).findFirst().orElse(null);
    }

    Inbound.Message heard(Channel channel, int number) {
        host.until("message " + number + " is accepted", () -> host.accepted().size() >= number);
        RawEvent raw = host.accepted().get(number - 1);
        return (Inbound.Message) channel.parse(raw).get(0);
    }

    static Delivery send(Channel channel, String to, String text) {
        return channel.deliver(new Outbound.Post(new Conversation(to, Conversation.Kind.DIRECT, "", "", ""), ReplyTo.NONE, new Rendered("plain", text),
                List.of(), List.of(), Tone.NORMAL), new DeliveryKey("run:1"));
    }

    @Override
    public void close() {
        host.close();
    }
}
