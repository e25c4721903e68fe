package dev.chela.channel.email.internal;

import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Cursor;
import dev.chela.api.channel.Inbound;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.Origin;
import dev.chela.api.channel.RawEvent;
import dev.chela.api.channel.Replay;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.channel.Sender;
import dev.chela.api.channel.Text;
import dev.chela.channel.email.internal.Addresses.Person;
import dev.chela.channel.email.internal.Gate.Verdict;
import dev.chela.channel.email.internal.Mime.Leaf;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A letter as it is stored, and what it says. A line with the mailbox's numbering, the letter's number and the time when it was read stands
 * before it. Pure.
 */
final class Letters {
    private static final String TYPE = "message/rfc822";
    /** Parts that say the same again, or are for programs. */
    private static final Set<String> SIGNATURES = Set.of("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature");
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_QUOTE = 4_000;

    private final Settings settings;
    private final Gate gate;

    Letters(Settings settings) {
        this.settings = settings;
        this.gate = new Gate(settings);
    }

    /** @param at milliseconds since 1970 */
    record Place(long validity, long number, long at) {
        String line() {
            return validity + " " + number + " " + at + "\n";
        }

        static Place of(String line) {
            String[] words = line.split(" ");
            return new Place(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
        }
    }

    /** @param letter its copy, or its head alone where it is not to be read */
    RawEvent raw(Place place, byte[] letter, Cursor cursor) {
        Headers head = head(letter);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(place.line().getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(letter);
        String unknown = "uid:" + place.validity() + ":" + place.number();
        if (gate.judge(head) instanceof Verdict.Read read) {
            // The same letter may come by several ways, and everybody may write somebody's Message-ID on another letter.
            String id = Gate.messageId(head).map(known -> known + " " + read.from().id()).orElse(unknown);
            return new RawEvent(id, read.from().id(), Replay.CURSOR, cursor, TYPE, body.toByteArray());
        }
        return new RawEvent("unread " + unknown, "unread", Replay.CURSOR, cursor, TYPE, body.toByteArray());
    }

    private static Headers head(byte[] letter) {
        return scanned(letter).head();
    }

    private static Mime scanned(byte[] letter) {
        try {
            return Mime.ofCopy(new ByteArrayInputStream(letter));
        } catch (IOException impossible) {
            throw new UncheckedIOException("bytes in memory can be read", impossible);
        }
    }

    List<Inbound> parse(byte[] body) {
        String all = new String(body, StandardCharsets.ISO_8859_1);
        int first = all.indexOf('\n');
        Place place = Place.of(all.substring(0, first));
        Mime letter = scanned(all.substring(first + 1).getBytes(StandardCharsets.ISO_8859_1));
        if (!(gate.judge(letter.head()) instanceof Verdict.Read read)) {
            return List.of();
        }
        List<MediaRef> files = letter.leaves().stream().filter(Letters::file).map(leaf -> file(place, leaf)).toList();
        Quotes.Split split = Quotes.of(text(letter.leaves()));
        Headers head = letter.head();
        String subject = Words.decoded(head.first("subject").orElse(""));
        String text = text(head, subject, split.text());
        if (text.isBlank() && files.isEmpty()) {
            return List.of();
        }
        Origin origin = new Origin(conversation(head, read.from(), subject), Gate.messageId(head).orElse("uid:" + place.validity() + ":" + place.number()), sent(head, place));
        return List.of(new Inbound.Message(origin, sender(read.from()), Text.of(text), files, answered(head, split.quoted())));
    }

    private static Conversation conversation(Headers head, Person from, String subject) {
        return new Conversation(from.id(), Conversation.Kind.DIRECT, Gate.root(head).orElse(""), "", subject);
    }

    private static Sender sender(Person from) {
        return new Sender(from.id(), from.name().isEmpty() ? from.id() : from.name(), from.id(), false, false, true, Set.of());
    }

    /** What a letter is about stands in its subject alone as often as not; in an answer it is the old one. */
    private static String text(Headers head, String subject, String words) {
        boolean alone = words.isBlank();
        boolean begins = Gate.answered(head).isEmpty() && !words.startsWith("/");
        return alone || subject.isBlank() ? alone ? subject : words : begins ? subject + "\n\n" + words : words;
    }

    private ReplyTo answered(Headers head, String quoted) {
        return Gate.answered(head).map(id -> new ReplyTo(id, "", MessageId.ours(id, settings.domain()),
                quoted.length() > LONGEST_QUOTE ? quoted.substring(0, LONGEST_QUOTE) + "…" : quoted)).orElse(ReplyTo.NONE);
    }

    private static Instant sent(Headers head, Place place) {
        try {
            String date = Parameters.value(head.first("date").orElse(""));
            return ZonedDateTime.parse(date.replaceFirst("^[A-Za-z]{3},\\s*", ""), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        } catch (DateTimeException odd) {
            return Instant.ofEpochMilli(place.at());
        }
    }

    /** Of several ways to say the same the plain one; elsewhere all there is, in order. */
    private static String text(List<Leaf> leaves) {
        Map<String, Leaf> chosen = new HashMap<>();
        List<Leaf> texts = leaves.stream().filter(leaf -> !file(leaf) && leaf.headers().type().startsWith("text/")).toList();
        texts.stream().filter(leaf -> !leaf.choice().isEmpty()).forEach(leaf -> chosen.merge(leaf.choice(), leaf, Letters::better));
        return texts.stream().filter(leaf -> leaf.choice().isEmpty() || chosen.get(leaf.choice()) == leaf).map(Letters::read)
                .filter(text -> !text.isBlank()).collect(Collectors.joining("\n\n"));
    }

    private static Leaf better(Leaf one, Leaf other) {
        boolean plain = one.headers().type().equals("text/plain") && !read(one).isBlank();
        return plain || !other.headers().type().equals("text/plain") || read(other).isBlank() ? one : other;
    }

    private static String read(Leaf leaf) {
        String text = Transfer.text(Transfer.decoded(leaf.text(), leaf.headers().encoding()), leaf.headers().parameter("content-type", "charset"));
        return leaf.headers().type().equals("text/html") ? HtmlText.of(text) : text.strip();
    }

    private static boolean file(Leaf leaf) {
        String type = leaf.headers().type();
        boolean another = !leaf.choice().isEmpty() && type.startsWith("text/") && !leaf.headers().attached();
        boolean words = (type.equals("text/plain") || type.equals("text/html")) && !leaf.headers().attached();
        return !words && !another && !type.startsWith("multipart/") && !SIGNATURES.contains(type);
    }

    private static MediaRef file(Place place, Leaf leaf) {
        String name = Optional.of(leaf.headers().parameter("content-disposition", "filename")).filter(given -> !given.isBlank())
                .orElseGet(() -> leaf.headers().parameter("content-type", "name"));
        String clean = Words.clean(name).replaceAll("[/\\\\]", "_");
        boolean base64 = leaf.headers().encoding().equals("base64");
        return new MediaRef(new Attachment(place.validity(), place.number(), leaf.path(), leaf.headers().encoding()).id(), leaf.headers().type(),
                clean.isEmpty() ? "part " + leaf.path() : clean.substring(0, Math.min(clean.length(), LONGEST_NAME)), base64 ? leaf.bytes() / 78 * 57 + leaf.bytes() % 78 * 3 / 4 : leaf.bytes());
    }
}
