package dev.chela.core.session.internal;

import dev.chela.core.session.Compaction;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Session;
import java.util.function.Predicate;

/**
 * How far back a turn looks: to the first entry that the last compaction kept, and to the first one of the run that is at work, even if it
 * was compacted meanwhile. It is shown the entries newest first, and says when that is enough.
 */
final class Reach implements Predicate<Entry> {
    private final Way way;
    private final long beforeRun;
    private String firstKept = "";
    private boolean kept;

    Reach(Session session) {
        way = new Way(session.leaf());
        beforeRun = session.last().isRunning() ? session.last().before() : Long.MAX_VALUE - 1;
    }

    @Override
    public boolean test(Entry entry) {
        if (way.leadsThrough(entry)) {
            if (firstKept.isEmpty() && entry.type().equals(Compaction.ENTRY)) {
                firstKept = entry.body().path("firstKeptEntryId").asText();
            }
            kept |= entry.id().equals(firstKept);
        }
        return JsonlTranscripts.begins(entry) || kept && entry.seq() <= beforeRun + 1;
    }
}
