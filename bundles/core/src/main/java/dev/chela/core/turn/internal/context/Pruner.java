package dev.chela.core.turn.internal.context;

import dev.chela.core.session.Compaction;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Session;
import dev.chela.core.turn.internal.run.ActiveRun;
import dev.chela.core.turn.internal.run.Books;
import dev.chela.core.turn.internal.run.Rooms;
import dev.chela.core.turn.internal.settings.ContextSettings.Mode;
import dev.chela.core.turn.internal.settings.ContextSettings.Pruning;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/**
 * Shortens old results of tools in what a model is sent, when its provider's cache has forgotten the conversation anyway. What was cut once
 * stays cut in every later question, since a mark in the transcript says so: else the cache would be worth nothing. A compaction ends it.
 */
public final class Pruner {
    static final String MARK = "chela.pruned";

    private final Rooms rooms;
    private final ActiveRun run;

    public Pruner(Rooms rooms, ActiveRun run) {
        this.rooms = rooms;
        this.run = run;
    }

    /** @param window tokens that the model reads; 0 when unknown */
    public List<Entry> shown(List<Entry> context, int window) {
        Pruning settings = rooms.settings().pruning();
        if (settings.mode() == Mode.OFF) {
            return context;
        }
        PrunePlan before = marked(context);
        List<Entry> shown = before.applied(context, settings);
        if (window <= 0 || !cold(context, settings)) {
            return shown;
        }
        PrunePlan more = PrunePlan.of(shown, window, settings);
        if (more.isEmpty()) {
            return shown;
        }
        mark(more);
        return before.and(more).applied(context, settings);
    }

    /** What was cut since the last compaction. */
    private static PrunePlan marked(List<Entry> context) {
        PrunePlan all = PrunePlan.NONE;
        for (Entry entry : context) {
            if (entry.type().equals(Compaction.ENTRY)) {
                all = PrunePlan.NONE;
            } else if (entry.body().path("customType").asText().equals(MARK)) {
                all = all.and(PrunePlan.read(entry.body().path("data")));
            }
        }
        return all;
    }

    private boolean cold(List<Entry> context, Pruning settings) {
        for (int i = context.size() - 1; i >= 0; i--) {
            if (context.get(i).role().equals("assistant")) {
                return at(context.get(i)).plus(settings.ttl()).isBefore(rooms.clock().now());
            }
        }
        return false;
    }

    private static Instant at(Entry entry) {
        try {
            return Instant.parse(entry.body().path("timestamp").asText());
        } catch (DateTimeException edited) {
            return Instant.EPOCH;
        }
    }

    private void mark(PrunePlan plan) {
        Entry mark = Entry.of("custom", run.id() + ":pruned:" + rooms.clock().now().toEpochMilli(), rooms.clock().now());
        mark.body().put("customType", MARK).set("data", plan.written());
        rooms.sessions().commit(run.session(), "prune", "agent.run.progress", (current, step) -> {
            Session now = rooms.transcripts().append(step, current, List.of(mark));
            return now.with(Books.unmeasured(now), now.spent());
        });
    }
}
