package dev.chela.channel.email.internal;

import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.MessageRef;
import dev.chela.api.channel.Probe;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is looked up in the mailbox now and then, each time over a connection of its own. */
final class Cabinet {
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int LARGEST = 20 * 1024 * 1024;

    private final Settings settings;
    private final Login login;
    private final Set<Wire> open = ConcurrentHashMap.newKeySet();
    private volatile boolean over;

    Cabinet(Settings settings, Login login) {
        this.settings = settings;
        this.login = login;
    }

    /** Done with the mailbox. */
    private interface Search<T> {
        T in(Imap imap) throws IOException, Refused;
    }

    private <T> T look(Search<T> search) throws IOException, Refused {
        try (Wire wire = new Wire(settings.imap(), ANSWER); Imap imap = new Imap(wire)) {
            open.add(wire);
            if (over) {
                throw new IOException("the account is closed");
            }
            imap.enter(login);
            T found = search.in(imap);
            imap.leave();
            return found;
        } finally {
            open.removeIf(Wire::closed);
        }
    }

    /** Only where the server itself keeps what it was given: then it has it, or was not given it. */
    Optional<Delivery> recall(DeliveryKey key, Sending sending) {
        if (settings.sent().isEmpty()) {
            return Optional.empty();
        }
        String id = MessageId.of(key, settings);
        try {
            boolean there = look(imap -> {
                imap.open(settings.sent());
                return imap.has(id);
            });
            Duration unsettled = sending.unsettled(id);
            if (!there && !unsettled.isZero()) {
                throw new Transient("the server may not have put it into " + settings.sent() + " yet", unsettled);
            }
            return Optional.of(there ? new Delivery.Sent(List.of(new MessageRef(id))) : new Delivery.Retry(Duration.ZERO));
        } catch (IOException | Refused away) {
            throw new Transient("the folder " + settings.sent() + " cannot be looked into: " + away.getMessage(), SOON, away);
        }
    }

    InputStream open(MediaRef ref) {
        Attachment file = Attachment.of(ref.id()).orElseThrow(() -> new Permanent("'" + Said.line(ref.id()) + "' is no file of a letter"));
        Optional<byte[]> content;
        try {
            content = look(imap -> {
                if (imap.open(settings.folder()).validity() != file.validity()) {
                    throw new Permanent("the mailbox was numbered anew since the letter with '" + ref.name() + "' came");
                }
                return imap.fetch(file.number(), file.path(), LARGEST, (in, bytes) -> in.readAllBytes());
            });
        } catch (IOException | Refused away) {
            throw new Transient("'" + ref.name() + "' cannot be fetched now: " + away.getMessage(), SOON, away);
        }
        return new ByteArrayInputStream(Transfer.decoded(content.orElseThrow(
                () -> new Permanent("the letter with '" + ref.name() + "' is not in the mailbox any more")), file.encoding()));
    }

    Probe probe(Sending sending) {
        try {
            look(imap -> imap.open(settings.folder()));
        } catch (IOException | Refused no) {
            return failed(settings.imap(), no, "Check channels.email.imapHost, imapPort and imapTls.");
        }
        try {
            sending.check(ANSWER);
        } catch (IOException | Refused no) {
            return failed(settings.smtp(), no, "Check channels.email.smtpHost, smtpPort and smtpTls.");
        }
        return new Probe(true, settings.address() + " can be read at " + settings.imap().address() + " and written from at " + settings.smtp().address(), "");
    }

    private Probe failed(Endpoint at, Exception no, String advice) {
        return new Probe(false, at.address() + ": " + login.hide(String.valueOf(no.getMessage())), no instanceof Refused refused ? refused.advice() : advice);
    }

    void stop() {
        over = true;
        open.forEach(Wire::close);
    }
}
