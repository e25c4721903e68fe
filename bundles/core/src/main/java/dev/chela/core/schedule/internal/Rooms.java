package dev.chela.core.schedule.internal;

import dev.chela.api.task.Clock;
import dev.chela.core.config.Config;
import dev.chela.core.event.Events;
import dev.chela.core.inbox.Intake;
import dev.chela.core.outbox.Outbox;
import dev.chela.core.outbox.Post;
import dev.chela.core.schedule.CronConfig;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.SystemEvents;
import dev.chela.core.session.Transcripts;
import dev.chela.core.store.Ledger;

/** What the schedule works with. */
record Rooms(
        Ledger ledger, LogRows rows, Intake intake, Post post, Outbox outbox, Runs runs, Sessions sessions, Transcripts transcripts,
        SystemEvents systemEvents, Events events, Places places, Clock clock, Config.Live<CronConfig> config, String boot) {
    long now() {
        return clock.now().toEpochMilli();
    }
}
