package dev.chela.core.session.internal;

import dev.chela.api.task.Clock;
import dev.chela.core.FixedConfig;
import dev.chela.core.event.internal.InProcessEvents;
import dev.chela.core.home.internal.LockedHome;
import dev.chela.core.session.SendPolicy;
import dev.chela.core.store.internal.LedgerOptions;
import dev.chela.core.store.internal.SqliteLedger;
import java.nio.file.Path;

/** Sessions and their transcripts on a real disk; opened on the same directory again they are what a restart finds. */
public final class SessionRoom implements AutoCloseable {
    public final InProcessEvents events = new InProcessEvents();
    public final SqliteLedger ledger;
    public final SqliteSessions sessions;
    public final JsonlTranscripts transcripts;
    private final LockedHome home;
    private final Clock clock;

    public SessionRoom(Path root, Clock clock) {
        this.clock = clock;
        home = new LockedHome(root);
        ledger = new SqliteLedger(home, events, LedgerOptions.production());
        sessions = new SqliteSessions(ledger, events, clock, home, new FixedConfig(new SendPolicy(null)));
        transcripts = new JsonlTranscripts(home, events);
    }

    /** As another process would find the table now. */
    public SqliteSessions again() {
        return new SqliteSessions(ledger, events, clock, home, new FixedConfig(new SendPolicy(null)));
    }

    @Override
    public void close() {
        transcripts.close();
        sessions.close();
        ledger.close();
        home.close();
    }
}
