package dev.chela.core.turn.internal.tools;

import dev.chela.core.approval.Approval;
import dev.chela.core.approval.Approvals;
import dev.chela.core.approval.Approvals.Plan;
import dev.chela.core.approval.Approvals.Ruling;
import dev.chela.core.approval.Approvals.Wish;
import dev.chela.core.store.Step;
import dev.chela.core.turn.internal.run.ActiveRun;
import dev.chela.core.turn.internal.run.Gate.Absence;
import dev.chela.core.turn.internal.run.Rooms;
import dev.chela.core.turn.internal.run.RunRows;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * Gets a person's word for a call that needs it, before anything of the call is recorded as begun: after a crash the request is still
 * there, and is not made anew. While a person thinks, the run holds its lane but no place among the running, and its time stands still.
 */
final class Permission {
    private final Rooms rooms;
    private final Approvals approvals;
    private final ActiveRun run;
    private final Supplier<Absence> rest;

    Permission(Rooms rooms, ActiveRun run, Supplier<Absence> rest) {
        this.rooms = rooms;
        this.approvals = rooms.approvals();
        this.run = run;
        this.rest = rest;
    }

    /** Why the call may not happen; empty when it may. */
    Optional<String> refusal(Plan plan) {
        Ruling ruling = approvals.rule(plan);
        if (ruling instanceof Ruling.Refused refused) {
            return Optional.of(refused.why());
        }
        return ruling instanceof Ruling.Ask ask ? asked(plan, ask) : Optional.empty();
    }

    private Optional<String> asked(Plan plan, Ruling.Ask ask) {
        Approval approval = approvals.request(
                new Wish("", plan.call(), ask.order(), ask.always(), Approvals.LIFE, plan.origin()));
        if (approval.isPending()) {
            forgetAttempts();
            run.narrator().progress(plan.callId(), plan.tool(), "waits for approval " + approval.id());
            approval = decided(approval);
        }
        return approval.refusal();
    }

    /** Who only waits for a person is no run that the gateway does not survive. */
    private void forgetAttempts() {
        rooms.ledger().commit(Step.named("waits").change(RunRows.progress(run.id(), run.model().toString())).build());
    }

    private Approval decided(Approval approval) {
        try (Absence outside = rest.get()) {
            return approvals.await(approval.id(), run.token());
        } catch (CancellationException cancelled) {
            withdraw(approval);
            throw cancelled;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CancellationException(ActiveRun.STOPPING);
        }
    }

    /** When the gateway stops, the request waits for its next start. */
    private void withdraw(Approval approval) {
        if (!run.token().reason().equals(ActiveRun.STOPPING)) {
            approvals.cancel(approval.id());
        }
    }
}
