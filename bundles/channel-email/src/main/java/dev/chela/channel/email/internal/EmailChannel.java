package dev.chela.channel.email.internal;

import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.Capabilities.Album;
import dev.chela.api.channel.Capabilities.Files;
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
import java.util.Set;

/** One mailbox. */
final class EmailChannel implements Channel {
    /** Providers take letters of 25 MB, and files grow by a third on their way. */
    private static final long LARGEST = 18_000_000;
    private static final int TOGETHER = 10;
    private static final int LONGEST = 100_000;
    private static final Set<String> USUAL = Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "text/plain", "text/csv",
            "text/markdown", "application/json", "application/zip");
    private static final Capabilities CAN = new Capabilities(LONGEST, Unit.UTF16, "email-html", Duration.ZERO, Set.of("Post"), false,
            new Files(LARGEST, LONGEST, new Album(TOGETHER, LARGEST / TOGETHER, USUAL)));

    private final Letters letters;
    private final Station station;
    private final Sending sending;
    private final Cabinet cabinet;
    private final Report report;

    EmailChannel(Letters letters, Station station, Sending sending, Cabinet cabinet, Report report) {
        this.letters = letters;
        this.station = station;
        this.sending = sending;
        this.cabinet = cabinet;
        this.report = report;
    }

    @Override
    public Capabilities capabilities() {
        return CAN;
    }

    @Override
    public List<Inbound> parse(RawEvent raw) {
        return letters.parse(raw.body());
    }

    @Override
    public Delivery deliver(Outbound out, DeliveryKey key) {
        return sending.deliver(out, key);
    }

    @Override
    public Optional<Delivery> recall(Outbound out, DeliveryKey key) {
        return cabinet.recall(key, sending);
    }

    /** Nobody sees that somebody writes a letter. */
    @Override
    public void hint(Conversation to, Hint hint) {}

    @Override
    public InputStream media(MediaRef ref) {
        return cabinet.open(ref);
    }

    @Override
    public Probe probe() {
        return cabinet.probe(sending);
    }

    @Override
    public void quiesce() {
        station.stop();
    }

    @Override
    public void close() {
        report.end();
        station.stop();
        sending.stop();
        cabinet.stop();
    }
}
