package dev.chela.core.guest;

import dev.chela.core.guest.Guests.Mishap;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The last mistakes of each plugin, told in words: an exception itself would keep the classes of a generation that is gone. Guarded by the book. */
final class Mishaps {
    private static final int MOST_EACH = 5;
    private static final int MOST_PLUGINS = 100;
    private static final int LINES = 12;

    private final Map<String, Deque<Mishap>> kept = new LinkedHashMap<>();

    void add(Mishap mishap) {
        Deque<Mishap> all = kept.computeIfAbsent(mishap.guest().plugin(), plugin -> new ArrayDeque<>());
        all.addFirst(mishap);
        if (all.size() > MOST_EACH) {
            all.removeLast();
        }
        if (kept.size() > MOST_PLUGINS) {
            Iterator<String> oldest = kept.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** The last one first. */
    List<Mishap> of(String plugin) {
        return List.copyOf(kept.getOrDefault(plugin, new ArrayDeque<>()));
    }

    /** Its first lines, and where its innermost cause began. */
    static List<String> lines(Throwable fault) {
        Throwable cause = Causes.innermost(fault);
        return cause == fault ? lines(fault.getStackTrace())
                : Stream.concat(Stream.of("caused by " + cause), lines(cause.getStackTrace()).stream()).toList();
    }

    static List<String> lines(StackTraceElement[] stack) {
        return Stream.of(stack).limit(LINES).map(StackTraceElement::toString).toList();
    }
}
