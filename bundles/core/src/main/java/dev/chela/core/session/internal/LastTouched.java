package dev.chela.core.session.internal;

import dev.chela.core.session.Glance;
import dev.chela.core.session.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All sessions, last touched first. Sorted as they change, not as they are asked for; whoever asks sees each of them once. A plain list: ten
 * thousand places move along in a few microseconds, where a tree takes longer to be built, and to be walked at each question.
 */
final class LastTouched {
    private static final Comparator<Filed> ORDER =
            Comparator.comparingLong(Filed::updatedAt).reversed().thenComparing(filed -> filed.key().value());

    private final List<Filed> order;
    private @Nullable List<Session> sessions;
    private @Nullable List<Glance> glances;

    /** @param all best in this order already */
    LastTouched(List<Filed> all) {
        order = new ArrayList<>(all);
        order.sort(ORDER);
    }

    synchronized void replace(@Nullable Filed before, @Nullable Filed after) {
        int old = before == null ? -1 : Collections.binarySearch(order, before, ORDER);
        if (old >= 0) {
            order.remove(old);
        }
        if (after != null) {
            int at = Collections.binarySearch(order, after, ORDER);
            order.add(at < 0 ? -1 - at : at, after);
        }
        sessions = null;
        glances = null;
    }

    synchronized List<Session> all() {
        if (sessions == null) {
            sessions = order.stream().map(Filed::session).toList();
        }
        return sessions;
    }

    synchronized List<Glance> glances() {
        if (glances == null) {
            glances = order.stream().map(Filed::glance).toList();
        }
        return glances;
    }

    synchronized List<Session> first(int most) {
        return order.stream().limit(most).map(Filed::session).toList();
    }
}
