package dev.chela.channel.irc.internal;

import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Cursor;
import dev.chela.api.channel.Inbound;
import dev.chela.api.channel.Origin;
import dev.chela.api.channel.RawEvent;
import dev.chela.api.channel.Replay;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.channel.Sender;
import dev.chela.api.channel.Text;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What was heard, as it is stored: our nick then, when, under which id, and the line. Each stands in a line of its own. */
final class Events {
    private static final String TYPE = "text/x-irc; charset=utf-8";
    private static final String CTCP = "\u0001";
    private static final String ACTION = CTCP + "ACTION ";
    /** Bold, italics and the like, and colours with their numbers. */
    private static final Pattern MARKS = Pattern.compile("\u0003(\\d{1,2}(,\\d{1,2})?)?|\u0004([0-9A-Fa-f]{6}(,[0-9A-Fa-f]{6})?)?|[\u0002\u000f\u0011\u0016\u001d\u001e\u001f]");

    private Events() {}

    /** @param id what the network calls it, or what only this connection does */
    static RawEvent raw(String line, String nick, Instant at, String id) {
        Message said = Message.of(line);
        return new RawEvent(id, place(said, nick), Replay.NOT_REPLAYABLE, Cursor.NONE, TYPE,
                String.join("\n", nick, at.toString(), id, line).getBytes(StandardCharsets.UTF_8));
    }

    /** @param body of one that was not stored */
    static RawEvent again(String body) {
        String[] parts = body.split("\n", 4);
        return raw(parts[3], parts[0], Instant.parse(parts[1]), parts[2]);
    }

    private static String place(Message said, String nick) {
        String target = said.parameter(0);
        return Names.isChannel(target) ? Names.folded(target) : Names.folded(said.nick());
    }

    /** Nothing for what programs ask each other. */
    static List<Inbound> parse(byte[] body) {
        String[] parts = new String(body, StandardCharsets.UTF_8).split("\n", 4);
        Message said = Message.of(parts[3]);
        String words = words(said.last());
        if (words.isBlank()) {
            return List.of();
        }
        boolean group = Names.isChannel(said.parameter(0));
        Conversation place = new Conversation(place(said, parts[0]), group ? Conversation.Kind.GROUP : Conversation.Kind.DIRECT, "", "",
                group ? said.parameter(0) : said.nick());
        return List.of(new Inbound.Message(new Origin(place, parts[2], time(said, parts[1])), sender(said), text(words, parts[0]), List.of(), ReplyTo.NONE));
    }

    private static String words(String said) {
        String plain = MARKS.matcher(said).replaceAll("");
        if (plain.startsWith(ACTION)) {
            return "*" + plain.substring(ACTION.length()).replace(CTCP, "") + "*";
        }
        return plain.startsWith(CTCP) ? "" : plain;
    }

    private static Text text(String words, String nick) {
        boolean called = Names.speaksOf(words, nick);
        return new Text(words, called, called ? Set.of(nick) : Set.of());
    }

    private static Instant time(Message said, String heard) {
        try {
            return Instant.parse(said.tags().getOrDefault("time", heard));
        } catch (DateTimeException odd) {
            return Instant.parse(heard);
        }
    }

    /**
     * A nick is whoever has it now. Whom the network vouches for is known by the account there, everybody else by where he connects from,
     * too; the network vouches for none of that.
     */
    private static Sender sender(Message said) {
        String account = said.tags().getOrDefault("account", "");
        boolean known = !account.isEmpty() && !account.equals("*");
        return new Sender(known ? account.toLowerCase(Locale.ROOT) : Names.folded(said.prefix()), said.nick(), said.nick(), false, false, known, Set.of());
    }
}
