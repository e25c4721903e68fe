package dev.chela.channel.email.internal;

import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.Health.Status;
import dev.chela.api.channel.Pauses;
import dev.chela.api.channel.RawEvent;
import dev.chela.api.fault.Transient;
import dev.chela.channel.email.internal.Gate.Verdict;
import dev.chela.channel.email.internal.Imap.Head;
import dev.chela.channel.email.internal.Letters.Place;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Keeps one mailbox in sight, and hands on what comes. */
final class Station {
    /** Of a letter that is larger only so much is looked at. */
    private static final long LARGEST = 64L * 1024 * 1024;
    /** So often a letter is asked for that the server does not hand over. */
    private static final int PATIENCE = 3;

    private final Settings settings;
    private final Login login;
    private final ChannelHost host;
    private final Report report;
    private final Duration silence;
    private final Letters letters;
    private final Gate gate;
    private final Progress progress;
    private final Pauses pauses = new Pauses();
    private volatile Optional<Wire> wire = Optional.empty();
    private long stuck;
    private int failures;
    private String unread = "";

    /** @param silence after so long without a word the server is asked for one; after as long again the connection is dead */
    Station(Settings settings, Login login, ChannelHost host, Report report, Duration silence) {
        this.settings = settings;
        this.login = login;
        this.host = host;
        this.report = report;
        this.silence = silence;
        this.letters = new Letters(settings);
        this.gate = new Gate(settings);
        this.progress = new Progress(host, settings.folder());
    }

    void run() {
        report.reading(Status.STARTING, "connecting to " + settings.imap().address(), "");
        for (int broken = 0; !pauses.over();) {
            try (Wire next = new Wire(settings.imap(), silence)) {
                wire = Optional.of(next);
                broken = visit(new Imap(next)) ? 0 : broken + 1;
            } catch (Refused refused) {
                report.reading(Status.AUTH_FAILED, String.valueOf(refused.getMessage()), refused.advice());
                return;
            }
            pauses.after(broken);
        }
    }

    /** @return whether the server had let us in before it ended */
    private boolean visit(Imap imap) throws Refused {
        boolean entered = false;
        try {
            imap.enter(login);
            progress.begin(imap.open(settings.folder()), imap);
            entered = true;
            while (!pauses.over()) {
                for (long number : imap.after(progress.last())) {
                    take(imap, number);
                }
                connected();
                rest(imap);
            }
        } catch (IOException broken) {
            String why = login.hide(String.valueOf(broken.getMessage()));
            if (pauses.over()) {
                return entered;
            }
            report.reading(Status.DEGRADED, settings.imap().address() + " cannot be reached, or ended the connection: " + why,
                    "It is tried again, and what comes until then is read then. Check the network, and channels.email.imapHost, imapPort and imapTls.");
        }
        return entered;
    }

    private void connected() {
        host.proven();
        report.reading(Status.CONNECTED, settings.address() + " is read at " + settings.imap().address() + unread + progress.renumbered(), "");
    }

    private void rest(Imap imap) throws IOException {
        if (pauses.over()) {
            return;
        }
        if (imap.idles()) {
            imap.idle();
        } else {
            pauses.of(silence);
            imap.noop();
        }
    }

    private void take(Imap imap, long number) throws IOException {
        if (pauses.over()) {
            return;
        }
        try {
            Optional<Head> head = imap.head(number);
            Optional<byte[]> letter = head.isPresent() ? letter(imap, number, head.get()) : Optional.empty();
            if (letter.isPresent()) {
                store(number, letter.get());
            } else {
                progress.passed(number);
            }
        } catch (Dialogue.No no) {
            failures = stuck == number ? failures + 1 : 1;
            stuck = number;
            if (failures < PATIENCE) {
                throw no;
            }
            unread = "; letter " + number + " is not handed over: " + Said.line(String.valueOf(no.getMessage()));
            progress.passed(number);
        }
    }

    /** @return nothing where somebody has taken it away */
    private Optional<byte[]> letter(Imap imap, long number, Head head) throws IOException {
        if (gate.judge(Headers.of(head.header())) instanceof Verdict.Ignored ignored) {
            unread = "; not read: " + Said.line(ignored.why());
            return Optional.of(head.header());
        }
        return imap.fetch(number, "", LARGEST, (in, bytes) -> Mime.of(in).copy());
    }

    /** What is not on disk yet is tried again, and the mailbox keeps it meanwhile. */
    private void store(long number, byte[] letter) {
        RawEvent raw = letters.raw(new Place(progress.validity(), number, System.currentTimeMillis()), letter, progress.cursor(number));
        for (int full = 0; !pauses.over(); full++) {
            try {
                host.accept(raw);
                progress.passed(number);
                return;
            } catch (Transient later) {
                report.reading(Status.DEGRADED, "a letter waits: " + later.getMessage(), "");
                pauses.after(full);
            }
        }
    }

    /** Nothing more is taken; what is not on disk stays in the mailbox. */
    void stop() {
        pauses.end();
        wire.ifPresent(Wire::close);
    }
}
