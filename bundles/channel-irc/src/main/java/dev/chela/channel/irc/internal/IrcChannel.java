package dev.chela.channel.irc.internal;

import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.Capabilities.Unit;
import dev.chela.api.channel.Channel;
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
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** One account on a network. */
final class IrcChannel implements Channel {
    /** About three lines: so much is in doubt at most when a connection breaks. */
    private static final Capabilities CAN = new Capabilities(1_000, Unit.BYTES, "plain", Duration.ZERO, Set.of("Post"), true);
    private static final Pattern TARGET = Pattern.compile("[^\\s\\x00-\\x1f:,][^\\s\\x00-\\x1f,]*");
    /** A connection takes a moment; what is to be sent right after a start waits for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration CHECK = Duration.ofSeconds(10);

    private final Settings settings;
    private final Station station;

    IrcChannel(Settings settings, Station station) {
        this.settings = settings;
        this.station = station;
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
        if (!(out instanceof Outbound.Post post)) {
            return rejected("IRC has no way to " + out.getClass().getSimpleName().toLowerCase(Locale.ROOT) + " what was said");
        }
        if (!post.media().isEmpty()) {
            return rejected("IRC carries no files");
        }
        if (post.text().text().isBlank() || !TARGET.matcher(post.to().id()).matches()) {
            return rejected(post.text().text().isBlank() ? "there is nothing to send" : "'" + post.to().id() + "' is no nick and no channel");
        }
        return station.link(PATIENCE).map(link -> link.say(post.to().id(), post.text().text(), key)).orElseGet(() -> new Delivery.Retry(SOON));
    }

    private static Delivery rejected(String why) {
        return new Delivery.Rejected(Refusal.BAD_FORMAT, why);
    }

    /** A network cannot be asked what it passed on. */
    @Override
    public Optional<Delivery> recall(Outbound out, DeliveryKey key) {
        return Optional.empty();
    }

    @Override
    public void hint(Conversation to, Hint hint) {
        Optional<Link> link = hint == Hint.TYPING && TARGET.matcher(to.id()).matches() ? station.link(Duration.ZERO) : Optional.empty();
        try {
            if (link.isPresent()) {
                link.get().typing(to);
            }
        } catch (IOException broken) {
            return; // The thread that reads hears of it, too, and tells.
        }
    }

    @Override
    public InputStream media(MediaRef ref) {
        throw new Permanent("IRC carries no files");
    }

    @Override
    public Probe probe() {
        Optional<Link> link = station.link(PATIENCE);
        if (link.isPresent()) {
            return link.get().answers(CHECK) ? new Probe(true, settings.address() + " knows us as " + link.get().nick(), "")
                    : new Probe(false, settings.address() + " does not answer", "The connection is made anew when it stays silent; check the network.");
        }
        Optional<Health> told = station.health();
        return new Probe(false, told.map(Health::detail).orElse("not connected yet"), told.map(Health::advice).orElse(""));
    }

    @Override
    public void quiesce() {
        station.hush();
    }

    @Override
    public void close() {
        station.stop();
    }
}
