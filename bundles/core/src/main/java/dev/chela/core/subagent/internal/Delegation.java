package dev.chela.core.subagent.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Subagents;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Cancellation;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.tool.ToolCall;
import dev.chela.core.event.Events;
import dev.chela.core.inbox.Mandate.Bill;
import dev.chela.core.session.Endings;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step;
import dev.chela.core.subagent.Kept;
import dev.chela.core.subagent.Kin;
import dev.chela.core.task.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Subagents} of each call; ends what a conversation set to work when somebody ends the conversation's work. */
@Component(service = Delegation.class, immediate = true)
public final class Delegation {
    private static final Logger LOG = LoggerFactory.getLogger(Delegation.class);
    private static final String CANCELLED = "cancelled by the conversation that set it to work";

    private final Spawning spawning;
    private final Kin kin;
    private final Runs runs;
    private final Sessions sessions;
    private final Ledger ledger;
    private final Endings endings;
    private final Events events;
    private final Scope threads = new Scope("chela-subagents");
    private final List<Registration> listening;

    @Activate
    public Delegation(@Reference Spawning spawning, @Reference Kin kin, @Reference Runs runs, @Reference Sessions sessions,
            @Reference Ledger ledger, @Reference Endings endings, @Reference Events events) {
        this.spawning = spawning;
        this.kin = kin;
        this.runs = runs;
        this.sessions = sessions;
        this.ledger = ledger;
        this.endings = endings;
        this.events = events;
        listening = List.of(events.listen(Runs.Halted.class, this::halted), events.listen(Kept.Finished.class, done -> tidy(done.kept())));
    }

    @Deactivate
    public void close() {
        listening.forEach(Registration::close);
        threads.close();
    }

    /** A run that is ended alone takes along only what it set to work itself. */
    private void halted(Runs.Halted halted) {
        kin.running(halted.session()).stream()
                .filter(kept -> halted.only().map(run -> run.value().equals(kept.order().parentRun())).orElse(true))
                .forEach(kept -> cancel(kept, halted.why()));
    }

    /** On disk first: then its end is no news for its parent. */
    private Kept cancel(Kept kept, String why) {
        Session.Spent spent = sessions.open(kept.session()).spent();
        Kept ended = kept.ended(Subagents.State.CANCELLED, why, spawning.now(), new Bill(spent.input(), spent.output(), spent.cost()));
        ledger.commit(Step.named("subagent-cancel").change(Kin.end(ended)).fact(new Kept.Finished(ended)).build());
        runs.abort(kept.session(), Optional.empty(), why);
        return kin.find(kept.session()).orElse(ended);
    }

    private void tidy(Kept ended) {
        if (ended.order().kept()) {
            return;
        }
        try {
            threads.start("delete", () -> endings.delete(ended.session()));
        } catch (RejectedExecutionException stopping) {
            LOG.debug("{} stays", ended.session());
        }
    }

    public Subagents grant(ToolCall call) {
        return new Granted(call);
    }

    private Subagents.Helper told(Kept kept) {
        Session.Spent spent = sessions.open(kept.session()).spent();
        return kept.told(kept.isRunning() ? new Bill(spent.input(), spent.output(), spent.cost()) : kept.spent());
    }

    private final class Granted implements Subagents {
        private final SessionKey self;
        private final ToolCall call;

        Granted(ToolCall call) {
            this.call = call;
            this.self = call.session();
        }

        @Override
        public Started start(Task task) {
            Spawning.Begun begun = spawning.begin(call, task);
            return new Started(told(begun.kept()), begun.notes());
        }

        @Override
        public List<Helper> list() {
            return kin.of(self).stream().map(Delegation.this::told).toList();
        }

        @Override
        public List<Helper> cancel(List<String> ids) {
            return ids.stream().map(this::named).map(kept -> kept.isRunning() ? Delegation.this.cancel(kept, CANCELLED) : kept)
                    .map(Delegation.this::told).toList();
        }

        private Kept named(String id) {
            List<Kept> all = kin.of(self);
            return all.stream().filter(kept -> kept.isCalled(id)).findFirst().orElseThrow(() -> new Permanent(
                    "this conversation has no sub-agent '" + id + "'; there are " + all.stream().map(Kept::id).toList()));
        }

        @Override
        public List<Helper> await(List<String> ids, Duration atMost) throws InterruptedException {
            List<SessionKey> wanted = (ids.isEmpty() ? kin.running(self) : ids.stream().map(this::named).toList()).stream()
                    .map(Kept::session).toList();
            Semaphore news = new Semaphore(0);
            long until = System.nanoTime() + atMost.toNanos();
            Cancellation cancellation = call.cancellation();
            try (Registration listening = events.listen(Kept.Finished.class, finished -> news.release());
                    Registration stopping = cancellation.onCancel(news::release)) {
                while (wanted.stream().anyMatch(this::works) && news.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    cancellation.check();
                }
            }
            return wanted.stream().flatMap(key -> kin.find(key).stream()).map(Delegation.this::told).toList();
        }

        private boolean works(SessionKey session) {
            return kin.find(session).filter(Kept::isRunning).isPresent();
        }

        @Override
        public List<Peer> agents() {
            return spawning.peers(call.agent());
        }
    }
}
