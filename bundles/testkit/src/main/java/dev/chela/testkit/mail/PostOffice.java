package dev.chela.testkit.mail;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.FolderListener;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A mail server on this machine, without TLS, of its own for each test. Everybody may be written to; one mailbox has a password. */
public final class PostOffice implements AutoCloseable {
    public static final String ADDRESS = "chela@example.org";
    public static final String PASSWORD = "post-office-box-42";
    private static final long PATIENCE_SECONDS = 60;

    private final GreenMail server = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP), new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)});
    private final GreenMailUser box;

    private PostOffice() {
        server.start();
        box = server.setUser(ADDRESS, ADDRESS, PASSWORD);
    }

    public static PostOffice open() {
        return new PostOffice();
    }

    public int imapPort() {
        return server.getImap().getPort();
    }

    public int smtpPort() {
        return server.getSmtp().getPort();
    }

    /** Somebody writes a few words to the mailbox, about nothing. @param from an address */
    public void writes(String from, String text) {
        delivers("From: " + from + "\nTo: " + ADDRESS + "\nDate: Sun, 22 Nov 2026 10:00:00 +0000\nMessage-ID: <" + System.nanoTime() + "@client.example>\n"
                + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + text + "\n");
    }

    /** @param letter with its head, as it travels but for the ends of its lines */
    public void delivers(String letter) {
        try {
            delivers(new MimeMessage(Session.getInstance(new Properties()),
                    new ByteArrayInputStream(letter.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8))));
        } catch (MessagingException broken) {
            throw new IllegalArgumentException("no letter: " + letter, broken);
        }
    }

    public void delivers(MimeMessage letter) {
        box.deliver(letter);
    }

    /** Puts a letter into a folder of the mailbox. */
    public void files(String folder, MimeMessage letter) {
        try {
            MailFolder there = server.getManagers().getImapHostManager().getFolder(box, folder);
            (there == null ? server.getManagers().getImapHostManager().createMailbox(box, folder) : there).store(letter);
        } catch (Exception broken) { // GreenMail declares no narrower one.
            throw new IllegalStateException("nothing can be put into " + folder, broken);
        }
    }

    private MailFolder inbox(String person) throws FolderException {
        GreenMailUser user = server.getUserManager().getUserByEmail(person);
        return server.getManagers().getImapHostManager().getInbox(user == null ? server.setUser(person, person, person) : user);
    }

    /** What somebody was sent until now, oldest first. */
    public List<MimeMessage> received(String person) {
        try {
            // What the folder gives goes on growing: only a copy of it can be walked through.
            return List.copyOf(inbox(person).getMessages()).stream().map(StoredMessage::getMimeMessage).toList();
        } catch (FolderException broken) {
            throw new IllegalStateException(person + " has no mailbox", broken);
        }
    }

    /** Their words. */
    public List<String> texts(String person) {
        return received(person).stream().map(PostOffice::text).toList();
    }

    /** Waits until somebody was sent so many letters, a minute at most. */
    public List<String> await(String person, int letters) {
        Bell bell = new Bell();
        try {
            MailFolder folder = inbox(person);
            folder.addListener(bell);
            bell.until(() -> received(person).size() >= letters);
            folder.removeListener(bell);
        } catch (FolderException | InterruptedException broken) {
            throw new IllegalStateException("waiting for letters to " + person + " was of no use", broken);
        }
        return texts(person);
    }

    /** The first plain text in a letter. */
    public static String text(Part part) {
        try {
            if (part.isMimeType("text/plain")) {
                return new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n").strip();
            }
            if (part.getContent() instanceof Multipart parts) {
                for (int at = 0; at < parts.getCount(); at++) {
                    String text = text(parts.getBodyPart(at));
                    if (!text.isEmpty()) {
                        return text;
                    }
                }
            }
            return "";
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (MessagingException broken) {
            throw new IllegalStateException("no letter that Jakarta Mail can read", broken);
        }
    }

    @Override
    public void close() {
        server.stop();
    }

    /** Rings when something is put into a folder. */
    private static final class Bell implements FolderListener {
        synchronized void until(BooleanSupplier reached) throws InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            for (long left = PATIENCE_SECONDS * 1_000; !reached.getAsBoolean() && left > 0; left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())) {
                wait(left);
            }
        }

        private synchronized void ring() {
            notifyAll();
        }

        @Override
        public void added(int number) {
            ring();
        }

        @Override
        public void expunged(int number) {
            ring();
        }

        @Override
        public void flagsUpdated(int number, Flags flags, Long uid) {
            ring();
        }

        @Override
        public void mailboxDeleted() {
            ring();
        }
    }
}
