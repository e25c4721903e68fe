package dev.chela.core.session;

import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Clock;
import dev.chela.core.text.Excerpt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Lets a conversation go on from an earlier place: in the same session, where what was said after it stays in the transcript as another
 * branch, or in a new one. Each change is one commit.
 */
@Component(service = Branches.class)
public final class Branches {
    private static final int PREVIEW = 120;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Sessions sessions;
    private final Transcripts transcripts;
    private final Runs runs;
    private final Clock clock;

    @Activate
    public Branches(@Reference Sessions sessions, @Reference Transcripts transcripts, @Reference Runs runs, @Reference Clock clock) {
        this.sessions = sessions;
        this.transcripts = transcripts;
        this.runs = runs;
        this.clock = clock;
    }

    /** @param again what a person said there, to be said anew in other words; empty when the place is no person's message */
    public record Cut(Session session, Optional<Entry> again) {}

    /** Since the last reset; none when nothing was said. */
    public List<Branch> list(SessionKey key) {
        Session session = sessions.open(key);
        return Branch.all(session.leaf(), transcripts.tree(session));
    }

    /**
     * Goes on after an entry, or before it when a person said it.
     *
     * @throws Permanent when there is no such entry since the last reset
     * @throws Transient while a run is at work
     */
    public Cut rewind(SessionKey key, String entryId) {
        return whenFree(key, () -> {
            Entry entry = entry(key, entryId);
            return new Cut(moved(key, after(entry), "rewind"), again(entry));
        });
    }

    /** Makes another branch the conversation. Faults as {@link #rewind}. */
    public Session switchTo(SessionKey key, String leafEntryId) {
        return whenFree(key, () -> {
            String to = entry(key, leafEntryId).id();
            List<Entry> now = transcripts.conversation(sessions.open(key));
            return now.get(now.size() - 1).id().equals(to) ? sessions.open(key) : moved(key, to, "branch");
        });
    }

    /**
     * Begins a new session with what was said up to an entry, without it when a person said it.
     *
     * @param to no session's key yet
     * @throws Permanent when there is no such entry since the last reset
     */
    public Cut fork(SessionKey from, SessionKey to, String entryId) {
        Session source = sessions.open(from);
        Entry entry = entry(from, entryId);
        return new Cut(copied(source, to, entryId, Branch.to(after(entry), transcripts.tree(source))), again(entry));
    }

    /**
     * Begins a new session with all that was said in another.
     *
     * @param to no session's key yet
     * @throws Transient while a run is at work there
     */
    public Session forkWhole(SessionKey from, SessionKey to) {
        Session source = sessions.open(from);
        if (isAtWork(source)) {
            throw new Transient("session " + from + " is at work; copy it when it has answered, or only up to what it has completed",
                    Duration.ofSeconds(5));
        }
        return copied(source, to, source.leaf(), transcripts.conversation(source));
    }

    /** Begins a new session with what was said in another before the run that is at work there. */
    public Session forkCompleted(SessionKey from, SessionKey to) {
        Session source = sessions.open(from);
        String running = source.last().runId() + ":";
        List<Entry> completed = transcripts.conversation(source).stream()
                .takeWhile(entry -> !isAtWork(source) || !entry.id().startsWith(running)).toList();
        return copied(source, to, completed.isEmpty() ? "" : completed.get(completed.size() - 1).id(), completed);
    }

    private static boolean isAtWork(Session session) {
        return session.last().isRunning();
    }

    private Session copied(Session source, SessionKey to, String entryId, List<Entry> way) {
        List<Entry> said = way.stream().filter(each -> !each.type().equals("session") && !each.type().equals("reset")).toList();
        return sessions.commit(to, "fork", "create", (fresh, step) -> transcripts
                .append(step, fresh.using(source.model(), clock.now().toEpochMilli()).settled(source.settings()), said)
                .with(Session.Last.NONE.titled(source.last().title()), Session.Spent.NOTHING)
                .copiedFrom(new Session.Source(source.key().value(), source.id(), entryId)));
    }

    private Session moved(SessionKey key, String to, String reason) {
        return sessions.commit(key, reason, reason, (current, step) -> {
            Branch way = new Branch(Branch.to(to, transcripts.tree(current)), true);
            Entry mark = Entry.of(Branch.MARK, UUID.randomUUID().toString(), clock.now());
            mark.body().put("targetId", way.tip().id());
            return transcripts.append(step, current.branching(way.tip().id(), mark.id(), preview(way.messages())), List.of(mark));
        });
    }

    private static String preview(List<Entry> messages) {
        return messages.isEmpty() ? "" : Excerpt.line(messages.get(messages.size() - 1).text(), PREVIEW);
    }

    private Entry entry(SessionKey key, String id) {
        return transcripts.tree(sessions.open(key)).stream()
                .filter(entry -> entry.id().equals(id) && !entry.type().equals(Branch.MARK)).findFirst()
                .orElseThrow(() -> new Permanent(key + " has no entry '" + id + "' since its last reset"));
    }

    private static String after(Entry entry) {
        return again(entry).map(Entry::parent).orElse(entry.id());
    }

    private static Optional<Entry> again(Entry entry) {
        return Optional.of(entry).filter(each -> each.role().equals("user"));
    }

    private <T> T whenFree(SessionKey key, Supplier<T> change) {
        return runs.whenFree(key, PATIENCE, change).orElseThrow(() ->
                new Transient("session " + key + " is at work; try again when it has answered", Duration.ofSeconds(5)));
    }
}
