package dev.chela.core.errand.internal;

import dev.chela.api.event.Run;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.RunId;
import dev.chela.api.task.Cancellation;
import dev.chela.api.task.Clock;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.approval.Approvals;
import dev.chela.core.approval.Approvals.Plan;
import dev.chela.core.approval.Approvals.Ruling;
import dev.chela.core.errand.Errands;
import dev.chela.core.session.Sessions;
import dev.chela.core.hook.CallHooks;
import dev.chela.core.hook.Hooks;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step;
import dev.chela.core.task.CancelSource;
import dev.chela.core.task.Scope;
import dev.chela.core.tool.ToolRequest;
import dev.chela.core.tool.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** One call at a time under each key; its row is written before the tool begins, and again with the result. */
@Component(service = Errands.class)
public final class ErrandDesk implements Errands {
    static final String UNKNOWN = "The outcome is unknown: the gateway stopped during this call. Check what it did, and if it must be"
            + " done again, ask under another key.";
    private static final Duration KEPT = Duration.ofDays(30);
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final int MOST_CHARS = 64_000;

    private final Tools tools;
    private final Approvals approvals;
    private final Ledger ledger;
    private final CallHooks hooks;
    private final Clock clock;
    private final Leave leave;
    private final ErrandRows rows;
    private final Scope threads = new Scope("chela-errand");
    private final Map<String, Running> running = new ConcurrentHashMap<>();

    @Activate
    public ErrandDesk(@Reference Tools tools, @Reference Approvals approvals, @Reference Sessions sessions, @Reference Ledger ledger,
            @Reference Hooks hooks, @Reference Clock clock) {
        this.tools = tools;
        this.approvals = approvals;
        this.ledger = ledger;
        this.hooks = new CallHooks(hooks);
        this.clock = clock;
        this.leave = new Leave(tools, approvals, sessions);
        this.rows = new ErrandRows(ledger);
    }

    private record Running(String digest, CompletableFuture<Done> done) {}

    @Deactivate
    public void close() {
        threads.close();
    }

    @Override
    public Done run(Errand errand) throws InterruptedException {
        if (errand.key().isEmpty()) {
            return once(errand, "errand-" + UUID.randomUUID(), () -> { });
        }
        String digest = Digest.of(errand);
        Running one = running.computeIfAbsent(errand.key(), key -> begun(errand, digest));
        if (!one.digest().equals(digest)) {
            throw otherCall(errand.key());
        }
        return awaited(one.done().copy(), errand.cancellation());
    }

    private Running begun(Errand errand, String digest) {
        try {
            return new Running(digest, CompletableFuture.supplyAsync(() -> settled(errand, digest),
                    work -> threads.start("errand " + errand.tool(), work)));
        } catch (RejectedExecutionException stopping) {
            throw stopping();
        }
    }

    private Done settled(Errand errand, String digest) {
        try {
            return keyed(errand, digest);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw stopping();
        } finally {
            running.remove(errand.key());
        }
    }

    private static Done awaited(CompletableFuture<Done> done, Cancellation cancellation) throws InterruptedException {
        try (Cancellation.Registration leaving = cancellation.onCancel(() -> done.cancel(false))) {
            return done.get();
        } catch (ExecutionException ended) {
            if (ended.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw new IllegalStateException("the call under a key failed", ended.getCause());
        }
    }

    private static Transient stopping() {
        return new Transient("the gateway stops; ask again under the same key once it has started", Duration.ofSeconds(1));
    }

    private static Permanent otherCall(String key) {
        return new Permanent("the key '" + key.substring(key.indexOf(':') + 1) + "' stands for another call, with another tool, other"
                + " arguments or of another conversation; choose a new key for each call");
    }

    private Done keyed(Errand errand, String digest) throws InterruptedException {
        Optional<ErrandRows.Kept> kept = rows.find(errand.key());
        if (kept.isPresent() && !kept.get().digest().equals(digest)) {
            throw otherCall(errand.key());
        }
        if (kept.isPresent() && kept.get().result().isPresent()) {
            return new Done.Ran(kept.get().result().get());
        }
        Instant now = clock.now();
        Step.Change begin = ErrandRows.begin(errand.key(), digest, errand.tool(), now);
        if (kept.isPresent() && leave.acts(errand.tool())) {
            return ended(errand.key(), begin, ToolResult.error(UNKNOWN));
        }
        Errand own = new Errand(errand.key(), errand.tool(), errand.arguments(), errand.whose(), errand.consent(), new CancelSource());
        Done done = once(own, "errand-" + Digest.of(errand.key()), () -> ledger.commit(Step.named("errand")
                .change(begin).change(ErrandRows.forgetBefore(now.minus(KEPT))).build()));
        return done instanceof Done.Ran ran ? ended(errand.key(), begin, ran.result()) : done;
    }

    private Done ended(String key, Step.Change begin, ToolResult result) {
        ledger.commit(Step.named("errand-end").change(begin).change(ErrandRows.end(key, result)).build());
        return new Done.Ran(result);
    }

    /** @param begins is called when nothing stands in the way any more, and before the tool runs */
    private Done once(Errand errand, String callId, Runnable begins) throws InterruptedException {
        CallHooks.Call call = new CallHooks.Call(new Run(new RunId(callId), 0, errand.whose().session(), errand.whose().agent(), clock.now()), callId,
                errand.tool(), errand.arguments(), errand.cancellation());
        CallHooks.Judged judged = hooks.calling(call);
        if (judged.refusal().isPresent()) {
            return new Done.Ran(ToolResult.error(judged.refusal().get()));
        }
        return allowed(errand.with(judged.args()), call, begins);
    }

    private Done allowed(Errand errand, CallHooks.Call call, Runnable begins) throws InterruptedException {
        Plan plan = Leave.plan(errand, call.id());
        Ruling ruling = leave.rule(errand, plan);
        if (ruling instanceof Ruling.Refused refused) {
            return new Done.Ran(ToolResult.error(refused.why()));
        }
        if (ruling instanceof Ruling.Ask ask) {
            if (errand.consent() == Consent.TELL) {
                return new Done.NeedsConsent("a person must approve this command: " + ask.order().command());
            }
            Optional<String> refusal = leave.asked(plan, ask, errand.cancellation());
            if (refusal.isPresent()) {
                return new Done.Ran(ToolResult.error(refusal.get()));
            }
        }
        begins.run();
        return new Done.Ran(hooks.called(call, perform(errand, plan)));
    }

    private ToolResult perform(Errand errand, Plan plan) throws InterruptedException {
        try (Approvals.Pass pass = approvals.open(plan)) {
            // The first turn furnishes a new workspace; a program may come before any turn.
            Files.createDirectories(errand.whose().workspace());
            return tools.run(new ToolRequest(plan.callId(), errand.tool(), errand.arguments(), errand.whose(), errand.cancellation(),
                    line -> { }, MOST_CHARS, LIMIT));
        } catch (IOException noPlace) {
            return ToolResult.error("the workspace " + errand.whose().workspace() + " cannot be made: " + noPlace.getMessage());
        } catch (CancellationException stopped) {
            if (errand.cancellation().cancelled()) {
                throw stopped;
            }
            return ToolResult.error("'" + errand.tool() + "' stopped by itself: " + stopped.getMessage());
        }
    }
}
