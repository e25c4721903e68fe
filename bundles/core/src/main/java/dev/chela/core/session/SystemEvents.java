package dev.chela.core.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Clock;
import dev.chela.core.json.Json;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Row;
import dev.chela.core.store.Step;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What the next turn of a conversation is to know before anything else: something happened in the house. Kept as rows until a turn
 * takes them in, with its first commit; a conversation that begins anew drops them. They start no turn by themselves. Safe on any
 * thread.
 */
@Component(service = SystemEvents.class)
public final class SystemEvents {
    /** Of one conversation; older ones give way. */
    private static final int MOST = 20;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final List<List<String>> MIGRATIONS = List.of(List.of(
            "CREATE TABLE system_event (seq INTEGER PRIMARY KEY AUTOINCREMENT, session TEXT NOT NULL, revision TEXT NOT NULL,"
                    + " text TEXT NOT NULL, at INTEGER NOT NULL)",
            "CREATE INDEX system_event_session ON system_event (session, seq)"), List.of(
            "ALTER TABLE system_event ADD COLUMN calls INTEGER NOT NULL DEFAULT 0",
            "CREATE INDEX system_event_calls ON system_event (session) WHERE calls = 1"));

    private final Ledger ledger;
    private final Sessions sessions;
    private final Clock clock;
    /** Conversations that have some, so that a turn of any other costs no query. */
    private final Set<SessionKey> noted = ConcurrentHashMap.newKeySet();

    @Activate
    public SystemEvents(@Reference Ledger ledger, @Reference Sessions sessions, @Reference Clock clock) {
        this.ledger = ledger;
        this.sessions = sessions;
        this.clock = clock;
        ledger.define("system-event", MIGRATIONS);
        noted.addAll(ledger.read("SELECT DISTINCT session FROM system_event", row -> new SessionKey(String.valueOf(row.text("session")))));
    }

    /** @param at milliseconds since 1970 */
    public record SystemEvent(long seq, String text, long at) {}

    public enum Weight {
        /** Whatever turn begins next is told of it. */
        NEWS,
        /** As news; and whoever looks after things from time to time is to look here, even if there is nothing else to look after. */
        CALL
    }

    /** Is on disk when this returns. The same as the last one is not added again. */
    public void add(SessionKey session, String text, Weight weight) {
        ledger.commit(Step.named("system-event")
                .change(Step.Change.of("INSERT INTO system_event (session, revision, text, at, calls) SELECT ?, ?, ?, ?, ? WHERE NOT EXISTS"
                                + " (SELECT 1 FROM system_event WHERE session = ? AND text = ? AND seq = (SELECT MAX(seq) FROM system_event"
                                + " WHERE session = ?))", session.value(), revision(session), text, clock.now().toEpochMilli(), weight.ordinal(),
                        session.value(), text, session.value()))
                .change(youngest(session)).build());
        noted.add(session);
    }

    /** As {@link #add(SessionKey, String, Weight)}, together with what else a step makes true; the same text again is added again. */
    public void add(Step.Builder step, SessionKey session, String text, Weight weight) {
        step.change(Step.Change.of("INSERT INTO system_event (session, revision, text, at, calls) VALUES (?, ?, ?, ?, ?)", session.value(),
                revision(session), text, clock.now().toEpochMilli(), weight.ordinal())).change(youngest(session));
        noted.add(session);
    }

    private static Step.Change youngest(SessionKey session) {
        return Step.Change.of("DELETE FROM system_event WHERE session = ? AND seq NOT IN (SELECT seq FROM system_event"
                + " WHERE session = ? ORDER BY seq DESC LIMIT " + MOST + ")", session.value(), session.value());
    }

    /** Conversations in which something calls. */
    public List<SessionKey> calling() {
        return ledger.read("SELECT session, revision FROM system_event WHERE calls = 1 ORDER BY seq",
                row -> Map.entry(new SessionKey(String.valueOf(row.text("session"))), String.valueOf(row.text("revision")))).stream()
                .filter(call -> call.getValue().isEmpty() || call.getValue().equals(revision(call.getKey()))).map(Map.Entry::getKey).distinct().toList();
    }

    /** A conversation that has not begun has none yet. */
    private String revision(SessionKey session) {
        return sessions.find(session).map(Session::revision).orElse("");
    }

    /** Those that no turn has seen, oldest first. */
    public List<SystemEvent> waiting(SessionKey session) {
        return noted.contains(session) ? read(session.value(), revision(session)) : List.of();
    }

    private List<SystemEvent> read(String session, String revision) {
        return ledger.read("SELECT seq, text, at FROM system_event WHERE session = ? AND revision IN (?, '') ORDER BY seq",
                SystemEvents::event, session, revision);
    }

    private static SystemEvent event(Row row) {
        return new SystemEvent(row.number("seq"), String.valueOf(row.text("text")), row.number("at"));
    }

    /** Adds to a step that a run sees them now. @return their entries, to stand before what was said */
    public List<Entry> take(Step.Builder step, Session session, RunId run) {
        // Removed before the rows are read, so that none is missed; the key stays while there are rows, since the step may yet fail.
        if (!noted.remove(session.key())) {
            return List.of();
        }
        List<SystemEvent> events = read(session.key().value(), session.revision());
        if (!events.isEmpty()) {
            noted.add(session.key());
        }
        long last = events.stream().mapToLong(SystemEvent::seq).max().orElse(0);
        step.change(Step.Change.of("DELETE FROM system_event WHERE session = ? AND (seq <= ? OR revision NOT IN (?, ''))",
                session.key().value(), last, session.revision()));
        List<Entry> entries = new ArrayList<>();
        events.forEach(event -> entries.add(Entry.message(run + ":e" + event.seq(), clock.now(), message(event))));
        return entries;
    }

    /** Adds to a step that those that wait go on waiting though the conversation has another revision then. */
    public void keep(Step.Builder step, Session session, String revision) {
        step.change(Step.Change.of("UPDATE system_event SET revision = ? WHERE session = ? AND revision = ?", revision, session.key().value(),
                session.revision()));
    }

    private static ObjectNode message(SystemEvent event) {
        ObjectNode message = Json.object().put("role", "system");
        message.putArray("content").add(Blocks.text(line(Instant.ofEpochMilli(event.at()), event.text())));
        return message;
    }

    /** As a model reads it: {@code System: [2026-11-21 09:30] The disk is nearly full.} */
    public static String line(Instant at, String text) {
        return "System: [" + TIME.format(at.atZone(ZoneId.systemDefault())) + "] " + text;
    }
}
