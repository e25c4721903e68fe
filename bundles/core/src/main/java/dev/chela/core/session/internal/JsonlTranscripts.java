package dev.chela.core.session.internal;

import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.event.Events;
import dev.chela.core.home.Home;
import dev.chela.core.session.Branch;
import dev.chela.core.session.Compaction;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Transcripts;
import dev.chela.core.store.Step;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** JSON Lines files, one a session. What turns see of the sessions in use stays in memory, up to a number of bytes in all. */
@Component
public final class JsonlTranscripts implements Transcripts {
    private static final int VERSION = 3;
    private static final long IN_MEMORY = 32 << 20;

    private final Home home;
    private final List<Registration> listening;
    private final Tails tails = new Tails(IN_MEMORY);
    private final Totals totals = new Totals();

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
    public List<Entry> tree(Session session) {
        List<Entry> tail = tail(session);
        return isWhole(tail) ? tail : TailReader.read(file(session), JsonlTranscripts::begins);
    }

    @Override
    public List<Entry> conversation(Session session) {
        return Branch.to(session.leaf(), tree(session));
    }

    @Override
    public List<Entry> context(Session session) {
        return Branch.to(session.leaf(), tail(session));
    }

    private List<Entry> tail(Session session) {
        return tails.of(session.key(), () -> TailReader.read(file(session), new Reach(session)));
    }

    private static boolean isWhole(List<Entry> tail) {
        return tail.isEmpty() || begins(tail.get(0));
    }

    private Path file(Session session) {
        return home.root().resolve(session.file());
    }

    @Override
    public List<Entry> messages(Session session) {
        return conversation(session).stream().filter(entry -> isKnownMessage(session, entry)).toList();
    }

    private static boolean isKnownMessage(Session session, Entry entry) {
        return entry.isMessage() && entry.seq() <= session.entries();
    }

    @Override
    public void back(Session session, Predicate<Entry> more) {
        List<Entry> tail = tail(session);
        List<Entry> end = Branch.to(session.leaf(), tail);
        for (int i = end.size() - 1; i >= 0; i--) {
            if (isKnownMessage(session, end.get(i)) && !more.test(end.get(i))) {
                return;
            }
        }
        if (!isWhole(tail)) {
            further(session, end.get(0), more);
        }
    }

    /** Past what a turn sees, nothing of which is kept. */
    private void further(Session session, Entry from, Predicate<Entry> more) {
        Way way = new Way(from.parent());
        TailReader.visit(file(session), entry -> begins(entry)
                || way.leadsThrough(entry) && isKnownMessage(session, entry) && !more.test(entry));
    }

    @Override
    public List<Entry> written(Session session, Instant since) {
        Instant own = Instant.ofEpochMilli(session.createdAt());
        Instant from = since.isAfter(own) ? since : own;
        return TailReader.read(file(session), entry -> at(entry).filter(time -> time.isBefore(from)).isPresent())
                .stream().filter(entry -> at(entry).filter(time -> !time.isBefore(from)).isPresent())
                .filter(entry -> entry.seq() <= session.entries()).toList();
    }

    @Override
    public Page page(Session session, int skip, int limit) {
        Deque<Entry> page = new ArrayDeque<>();
        AtomicInteger passed = new AtomicInteger();
        AtomicBoolean more = new AtomicBoolean();
        back(session, entry -> {
            if (passed.getAndIncrement() < skip) {
                return true;
            }
            more.set(page.size() == limit);
            if (!more.get()) {
                page.addFirst(entry);
            }
            return !more.get();
        });
        return new Page(List.copyOf(page), more.get());
    }

    @Override
    public OptionalInt total(Session session) {
        return totals.of(session, entries -> since(session, entries));
    }

    private long since(Session session, long entries) {
        AtomicLong count = new AtomicLong();
        back(session, entry -> {
            boolean later = entry.seq() > entries;
            count.addAndGet(later ? 1 : 0);
            return later;
        });
        return count.get();
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

    /** After it a turn looks back to another place. */
    private static boolean reaches(Entry entry) {
        return entry.type().equals(Compaction.ENTRY) || entry.type().equals(Branch.MARK);
    }

    private void follow(Appended appended) {
        if (begins(appended.entry())) {
            tails.begin(appended.session(), appended.entry());
        } else if (reaches(appended.entry())) {
            tails.forget(appended.session());
        } else {
            tails.append(appended.session(), appended.entry());
        }
    }
}
