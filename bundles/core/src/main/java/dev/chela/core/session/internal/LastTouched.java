package dev.chela.core.session.internal;

import dev.chela.core.session.Session;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All sessions, last touched first. Sorted as they change, not as they are asked for; whoever asks sees each of them once. */
final class LastTouched {
    private final NavigableSet<Filed> order = new TreeSet<>(
            Comparator.comparingLong(Filed::updatedAt).reversed().thenComparing(filed -> filed.key().value()));
    private @Nullable List<Session> listed;

    synchronized void replace(@Nullable Filed before, @Nullable Filed after) {
        if (before != null) {
            order.remove(before);
        }
        if (after != null) {
            order.add(after);
        }
        listed = null;
    }

    synchronized List<Session> all() {
        if (listed == null) {
            listed = order.stream().map(Filed::session).toList();
        }
        return listed;
    }

    synchronized List<Session> first(int most) {
        return order.stream().limit(most).map(Filed::session).toList();
    }
}
