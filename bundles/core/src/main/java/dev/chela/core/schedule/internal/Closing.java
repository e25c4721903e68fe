package dev.chela.core.schedule.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.id.RunId;
import dev.chela.core.json.Json;
import dev.chela.core.outbox.Outbox.Held;
import dev.chela.core.outbox.Outbox.State;
import dev.chela.core.schedule.internal.LogRows.Run;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What follows when a run has ended: what it sends, what waited for it, and what of earlier runs is deleted. Under the scheduler's lock. */
final class Closing {
    private final Rooms rooms;
    private final Book book;
    private final OpenRuns open;
    private final Webhooks webhooks;
    private final Ending ending;
    private final OldRuns oldRuns;

    Closing(Rooms rooms, Book book, OpenRuns open, Webhooks webhooks) {
        this.rooms = rooms;
        this.book = book;
        this.open = open;
        this.webhooks = webhooks;
        this.ending = new Ending(rooms, book);
        this.oldRuns = new OldRuns(rooms);
    }

    void end(Run run, Result result) {
        open.closed(run.job(), run.id());
        Optional<Job> job = book.find(run.job());
        Optional<ObjectNode> entry = ending.end(run, result, job.filter(open::anyOf).isEmpty());
        job.filter(each -> entry.isPresent()).ifPresent(each -> book.tell("finished", book.find(each.id()).orElse(each), entry.orElseThrow()));
        oldRuns.sweep(run);
        if (entry.isPresent()) {
            rooms.rows().find(run.id()).filter(done -> !done.post().isEmpty()).ifPresent(webhooks::post);
        }
        book.find(run.job()).ifPresent(this::waitsNoLonger);
    }

    /** The next time of a job that waited for its own run counts again. */
    void waitsNoLonger(Job job) {
        if (book.state(job.id()).waits() && !open.anyOf(job)) {
            JobState state = book.state(job.id()).copy();
            state.own().put("waited", true).remove("waits");
            book.save(job, state);
        }
    }

    /** @param wrong by address; empty where it was taken */
    void posted(Run run, Map<String, String> wrong) {
        rooms.rows().find(run.id()).ifPresent(kept -> ending.posted(kept, wrong));
        book.find(run.job()).ifPresent(job -> book.tell("updated", job, Json.object()));
    }

    /** A part of what a run announced has arrived, or cannot. The log is told when all of it has come to an end. */
    void delivered(RunId announced) {
        List<Held> parts = rooms.outbox().parts(announced);
        if (parts.stream().anyMatch(part -> part.state().onItsWay())) {
            return;
        }
        Optional<Held> lost = parts.stream().filter(part -> part.state() != State.SENT).findFirst();
        rooms.rows().find(announced.value().substring(Outward.ANNOUNCED.length())).ifPresent(run -> {
            ending.delivered(run, lost.isEmpty(), lost.map(Held::why).orElse(""));
            book.find(run.job()).ifPresent(job -> book.tell("updated", job, Json.object()));
        });
    }
}
