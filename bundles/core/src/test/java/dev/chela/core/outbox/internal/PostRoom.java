package dev.chela.core.outbox.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Button;
import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.Hint;
import dev.chela.api.channel.MessageRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.id.RunId;
import dev.chela.core.FixedConfig;
import dev.chela.core.HandClock;
import dev.chela.core.event.internal.InProcessEvents;
import dev.chela.core.home.internal.LockedHome;
import dev.chela.core.outbox.Carrier;
import dev.chela.core.outbox.DeliveryConfig;
import dev.chela.core.outbox.Inspection;
import dev.chela.core.outbox.Outbox;
import dev.chela.core.outbox.Parcel;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.store.Step;
import dev.chela.core.store.internal.LedgerOptions;
import dev.chela.core.store.internal.SqliteLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An outbox on a real ledger, with a carrier that does as it is told and a clock that the test moves. */
final class PostRoom implements AutoCloseable {
    static final String ALICE = new ReturnAddress("test", "default",
            new Conversation("alice", Conversation.Kind.DIRECT, "", "", ""), "alice", ReplyTo.NONE).write();

    final InProcessEvents events = new InProcessEvents();
    final HandClock clock = new HandClock();
    final LockedHome home;
    final SqliteLedger ledger;
    final Told carrier = new Told();
    final SqliteOutbox outbox;
    volatile Inspection inspection = Inspection.NONE;
    /** The deliveries of which other systems are to hear. */
    final Queue<String> told = new ConcurrentLinkedQueue<>();
    private final LinkedBlockingQueue<String> ends = new LinkedBlockingQueue<>();

    PostRoom(Path root, DeliveryConfig.Doubt policy) {
        home = new LockedHome(root);
        ledger = new SqliteLedger(home, events, LedgerOptions.production());
        outbox = new SqliteOutbox(ledger, carrier, parcel -> inspection.of(parcel),
                new FixedConfig(new DeliveryConfig(new DeliveryConfig.Settings(policy))), events, clock);
        events.listen(Outbox.Settled.class, this::settled);
    }

    private void settled(Outbox.Settled settled) {
        String key = settled.parcel().key().value();
        settled.told().ifPresent(event -> told.add(key));
        ends.add(key);
    }

    void reply(String run, String origin, String text) {
        Step.Builder step = Step.named("final");
        outbox.reply(step, new RunId(run), origin, text);
        ledger.commit(step.build());
    }

    void ask(String run, String text, Button... buttons) {
        Step.Builder step = Step.named("ask");
        outbox.ask(step, new RunId(run), ALICE, text, List.of(buttons));
        ledger.commit(step.build());
    }

    void show(String run, String text) {
        Step.Builder step = Step.named("preview");
        outbox.show(step, new RunId(run), ALICE, text);
        ledger.commit(step.build());
    }

    void withdraw(String run) {
        Step.Builder step = Step.named("final");
        outbox.withdraw(step, new RunId(run), ALICE);
        ledger.commit(step.build());
    }

    /** Waits until these ended, in this order, whatever else ends between. */
    void ended(String... keys) {
        for (String key : keys) {
            String next;
            do {
                next = poll(key);
            } while (!key.equals(next));
        }
    }

    private String poll(String key) {
        try {
            String next = ends.poll(60, TimeUnit.SECONDS);
            assertThat(next).as("the end of " + key).isNotNull();
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    Outbox.State state(String key) {
        return outbox.find(key).orElseThrow().state();
    }

    @Override
    public void close() {
        outbox.stop();
        ledger.close();
        home.close();
    }

    /** Takes everything, unless it is told what to answer. */
    final class Told implements Carrier {
        private final List<Parcel> seen = new ArrayList<>();
        private final Deque<Delivery> answers = new ArrayDeque<>();
        private Optional<Delivery> always = Optional.empty();
        private Optional<Delivery> memory = Optional.empty();
        private Duration safe = Duration.ZERO;
        private Set<String> kinds = Set.of("Post");
        private boolean open;

        void open() {
            synchronized (this) {
                open = true;
            }
            events.publish(new Ready("test", "default"));
        }

        synchronized void next(Delivery answer) {
            answers.add(answer);
        }

        synchronized void always(Delivery answer) {
            always = Optional.of(answer);
        }

        synchronized void remembers(Optional<Delivery> answer) {
            memory = answer;
        }

        synchronized void repeatSafe(Duration time) {
            safe = time;
        }

        synchronized List<String> texts() {
            return seen.stream().map(parcel -> ((Outbound.Post) parcel.out()).text().text()).toList();
        }

        /** What stands below each. */
        synchronized List<List<Button>> buttons() {
            return seen.stream().map(parcel -> ((Outbound.Post) parcel.out()).buttons()).toList();
        }

        synchronized void kinds(String... able) {
            kinds = Set.of(able);
        }

        /** What was asked of it, in words. */
        synchronized List<String> asked() {
            return seen.stream().map(parcel -> parcel.out() instanceof Outbound.Edit edit ? "edit " + edit.target().id() + ": " + edit.text().text()
                    : parcel.out() instanceof Outbound.Delete delete ? "delete " + delete.target().id()
                    : ((Outbound.Post) parcel.out()).text().text()).toList();
        }

        synchronized List<String> keys() {
            return seen.stream().map(parcel -> parcel.key().value()).toList();
        }

        @Override
        public void hint(String channel, String account, Conversation to, Hint hint) {
            // Nobody looks at it here.
        }

        @Override
        public synchronized boolean ready(String channel, String account) {
            return open;
        }

        @Override
        public synchronized Delivery deliver(Parcel parcel) {
            seen.add(parcel);
            Delivery sent = new Delivery.Sent(List.of(new MessageRef("m" + seen.size())));
            return answers.isEmpty() ? always.orElse(sent) : answers.poll();
        }

        @Override
        public synchronized Optional<Delivery> recall(Parcel parcel) {
            return memory;
        }

        @Override
        public synchronized Capabilities capabilities(String channel, String account) {
            return new Capabilities(20, Capabilities.Unit.UTF16, "markdown", safe, kinds, false);
        }
    }
}
