package dev.chela.core.memory.internal;

import dev.chela.core.memory.internal.MemorySettings.Chunking;
import dev.chela.core.session.Entry;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Cuts a conversation into passages, message by message, as they come. Their "lines" are the numbers of entries. */
final class TalkChunks {
    private static final Set<String> SAID = Set.of("user", "assistant");
    private static final int CHARS_PER_TOKEN = 4;
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final int most;
    private final List<Chunk> closed = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private long closedEnd;
    private int closedNumber;
    private int first;
    private int last;

    /** @param from where in the file the passages that are closed already end @param number of the entry before that place */
    TalkChunks(Chunking chunking, long from, int number) {
        most = chunking.tokens() * CHARS_PER_TOKEN;
        closedEnd = from;
        closedNumber = number;
        last = number;
    }

    /** @param end where in the file the next entry begins */
    void add(Entry entry, long end) {
        int number = entry.seq() > 0 ? (int) entry.seq() : last + 1;
        if (SAID.contains(entry.role()) && !entry.message().has("command")) {
            String text = entry.text().strip();
            if (!text.isEmpty()) {
                take(entry.role() + when(entry) + ": " + text, number);
            }
        }
        last = number;
        if (open.length() >= most) {
            closed.addAll(rest());
            open.setLength(0);
        }
        if (open.length() == 0) {
            closedEnd = end;
            closedNumber = last;
        }
    }

    private void take(String said, int number) {
        if (open.length() == 0) {
            first = number;
        } else {
            open.append('\n');
        }
        int from = 0;
        while (said.length() - from > most) {
            int to = whole(said, from + most);
            open.append(said, from, to);
            closed.add(new Chunk(first, number, open.toString()));
            open.setLength(0);
            first = number;
            from = to;
        }
        open.append(said, from, said.length());
    }

    /** At a space where there is one not far before. */
    private int whole(String text, int at) {
        int space = text.lastIndexOf(' ', at);
        int cut = space > at - most / 2 ? space : at;
        return Character.isLowSurrogate(text.charAt(cut)) ? cut - 1 : cut;
    }

    private static String when(Entry entry) {
        try {
            Instant at = Instant.parse(entry.body().path("timestamp").asText());
            return ", " + MINUTE.format(LocalDateTime.ofInstant(at, ZoneId.systemDefault()));
        } catch (DateTimeException edited) {
            return "";
        }
    }

    /** The passages that are whole; they are not told again. */
    List<Chunk> takeClosed() {
        List<Chunk> whole = List.copyOf(closed);
        closed.clear();
        return whole;
    }

    /** What is not a whole passage yet. */
    List<Chunk> rest() {
        return open.length() == 0 ? List.of() : List.of(new Chunk(first, last, open.toString()));
    }

    int pending() {
        return closed.size();
    }

    /** Where in the file what is not whole begins. */
    long closedEnd() {
        return closedEnd;
    }

    /** The number of the last entry before that. */
    int closedNumber() {
        return closedNumber;
    }
}
