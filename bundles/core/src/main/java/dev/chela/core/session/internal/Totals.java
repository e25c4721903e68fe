package dev.chela.core.session.internal;

import dev.chela.api.id.SessionKey;
import dev.chela.core.session.Session;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.LongUnaryOperator;

/**
 * How many messages the conversations that people looked at last have, so that only what came since is counted again. A transcript of which
 * too much is uncounted is not read for it.
 */
final class Totals {
    private static final int MOST = 1_000;
    /** Entries: some two megabytes, a tenth of a second. */
    private static final int MOST_UNCOUNTED = 5_000;

    private final Map<SessionKey, Total> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SessionKey, Total> eldest) {
            return size() > MOST;
        }
    };

    /** @param since counts the messages that came after so many entries */
    OptionalInt of(Session session, LongUnaryOperator since) {
        Total before = known(session);
        if (session.entries() - before.entries > MOST_UNCOUNTED) {
            return OptionalInt.empty();
        }
        Total now = new Total(session.revision(), session.entries(), before.messages + since.applyAsLong(before.entries));
        synchronized (this) {
            known.put(session.key(), now);
        }
        return OptionalInt.of(Math.toIntExact(now.messages));
    }

    private synchronized Total known(Session session) {
        Total total = known.get(session.key());
        boolean same = total != null && total.revision.equals(session.revision()) && total.entries <= session.entries();
        return same ? total : new Total("", 0, 0);
    }

    /** Of one state of the session; every change but going on has another revision. */
    private record Total(String revision, long entries, long messages) {}
}
