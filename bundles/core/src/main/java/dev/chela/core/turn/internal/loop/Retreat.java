package dev.chela.core.turn.internal.loop;

import dev.chela.core.session.Branch;
import dev.chela.core.session.Compaction;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Session;
import dev.chela.core.session.UserEntry;
import dev.chela.core.store.Step;
import dev.chela.core.turn.internal.run.ActiveRun;
import dev.chela.core.turn.internal.run.Rooms;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Takes a run that found nothing out of the conversation: that goes on where it was before, and what the run wrote stays in the
 * transcript, as a branch that nobody is shown. What happened in the house and was told to the run stays in the conversation.
 */
final class Retreat {
    private final Rooms rooms;
    private final ActiveRun run;

    Retreat(Rooms rooms, ActiveRun run) {
        this.rooms = rooms;
        this.run = run;
    }

    /**
     * @param before the session as it was committed last
     * @param now as the step makes it
     */
    Session leave(Step.Builder step, Session before, Session now) {
        List<Entry> context = rooms.transcripts().context(before);
        int begin = IntStream.range(0, context.size()).filter(i -> context.get(i).id().equals(UserEntry.id(run.input().id()))).findFirst().orElse(0);
        // A summary of all that was said cost a question, and must not be lost with the run that needed it.
        if (begin == 0 || context.subList(begin, context.size()).stream().anyMatch(entry -> entry.type().equals(Compaction.ENTRY))) {
            return now;
        }
        Entry last = context.get(begin - 1);
        Entry mark = Entry.of(Branch.MARK, run.id() + ":leaf", rooms.clock().now());
        mark.body().put("targetId", last.id()).put(Branch.LEFT, now.leaf());
        rooms.systemEvents().keep(step, before, mark.id());
        Session back = now.branching(last.id(), mark.id(), now.last().preview());
        return rooms.transcripts().append(step, back, List.of(mark)).asOf(at(last, before));
    }

    private static long at(Entry last, Session before) {
        String time = last.body().path("timestamp").asText();
        return time.isEmpty() ? before.updatedAt() : Math.min(before.updatedAt(), Instant.parse(time).toEpochMilli());
    }
}
