package dev.chela.channel.telegram.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.channel.Capabilities.Unit;
import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.Hint;
import dev.chela.api.channel.Inbound;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Probe;
import dev.chela.api.channel.RawEvent;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One bot. */
final class TelegramChannel implements Channel {
    /**
     * A message may have 4096 characters; so many are left to the house for a word before it. Telegram knows no key by which a message
     * could be sent again without doubling it, and cannot be asked for what a bot has sent.
     */
    private static final Capabilities CAN = new Capabilities(4_096 - 64, Unit.UTF16, "telegram-html", Duration.ZERO,
            Set.of("Post", "Edit", "Delete", "React", "Poll"), true, Uploads.FILES);
    private static final long LARGEST_FILE = 20_000_000;

    private final Settings settings;
    private final Station station;
    private final BotApi api;
    private final Sending sending;
    private final Runnable quiet;

    /** @param quiet ends what receives */
    TelegramChannel(Settings settings, Station station, ChannelHost host, BotApi api, Runnable quiet) {
        this.settings = settings;
        this.station = station;
        this.api = api;
        this.sending = new Sending(api, new Budget(System::nanoTime), host, settings.linkPreview(), station::refused);
        this.quiet = quiet;
    }

    @Override
    public Capabilities capabilities() {
        return CAN;
    }

    @Override
    public List<Inbound> parse(RawEvent raw) {
        return Updates.parse(raw.body());
    }

    @Override
    public Delivery deliver(Outbound out, DeliveryKey key) {
        return sending.deliver(out, key);
    }

    /** What may be done twice need not be asked about. */
    @Override
    public Optional<Delivery> recall(Outbound out, DeliveryKey key) {
        return Sending.harmlessTwice(out) ? Optional.of(new Delivery.Retry(Duration.ZERO)) : Optional.empty();
    }

    @Override
    public void hint(Conversation to, Hint hint) {
        if (hint == Hint.TYPING) {
            ObjectNode ask = Json.object().put("chat_id", to.id()).put("action", "typing");
            station.ask("sendChatAction", to.threadId().isEmpty() ? ask : ask.put("message_thread_id", Long.parseLong(to.threadId())));
        }
    }

    @Override
    public InputStream media(MediaRef ref) {
        if (ref.bytes() > LARGEST_FILE) {
            throw new Permanent(ref.name() + " has " + ref.bytes() + " bytes; Telegram hands bots files of up to " + LARGEST_FILE);
        }
        Answer answer = api.call("getFile", Json.object().put("file_id", ref.id()), Station.SHORT);
        if (answer instanceof Answer.Refused refused) {
            throw refused.code() == 429 || refused.code() >= 500
                    ? new Transient("Telegram does not hand over " + ref.name() + " now: " + refused, refused.retryAfter())
                    : new Permanent("Telegram does not hand over " + ref.name() + ": " + refused);
        }
        JsonNode file = ((Answer.Ok) answer).result();
        try {
            return api.file(file.path("file_path").asText(), Station.SHORT);
        } catch (IOException broken) {
            throw new Transient("the file " + ref.name() + " broke off: " + broken.getMessage(), Duration.ZERO, broken);
        }
    }

    @Override
    public Probe probe() {
        return new Checkup(station, settings).look();
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
