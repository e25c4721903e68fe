package dev.chela.archetype.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.Capabilities.Unit;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.Hint;
import dev.chela.api.channel.Inbound;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.MessageRef;
import dev.chela.api.channel.Origin;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Probe;
import dev.chela.api.channel.RawEvent;
import dev.chela.api.channel.Refusal;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.channel.Sender;
import dev.chela.api.channel.Text;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One account. */
final class SampleChannel implements Channel {
    /** The platform knows each message by its key for a day, so that what is sent again in that time does not arrive twice. */
    private static final Capabilities CAN = new Capabilities(4_000, Unit.UTF16, "plain", Duration.ofDays(1), Set.of("Post"), false);

    private final Platform platform;
    private final Receiver receiver;

    SampleChannel(Platform platform, Receiver receiver) {
        this.platform = platform;
        this.receiver = receiver;
    }

    @Override
    public Capabilities capabilities() {
        return CAN;
    }

    /** Of what is stored alone, so that another version of this plugin can read it too. */
    @Override
    public List<Inbound> parse(RawEvent raw) {
        JsonNode message = Platform.read(raw.body());
        String from = message.path("from").asText();
        Conversation direct = new Conversation(from, Conversation.Kind.DIRECT, "", "", "");
        Origin origin = new Origin(direct, message.path("id").asText(), Instant.ofEpochSecond(message.path("at").asLong()));
        return List.of(new Inbound.Message(origin, new Sender(from, from, from, false, false, true, Set.of()), Text.of(message.path("text").asText()),
                List.of(), ReplyTo.NONE));
    }

    @Override
    public Delivery deliver(Outbound out, DeliveryKey key) {
        if (!(out instanceof Outbound.Post post)) {
            return new Delivery.Rejected(Refusal.BAD_FORMAT, "this platform takes messages and nothing else");
        }
        try {
            return new Delivery.Sent(List.of(new MessageRef(String.valueOf(platform.send(post.to().id(), post.text().text(), key.value())))));
        } catch (Transient busy) {
            return new Delivery.Retry(busy.after());
        } catch (Denied refused) {
            return new Delivery.Rejected(Refusal.AUTH, String.valueOf(refused.getMessage()));
        } catch (Permanent refused) {
            return new Delivery.Rejected(Refusal.BAD_FORMAT, String.valueOf(refused.getMessage()));
        }
    }

    /** What arrived cannot be asked; it need not be, since sending again is safe. */
    @Override
    public Optional<Delivery> recall(Outbound out, DeliveryKey key) {
        return Optional.empty();
    }

    @Override
    public void hint(Conversation to, Hint hint) {
        // Nobody on this platform sees who is typing.
    }

    @Override
    public InputStream media(MediaRef ref) {
        throw new Permanent("messages bring no files on this platform, so there is no " + ref.id());
    }

    @Override
    public Probe probe() {
        try {
            platform.after(Long.MAX_VALUE, 0);
            return new Probe(true, "the platform answers", "");
        } catch (Fault trouble) {
            return new Probe(false, String.valueOf(trouble.getMessage()), "Look at channels.sample.apiRoot and channels.sample.token.");
        }
    }

    @Override
    public void quiesce() {
        receiver.stop();
    }

    @Override
    public void close() {
        receiver.stop();
    }
}
