package dev.chela.tool.memory;

import dev.chela.api.grant.Memory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A memory that says what a test has laid ready, and keeps what it was asked. */
final class Notes implements Memory {
    final Deque<Found> found = new ArrayDeque<>();
    final Deque<Passage> passages = new ArrayDeque<>();
    final List<Object> asked = new ArrayList<>();

    record Read(String path, int from, int lines) {}

    @Override
    public Found search(Query query) {
        asked.add(query);
        return found.pop();
    }

    @Override
    public Passage read(String path, int from, int lines) {
        asked.add(new Read(path, from, lines));
        return passages.pop();
    }
}
