package dev.chela.channel.telegram.internal;

import dev.chela.api.channel.State;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Groups get another id when they become supergroups; what was addressed before still has the old one. */
final class Moves {
    private static final String PREFIX = "moved:";

    private final State state;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    Moves(State state) {
        this.state = state;
    }

    /** The id that a chat has now. */
    String now(String chat) {
        return known.computeIfAbsent(chat, id -> state.get(PREFIX + id).orElse(id));
    }

    void moved(String from, String to) {
        state.put(PREFIX + from, to);
        known.put(from, to);
    }
}
