package dev.chela.channel.discord.internal;

import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.Capabilities.Unit;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.Hint;
import dev.chela.api.channel.Inbound;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Probe;
import dev.chela.api.channel.RawEvent;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One bot. */
final class DiscordChannel implements Channel {
    /** "In the past few minutes" a nonce is remembered (docs/resources/message, "Create Message"): less than few they are not. */
    private static final Duration REMEMBERED = Duration.ofMinutes(2);
    private static final Capabilities CAN = new Capabilities(Posts.LONGEST, Unit.UTF16, "discord", REMEMBERED, Posts.kinds(), true, Posts.FILES);

    private final Settings settings;
    private final Rest rest;
    private final Sending sending;
    private final Runnable quiet;

    /** @param quiet ends the hearing; idempotent */
    DiscordChannel(Settings settings, Rest rest, Sending sending, Runnable quiet) {
        this.settings = settings;
        this.rest = rest;
        this.sending = sending;
        this.quiet = quiet;
    }

    @Override
    public Capabilities capabilities() {
        return CAN;
    }

    @Override
    public List<Inbound> parse(RawEvent raw) {
        return Events.parse(raw.body());
    }

    @Override
    public Delivery deliver(Outbound out, DeliveryKey key) {
        return sending.deliver(out, key);
    }

    /** What may be done twice need not be asked about; messages that are read do not tell their nonces. */
    @Override
    public Optional<Delivery> recall(Outbound out, DeliveryKey key) {
        return Sending.harmlessTwice(out) ? Optional.of(new Delivery.Retry(Duration.ZERO)) : Optional.empty();
    }

    @Override
    public void hint(Conversation to, Hint hint) {
        if (hint == Hint.TYPING) {
            sending.channel(to).ifPresent(channel -> rest.ask(Call.of("POST", "/channels/" + channel + "/typing")));
        }
    }

    @Override
    public InputStream media(MediaRef ref) {
        return new Attachments(rest).open(ref);
    }

    @Override
    public Probe probe() {
        return Checkup.look(rest, settings);
    }

    @Override
    public void quiesce() {
        quiet.run();
    }

    @Override
    public void close() {
        quiet.run();
    }
}
