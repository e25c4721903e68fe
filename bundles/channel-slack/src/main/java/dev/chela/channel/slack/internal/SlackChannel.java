package dev.chela.channel.slack.internal;

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
import java.util.function.Supplier;

/** One app in one workspace. */
final class SlackChannel implements Channel {
    /** Slack knows no key by which a message could be sent again without doubling it; it can be asked what it has. */
    private static final Capabilities CAN = new Capabilities(Posts.LONGEST, Unit.UTF16, Posts.DIALECT, Duration.ZERO, Posts.KINDS, false, Posts.FILES);

    private final WebApi api;
    private final Sending sending;
    private final Memory memory;
    private final Supplier<Probe> checkup;
    private final Runnable quiet;

    /** @param quiet ends the hearing; idempotent */
    SlackChannel(WebApi api, Sending sending, Memory memory, Supplier<Probe> checkup, Runnable quiet) {
        this.api = api;
        this.sending = sending;
        this.memory = memory;
        this.checkup = checkup;
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

    @Override
    public Optional<Delivery> recall(Outbound out, DeliveryKey key) {
        return memory.recall(out, key);
    }

    /** The Web API lets no app say that it is typing. */
    @Override
    public void hint(Conversation to, Hint hint) {}

    @Override
    public InputStream media(MediaRef ref) {
        return new Attachments(api).open(ref);
    }

    @Override
    public Probe probe() {
        return checkup.get();
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
