package dev.chela.channel.email.internal;

import dev.chela.channel.email.internal.Dialogue.No;
import dev.chela.channel.email.internal.Dialogue.Response;
import dev.chela.channel.email.internal.Dialogue.Sink;
import dev.chela.channel.email.internal.Endpoint.Security;
import dev.chela.channel.email.internal.Login.Proof;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A mailbox, as one connection sees it. Nothing in it is changed: folders are opened for reading. */
final class Imap implements AutoCloseable {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d-MMM-yyyy", Locale.ROOT);
    private static final Pattern CODE = Pattern.compile("\\* OK \\[(UIDVALIDITY|UIDNEXT) (\\d+)].*", Pattern.CASE_INSENSITIVE);
    private static final Pattern SIZE = Pattern.compile("\\bRFC822\\.SIZE (\\d{1,18})\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern FETCHED = Pattern.compile("\\* \\d+ FETCH .*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    /** A refusal that passes (RFC 5530). */
    private static final Pattern PASSING = Pattern.compile("(?i).*(\\[(UNAVAILABLE|INUSE|LIMIT|SERVERBUG|CONTACTADMIN)]|too many|try again|temporar).*");

    /** @param next the number that the next letter will have; none has a smaller one that is not there yet */
    record Box(long validity, long next) {}

    /** @param header as it stands in the letter, its end cut off where it is very long */
    record Head(long bytes, byte[] header) {}

    private final Wire wire;
    private final Dialogue dialogue;
    private Set<String> can = Set.of();

    Imap(Wire wire) {
        this.wire = wire;
        this.dialogue = new Dialogue(wire);
    }

    /** @throws Refused when it is no use to try again */
    void enter(Login login) throws IOException, Refused {
        wire.connect();
        String greeting = dialogue.read(Dialogue::small).text();
        if (!greeting.regionMatches(true, 0, "* OK", 0, 4)) {
            throw new IOException("instead of a greeting the server says: " + Said.line(greeting));
        }
        learn();
        if (wire.there().security() == Security.STARTTLS) {
            secure();
        }
        Proof proof = login.proof();
        try {
            prove(login, proof);
        } catch (No no) {
            if (PASSING.matcher(Said.line(no.getMessage())).matches()) {
                throw new IOException("the server lets nobody in just now: " + login.hide(no.getMessage()), no);
            }
            Said.thrown(login.spurned(wire.there(), proof, no.getMessage()));
        }
        learn();
    }

    private void learn() throws IOException {
        can = dialogue.ask("CAPABILITY").stream().map(Response::text).filter(text -> text.regionMatches(true, 0, "* CAPABILITY ", 0, 13))
                .flatMap(text -> Stream.of(text.substring(13).toUpperCase(Locale.ROOT).split(" "))).collect(Collectors.toUnmodifiableSet());
    }

    private void secure() throws IOException, Refused {
        if (!can.contains("STARTTLS")) {
            throw new Refused(wire.there().address() + " offers no STARTTLS", "Set channels.email.imapTls to tls, and imapPort to 993.");
        }
        dialogue.ask("STARTTLS");
        wire.secure();
        learn();
    }

    private void prove(Login login, Proof proof) throws IOException, Refused {
        if (login.token()) {
            if (!can.contains("AUTH=XOAUTH2")) {
                throw new Refused(wire.there().address() + " takes no access token", "It must offer AUTH=XOAUTH2; log in with a password instead.");
            }
            authenticate("XOAUTH2", proof.bearer());
        } else if (can.contains("AUTH=PLAIN")) {
            authenticate("PLAIN", proof.plain());
        } else if (!can.contains("LOGINDISABLED")) {
            dialogue.ask("LOGIN " + Dialogue.quoted(proof.user()) + " " + Dialogue.quoted(proof.secret()));
        } else {
            throw new Refused(wire.there().address() + " takes no password", "Ask its provider for a way to log in with one, such as an app password.");
        }
    }

    private void authenticate(String way, String proof) throws IOException {
        boolean atOnce = can.contains("SASL-IR");
        dialogue.continued("AUTHENTICATE " + way + (atOnce ? " " + proof : ""), atOnce ? List.of() : List.of(proof));
    }

    boolean idles() {
        return can.contains("IDLE");
    }

    /** @throws Refused when there is no such folder */
    Box open(String folder) throws IOException, Refused {
        long validity = 0;
        long next = 0;
        try {
            for (Response said : dialogue.ask("EXAMINE " + Dialogue.quoted(Said.folder(folder)))) {
                Matcher code = CODE.matcher(said.text());
                if (code.matches() && code.group(1).equalsIgnoreCase("UIDVALIDITY")) {
                    validity = Long.parseLong(code.group(2));
                } else if (code.matches()) {
                    next = Long.parseLong(code.group(2));
                }
            }
        } catch (No no) {
            throw new Refused("there is no folder " + folder + " at " + wire.there().address() + ": " + Said.line(no.getMessage()),
                    "Check channels.email.folder and sent.");
        }
        return new Box(validity, next > 0 ? next : search("ALL").stream().reduce(0L, Math::max) + 1);
    }

    /** The numbers of letters behind this one, in order. */
    List<Long> after(long number) throws IOException {
        dialogue.informed();
        // Where there are none, the last letter answers to the range all the same.
        return search("UID " + (number + 1) + ":*").stream().filter(each -> each > number).toList();
    }

    List<Long> since(LocalDate day) throws IOException {
        return search("SINCE " + DAY.format(day));
    }

    /** Whether the open folder has a letter with this Message-ID. */
    boolean has(String messageId) throws IOException {
        return !search("HEADER MESSAGE-ID " + Dialogue.quoted(messageId)).isEmpty();
    }

    private List<Long> search(String what) throws IOException {
        Set<Long> found = new TreeSet<>();
        for (Response said : dialogue.ask("UID SEARCH " + what)) {
            if (said.text().regionMatches(true, 0, "* SEARCH", 0, 8)) {
                Stream.of(said.text().substring(8).strip().split("\\s+")).filter(word -> word.matches("\\d{1,10}")).map(Long::valueOf).forEach(found::add);
            }
        }
        return List.copyOf(found);
    }

    /** @return nothing where the letter is gone */
    Optional<Head> head(long number) throws IOException {
        for (Response said : dialogue.ask("UID FETCH " + number + " (UID RFC822.SIZE BODY.PEEK[HEADER])", Imap::begin)) {
            Matcher size = SIZE.matcher(said.text());
            if (FETCHED.matcher(said.text()).matches() && !said.literals().isEmpty()) {
                return Optional.of(new Head(size.find() ? Long.parseLong(size.group(1)) : -1, said.literals().get(0)));
            }
        }
        return Optional.empty();
    }

    private static byte[] begin(InputStream literal, long bytes) throws IOException {
        return literal.readNBytes((int) Math.min(bytes, Mime.LARGEST_HEADER));
    }

    /**
     * Hands over a part of a letter while it comes.
     *
     * @param section empty for all of it
     * @param most so many bytes of it
     * @return what was made of it; nothing where there is none
     */
    Optional<byte[]> fetch(long number, String section, long most, Sink sink) throws IOException {
        return dialogue.ask("UID FETCH " + number + " (BODY.PEEK[" + section + "]<0." + most + ">)", sink).stream()
                .filter(said -> FETCHED.matcher(said.text()).matches()).flatMap(said -> said.literals().stream()).findFirst();
    }

    void idle() throws IOException {
        dialogue.idle();
    }

    /** Takes leave, as servers like it. */
    void leave() throws IOException {
        dialogue.leave();
    }

    void noop() throws IOException {
        dialogue.ask("NOOP");
    }

    @Override
    public void close() {
        wire.close();
    }
}
