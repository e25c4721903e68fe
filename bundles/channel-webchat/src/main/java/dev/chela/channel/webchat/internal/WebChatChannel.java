package dev.chela.channel.webchat.internal;

import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.Capabilities.Unit;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.Health;
import dev.chela.api.channel.Hint;
import dev.chela.api.channel.Inbound;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Probe;
import dev.chela.api.channel.RawEvent;
import dev.chela.api.channel.Refusal;
import dev.chela.api.fault.Permanent;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says what is true: the page shows the transcripts of sessions, so a message reaches it by being in one. There is no address on
 * it to post to, and pretending that a delivery arrived would lose the message.
 */
final class WebChatChannel implements Channel {
    private static final Capabilities NOTHING = new Capabilities(0, Unit.UTF16, "markdown", Duration.ZERO, Set.of(), false);
    private static final String WHY = "WebChat shows the transcripts of sessions; nothing can be posted to the page itself. Write to a session instead.";

    WebChatChannel(ChannelHost host) {
        host.report(new Health(Health.Status.CONNECTED, "served by the gateway", ""));
    }

    @Override
    public Capabilities capabilities() {
        return NOTHING;
    }

    @Override
    public List<Inbound> parse(RawEvent raw) {
        return List.of();
    }

    @Override
    public Delivery deliver(Outbound out, DeliveryKey key) {
        return new Delivery.Rejected(Refusal.FORBIDDEN, WHY);
    }

    @Override
    public Optional<Delivery> recall(Outbound out, DeliveryKey key) {
        return Optional.of(deliver(out, key));
    }

    @Override
    public void hint(Conversation to, Hint hint) {
        // Whoever looks at a session sees that a run is active; there is nobody else to tell.
    }

    @Override
    public InputStream media(MediaRef ref) {
        throw new Permanent("WebChat holds no files: attachments come with chat.send, so there is no " + ref.id() + " here");
    }

    @Override
    public Probe probe() {
        return new Probe(true, "served by the gateway", "");
    }

    @Override
    public void quiesce() {
        // It never accepts.
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
