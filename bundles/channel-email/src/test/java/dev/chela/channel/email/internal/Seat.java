package dev.chela.channel.email.internal;

import dev.chela.api.channel.Account;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.Health;
import dev.chela.api.channel.Health.Status;
import dev.chela.api.channel.Inbound;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Rendered;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.channel.Tone;
import dev.chela.api.net.Http;
import dev.chela.core.secret.Redactor;
import dev.chela.core.secret.internal.ShapeRedactor;
import dev.chela.testkit.channel.NoHttp;
import dev.chela.testkit.channel.TestHost;
import dev.chela.testkit.mail.PostOffice;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An account that is open somewhere, with a host that remembers. */
final class Seat implements AutoCloseable {
    static final String ALICE = "alice@example.com";
    private final TestHost.Memory memory = new TestHost.Memory();
    private final Map<String, Object> settings = new HashMap<>();
    private final Map<String, String> secrets = new HashMap<>();
    private Http http = new NoHttp();
    final Redactor known = new ShapeRedactor();
    TestHost host;

    Seat(Map<String, Object> settings, String password) {
        this.settings.putAll(settings);
        secrets.put("password", password);
        host = new TestHost(memory, secrets, http);
    }

    static Seat at(PostOffice office) {
        return new Seat(settings(office), PostOffice.PASSWORD);
    }

    static Map<String, Object> settings(PostOffice office) {
        return settings(office.imapPort(), office.smtpPort());
    }

    static Map<String, Object> settings(int imap, int smtp) {
        return Map.of("address", PostOffice.ADDRESS, "imapHost", "127.0.0.1", "imapPort", imap, "imapTls", "none",
                "smtpHost", "127.0.0.1", "smtpPort", smtp, "smtpTls", "none", "trustFrom", true);
    }

    Seat with(String key, Object value) {
        settings.put(key, value);
        return this;
    }

    /** Lets it in by tokens of this provider, rather than by a password. */
    Seat by(Provider provider) {
        http = provider.http();
        secrets.remove("password");
        secrets.put("refreshToken", Provider.REFRESH_TOKEN);
        secrets.put("clientSecret", Provider.CLIENT_SECRET);
        return with("auth", "xoauth2").with("tokenEndpoint", provider.tokens()).with("clientId", Provider.CLIENT);
    }

    Seat secret(String key, String value) {
        secrets.put(key, value);
        return this;
    }

    Seat without(String key) {
        settings.remove(key);
        return this;
    }

    Account account() {
        return new Account("default", Map.copyOf(settings));
    }

    /** As after a restart of the gateway: what the host remembers stays. */
    Channel open() {
        return open(Duration.ofSeconds(12));
    }

    /** @param silence how long a server may say nothing */
    Channel open(Duration silence) {
        host.close();
        host = new TestHost(memory, secrets, http);
        return new Email(silence, known).open(account(), host);
    }

    /** Opens and waits until the mailbox is read. */
    Channel reading() {
        Channel channel = open();
        until(Status.CONNECTED, "is read at");
        return channel;
    }

    Health until(Status status, String detail) {
        host.until("it is " + status + " with '" + detail + "'", () -> find(status, detail) != null);
        return find(status, detail);
    }

    private Health find(Status status, String detail) {
        return host.reports().stream().filter(health -> health.status() == status && health.detail().contains(detail)).findFirst().orElse(null);
    }

    /** What the letter of this number says, which is accepted within a minute. */
    Inbound.Message heard(Channel channel, int number) {
        host.until("letter " + number + " is accepted", () -> host.accepted().size() >= number);
        return (Inbound.Message) channel.parse(host.accepted().get(number - 1)).get(0);
    }

    static Outbound.Post post(Conversation to, ReplyTo replyTo, String html, MediaRef... files) {
        return new Outbound.Post(to, replyTo, new Rendered("email-html", html), List.of(files), List.of(), Tone.NORMAL);
    }

    static Conversation place(String person) {
        return new Conversation(person, Conversation.Kind.DIRECT, "", "", "");
    }

    static Delivery send(Channel channel, String person, String html) {
        return channel.deliver(post(place(person), ReplyTo.NONE, html), new DeliveryKey("run:1"));
    }

    @Override
    public void close() {
        host.close();
    }
}
