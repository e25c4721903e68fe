package dev.chela.core.schedule.internal;

import dev.chela.core.schedule.internal.LogRows.Run;
import java.time.Duration;

/** Deletes the conversations that single runs had of their own: they are not kept for long. */
final class OldRuns {
    private static final String OF_A_RUN = ":run:";

    private final Rooms rooms;

    OldRuns(Rooms rooms) {
        this.rooms = rooms;
    }

    /** Those of the job that this run belongs to. */
    void sweep(Run run) {
        String session = run.entry().path("sessionKey").asText();
        int at = session.indexOf(OF_A_RUN);
        if (at < 0) {
            return;
        }
        Duration kept = rooms.config().get().sessionRetention();
        String job = session.substring(0, at + OF_A_RUN.length());
        rooms.sessions().glances().stream()
                .filter(each -> each.key().value().startsWith(job) && each.updatedAt() < rooms.now() - kept.toMillis())
                .flatMap(each -> rooms.sessions().find(each.key()).stream())
                .filter(each -> !each.last().isRunning())
                .forEach(each -> rooms.sessions().delete(each.key()));
    }
}
