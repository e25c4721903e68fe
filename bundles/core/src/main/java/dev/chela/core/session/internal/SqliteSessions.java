package dev.chela.core.session.internal;

import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.config.Config;
import dev.chela.core.event.EventType;
import dev.chela.core.event.Events;
import dev.chela.core.home.Home;
import dev.chela.core.json.Json;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.session.Glance;
import dev.chela.core.session.SendPolicy;
import dev.chela.core.session.SendPolicy.Action;
import dev.chela.core.session.Session;
import dev.chela.core.session.SessionKeys;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Settings;
import dev.chela.core.session.Settings.Setting;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step;
import dev.chela.core.task.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The session table, whole in memory: a row is small, and every list, filter and event needs it at once. A start takes the rows alone; what
 * they say is read when it is over, or when somebody asks first.
 */
@Component
public final class SqliteSessions implements Sessions {
    private static final List<List<String>> MIGRATIONS =
            List.of(List.of("CREATE TABLE session (key TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID"));

    private static final Duration SOON = Duration.ofSeconds(3);

    private final Ledger ledger;
    private final Clock clock;
    private final Registration changes;
    private final Registration deletions;
    private final Config.Live<SendPolicy> sending;
    private final SessionMirror mirror;
    private final Scope scope = new Scope("sessions");
    private final Registration reading;
    private final Map<SessionKey, Filed> index = new ConcurrentHashMap<>();
    private final LastTouched order;
    private final Object[] locks = Stream.generate(Object::new).limit(256).toArray();

    @Activate
    public SqliteSessions(@Reference Ledger ledger, @Reference Events events, @Reference Clock clock, @Reference Home home,
            @Reference Config config) {
        this.ledger = ledger;
        this.sending = config.section("session", SendPolicy.class);
        this.clock = clock;
        ledger.define("session", MIGRATIONS);
        List<Filed> all = ledger.read(Filed.ROWS, Filed::of);
        all.forEach(filed -> index.put(filed.key(), filed));
        order = new LastTouched(all);
        mirror = new SessionMirror(home, clock, this::list);
        changes = events.listen(Changed.class, this::follow);
        deletions = events.listen(Deleted.class, this::forget);
        reading = clock.after(SOON, () -> scope.start("read", this::readAll));
    }

    private void readAll() {
        index.values().stream().takeWhile(any -> !Thread.currentThread().isInterrupted()).forEach(Filed::session);
    }

    @Deactivate
    public void close() {
        changes.close();
        deletions.close();
        reading.close();
        sending.close();
        scope.close();
        mirror.close();
    }

    private void follow(Changed changed) {
        index(Filed.of(changed.session()));
        mirror.touch(changed.session().key().agent());
    }

    /** Under the session's lock, as every change of it. */
    private void index(Filed session) {
        order.replace(index.put(session.key(), session), session);
    }

    private void forget(Deleted deleted) {
        order.replace(index.remove(deleted.session().key()), null);
        mirror.touch(deleted.session().key().agent());
    }

    @Override
    public Optional<Session> find(SessionKey key) {
        return Optional.ofNullable(index.get(key)).map(Filed::session);
    }

    @Override
    public Session open(SessionKey key) {
        return find(key).orElseGet(() -> fresh(key));
    }

    @Override
    public String outward(Session session, String origin) {
        Optional<ReturnAddress> to = ReturnAddress.read(origin);
        if (to.isEmpty()) {
            return "";
        }
        String own = session.settings().get(Setting.SEND_POLICY);
        boolean denied = own.isEmpty() ? Objects.requireNonNull(sending.get().sendPolicy()).rule(session.key(), to.get()) == Action.DENY : own.equals("deny");
        return denied ? "" : origin;
    }

    private Session fresh(SessionKey key) {
        long now = clock.now().toEpochMilli();
        String id = UUID.randomUUID().toString();
        String file = "agents/" + key.agent() + "/state/transcripts/" + SessionKeys.fileName(key) + ".jsonl";
        return new Session(key, id, file, "", "", "", now, now, now, id, "", 0, Session.Last.NONE, Session.Spent.NOTHING,
                Session.Look.NONE, Session.Source.NONE, "", Settings.NONE, now);
    }

    @Override
    public List<Session> list() {
        return order.all();
    }

    @Override
    public List<Glance> glances() {
        return order.glances();
    }

    @Override
    public List<Session> recent(int most) {
        return order.first(most);
    }

    @Override
    public int count() {
        return index.size();
    }

    @Override
    public Session commit(SessionKey key, String name, String reason, Change change) {
        synchronized (lock(key)) {
            Step.Builder step = Step.named(name);
            boolean begins = !index.containsKey(key);
            Session current = open(key);
            if (begins) {
                step.fact(current.told(EventType.SESSION_CREATED));
            }
            Session session = change.apply(current, step);
            step.change(Step.Change.of(
                    "INSERT INTO session (key, body) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET body = excluded.body",
                    key.value(), Json.write(SessionJson.write(session))));
            step.fact(new Changed(session, reason));
            if (begins) {
                step.fact(new Begun(key));
            }
            ledger.commit(step.build());
            return session;
        }
    }

    @Override
    public void delete(SessionKey key) {
        synchronized (lock(key)) {
            find(key).ifPresent(session -> ledger.commit(Step.named("delete-session")
                    .change(Step.Change.of("DELETE FROM session WHERE key = ?", key.value()))
                    .move(session.file(), session.file() + ".deleted." + clock.now().toEpochMilli())
                    .fact(new Deleted(session))
                    .build()));
        }
    }

    private Object lock(SessionKey key) {
        return locks[Math.floorMod(key.hashCode(), locks.length)];
    }
}
