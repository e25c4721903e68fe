package dev.chela.core.session.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.id.SessionKey;
import dev.chela.core.session.Entry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The ends of the transcripts in use. The ones that were used longest ago go when all together weigh too much; the one in use stays. */
final class Tails {
    /** What the objects around a value take, roughly: a node, a string, a place in a map. */
    private static final int NODE = 80;

    private final long limit;
    private final Map<SessionKey, Tail> held = new LinkedHashMap<>(16, 0.75f, true);
    private long weight;

    /** @param limit bytes of the heap, as {@link #weight(JsonNode)} estimates them */
    Tails(long limit) {
        this.limit = limit;
    }

    /** @param file reads it when it is not here; an empty one is not kept */
    synchronized List<Entry> of(SessionKey key, Supplier<List<Entry>> file) {
        Tail tail = held.get(key);
        if (tail != null) {
            return List.copyOf(tail.entries);
        }
        List<Entry> read = file.get();
        if (!read.isEmpty()) {
            hold(key, read);
        }
        return read;
    }

    synchronized void begin(SessionKey key, Entry first) {
        hold(key, List.of(first));
    }

    /** Unless the transcript is not here, or was read when it had the entry already. */
    synchronized void append(SessionKey key, Entry entry) {
        Tail tail = held.get(key);
        if (tail != null && tail.last() < entry.seq()) {
            weight += tail.add(entry);
            evict(key);
        }
    }

    synchronized void forget(SessionKey key) {
        Tail old = held.remove(key);
        weight -= old == null ? 0 : old.weight;
    }

    private void hold(SessionKey key, List<Entry> entries) {
        forget(key);
        Tail tail = new Tail();
        entries.forEach(entry -> weight += tail.add(entry));
        held.put(key, tail);
        evict(key);
    }

    private void evict(SessionKey inUse) {
        Iterator<Map.Entry<SessionKey, Tail>> oldest = held.entrySet().iterator();
        while (weight > limit && oldest.hasNext()) {
            Map.Entry<SessionKey, Tail> candidate = oldest.next();
            if (!candidate.getKey().equals(inUse)) {
                weight -= candidate.getValue().weight;
                oldest.remove();
            }
        }
    }

    private static long weight(JsonNode node) {
        long sum = NODE + (node.isTextual() ? node.textValue().length() : 0);
        for (JsonNode child : node) {
            sum += weight(child);
        }
        return sum;
    }

    private static final class Tail {
        private final List<Entry> entries = new ArrayList<>();
        private long weight;

        /** @return what it weighs */
        long add(Entry entry) {
            entries.add(entry);
            long more = Tails.weight(entry.body());
            weight += more;
            return more;
        }

        long last() {
            return entries.get(entries.size() - 1).seq();
        }
    }
}
