package dev.chela.core.session.internal;

import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.event.Events;
import dev.chela.core.home.Home;
import dev.chela.core.session.Branch;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Transcripts;
import dev.chela.core.store.Step;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** JSON Lines files, one a session. The tails of the sessions in use stay in memory, up to a number of bytes in all. */
@Component
public final class JsonlTranscripts implements Transcripts {
    private static final int VERSION = 3;
    private static final long IN_MEMORY = 32 << 20;

    private final Home home;
    private final List<Registration> listening;
    private final Tails tails = new Tails(IN_MEMORY);

    @Activate
    public JsonlTranscripts(@Reference Home home, @Reference Events events) {
        this.home = home;
        listening = List.of(
                events.listen(Appended.class, this::follow),
                events.listen(Sessions.Deleted.class, deleted -> tails.forget(deleted.session().key())));
    }

    @Deactivate
    public void close() {
        listening.forEach(Registration::close);
    }

    @Override
    public List<Entry> context(Session session) {
        return Branch.to(session.leaf(), tree(session));
    }

    @Override
    public List<Entry> tree(Session session) {
        return tails.of(session.key(), () -> TailReader.read(home.root().resolve(session.file()), JsonlTranscripts::begins));
    }

    @Override
    public List<Entry> messages(Session session) {
        return context(session).stream().filter(entry -> entry.isMessage() && entry.seq() <= session.entries()).toList();
    }

    @Override
    public List<Entry> written(Session session, Instant since) {
        Instant own = Instant.ofEpochMilli(session.createdAt());
        Instant from = since.isAfter(own) ? since : own;
        return TailReader.read(home.root().resolve(session.file()), entry -> at(entry).filter(time -> time.isBefore(from)).isPresent())
                .stream().filter(entry -> at(entry).filter(time -> !time.isBefore(from)).isPresent())
                .filter(entry -> entry.seq() <= session.entries()).toList();
    }

    @Override
    public Page page(Session session, int skip, int limit) {
        List<Entry> messages = messages(session);
        int end = Math.max(0, messages.size() - skip);
        return new Page(messages.subList(Math.max(0, end - limit), end), messages.size());
    }

    @Override
    public Session append(Step.Builder step, Session session, List<Entry> entries) {
        List<Entry> all = session.entries() > 0 ? entries : withHeader(session, entries);
        Session now = session;
        for (Entry entry : all) {
            Entry placed = entry.at(now.leaf(), now.entries() + 1);
            now = now.advanced(placed.id(), 1, Math.max(now.updatedAt(), at(placed).map(Instant::toEpochMilli).orElse(0L)));
            step.line(placed.in(now));
            step.fact(new Appended(now.key(), placed));
        }
        return now;
    }

    private static List<Entry> withHeader(Session session, List<Entry> entries) {
        Entry header = Entry.of("session", session.id(), Instant.ofEpochMilli(session.createdAt()));
        header.body().put("version", VERSION).put("sessionKey", session.key().value());
        List<Entry> all = new ArrayList<>(List.of(header));
        all.addAll(entries);
        return all;
    }

    /** Empty where a person who edited the file left no time. */
    private static Optional<Instant> at(Entry entry) {
        try {
            return Optional.of(Instant.parse(entry.body().path("timestamp").asText()));
        } catch (DateTimeParseException edited) {
            return Optional.empty();
        }
    }

    static boolean begins(Entry entry) {
        return entry.type().equals("reset") || entry.type().equals("session");
    }

    private void follow(Appended appended) {
        if (begins(appended.entry())) {
            tails.begin(appended.session(), appended.entry());
        } else {
            tails.append(appended.session(), appended.entry());
        }
    }
}
