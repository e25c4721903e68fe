package dev.chela.core.eventwebhook.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.config.Secret;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.HandClock;
import dev.chela.core.config.Config;
import dev.chela.core.config.ConfigChanged;
import dev.chela.core.event.EventType;
import dev.chela.core.event.PublicEvent;
import dev.chela.core.event.internal.InProcessEvents;
import dev.chela.core.eventwebhook.EventWebhooks.Standing;
import dev.chela.core.eventwebhook.EventWebhooksConfig.Endpoint;
import dev.chela.core.eventwebhook.EventWebhooksConfig;
import dev.chela.core.guest.Arrivals;
import dev.chela.core.home.internal.LockedHome;
import dev.chela.core.json.Json;
import dev.chela.core.net.internal.JdkHttp;
import dev.chela.core.secret.internal.ShapeRedactor;
import dev.chela.core.store.Ledger.Outcome;
import dev.chela.core.store.Step;
import dev.chela.core.store.internal.LedgerOptions;
import dev.chela.core.store.internal.SqliteLedger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The room on a real ledger and a real network, with a clock that the test moves. */
final class Post implements AutoCloseable {
    static final Secret SECRET = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    static final SessionKey ANN = new SessionKey("agent:main:peer:ann");
    static final SessionKey BOB = new SessionKey("agent:other:peer:bob");

    final HandClock clock = new HandClock();
    final SqliteLedger ledger;
    final EventWebhookDesk desk;
    private final LockedHome home;
    private final JdkHttp http = new JdkHttp(clock);
    private final Changing config;
    private final Recorder recorder;
    private final InProcessEvents events = new InProcessEvents();

    Post(Path root, EventWebhooksConfig settings) {
        config = new Changing(settings);
        ShapeRedactor redactor = new ShapeRedactor();
        redactor.keep(new Secret("hunter2-hunter2"));
        home = new LockedHome(root);
        recorder = new Recorder(config, redactor, clock);
        ledger = new SqliteLedger(home, events, recorder, LedgerOptions.production());
        desk = new EventWebhookDesk(ledger, config, events, clock, http, redactor, () -> 0.5);
    }

    Post(Path root, Endpoint endpoint) {
        this(root, settings(endpoint, 10_000));
    }

    static EventWebhooksConfig settings(Endpoint endpoint, int maxPending) {
        return new EventWebhooksConfig(Map.of("crm", endpoint), null, maxPending);
    }

    /** To a receiver in this house. */
    static Endpoint to(String url, String... events) {
        return new Endpoint(url, SECRET, null, List.of(events), null, null, null, null, null, true, 3, null);
    }

    static Endpoint to(String url, Secret secret) {
        return new Endpoint(url, secret, null, null, null, null, null, null, null, true, 3, null);
    }

    void change(EventWebhooksConfig now) {
        config.change(now);
    }

    /** The file is another one, and the gateway noticed. */
    void notices(String hash, String... paths) {
        config.hash = hash;
        events.publish(new ConfigChanged("chela.json5", hash, List.of(paths)));
    }

    /** As at a start with this file. */
    void startsWith(String hash) {
        config.hash = hash;
        desk.bindArrivals(new Arrivals() { });
    }

    /** Which configuration was told last. */
    List<String> told() {
        return ledger.read("SELECT hash FROM webhook_config", row -> row.text("hash"));
    }

    /** Commits a fact of each of these texts in a session, as {@code tool.result}. */
    void happen(SessionKey session, String... texts) {
        for (String text : texts) {
            happen(EventType.TOOL_RETURNED, Optional.of(session), text);
        }
    }

    Outcome happen(EventType type, Optional<SessionKey> session, String text) {
        return ledger.commit(Step.named("test").fact(new PublicEvent(type, session, data -> data.put("text", text))).build());
    }

    Standing standing() {
        return desk.endpoints().get(0);
    }

    void await(BooleanSupplier reached) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it is reached in time; %s", standing()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        desk.close();
        ledger.close();
        recorder.close();
        home.close();
        http.close();
    }

    /** A configuration that is changed by the test. */
    private static final class Changing implements Config {
        private final List<Consumer<Object>> listeners = new ArrayList<>();
        private volatile EventWebhooksConfig now;
        private volatile String hash = "";

        Changing(EventWebhooksConfig first) {
            now = first;
        }

        void change(EventWebhooksConfig next) {
            now = next;
            listeners.forEach(listener -> listener.accept(next));
        }

        @Override
        public <T extends Record> Live<T> section(String path, Class<T> type) {
            return new Live<>() {
                @Override
                public T get() {
                    return type.cast(now);
                }

                @Override
                public void onChange(Consumer<? super T> listener) {
                    listeners.add(value -> listener.accept(type.cast(value)));
                }

                @Override
                public void close() {
                    // Everything here ends at once.
                }
            };
        }

        @Override
        public Registration vocabulary(String place, String like, Set<String> keys) {
            return () -> { };
        }

        @Override
        public Snapshot current() {
            return new Snapshot("chela.json5", true, "", Json.object(), Json.object(), true, hash, List.of(), List.of(), List.of());
        }
    }
}
