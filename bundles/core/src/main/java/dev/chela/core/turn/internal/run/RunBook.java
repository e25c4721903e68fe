package dev.chela.core.turn.internal.run;

import dev.chela.api.fault.Defect;
import dev.chela.api.id.RunId;
import dev.chela.core.inbox.Intake;
import dev.chela.core.session.Runs.Settled;
import dev.chela.core.session.Runs.State;
import dev.chela.core.store.Step;
import dev.chela.core.turn.Turns.Ended;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How runs ended: on disk, and for whoever waits for an end that is still to come. */
public final class RunBook {
    private final Rooms rooms;
    private final Set<String> expected = ConcurrentHashMap.newKeySet();
    private final Map<String, CompletableFuture<Settled>> endings = new ConcurrentHashMap<>();

    public RunBook(Rooms rooms) {
        this.rooms = rooms;
    }

    /** From now on the input's end is still to come. */
    public void expect(String id) {
        expected.add(id);
    }

    public void forget(String id) {
        expected.remove(id);
    }

    /** Tells those who wait for this run, and for each message that steered it. */
    public void settle(ActiveRun run, Settled settled) {
        finish(run.id().value(), settled);
        run.steered().forEach(id -> finish(id, settled));
    }

    public static void record(Step.Builder step, Settled end, String stopReason) {
        step.change(RunRows.settle(end, stopReason)).fact(RunFacts.ended(end, stopReason));
    }

    public void announce(Ended end) {
        rooms.events().publish(end);
        finish(end.settled().run().value(), end.settled());
    }

    private void finish(String id, Settled settled) {
        expected.remove(id);
        CompletableFuture<Settled> ending = endings.remove(id);
        if (ending != null) {
            ending.complete(settled);
        }
    }

    /** Also waits for a run that nobody has asked for yet: whoever waits may be faster than whoever asks. */
    public Optional<Settled> await(RunId run, Duration atMost) {
        CompletableFuture<Settled> ending = endings.computeIfAbsent(run.value(), id -> new CompletableFuture<>());
        settled(run).ifPresent(justNow -> finish(run.value(), justNow));
        try {
            return Optional.of(ending.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException tooSoon) {
            giveUp(run, ending);
            return settled(run);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new Defect("an ending is never exceptional", impossible);
        }
    }

    /** What nobody expects must not stay in memory because somebody once waited for it. */
    private void giveUp(RunId run, CompletableFuture<Settled> ending) {
        if (!isOpen(run)) {
            endings.remove(run.value(), ending);
        }
    }

    public Optional<State> state(RunId run) {
        Optional<State> kept = kept(run).map(row -> row.settled().state());
        return kept.or(() -> isOpen(run) ? Optional.of(State.QUEUED) : Optional.empty());
    }

    private Optional<Settled> settled(RunId run) {
        return kept(run).map(RunRows.Kept::settled).filter(settled -> settled.endedAt() > 0);
    }

    /** Whether its end is still to come, be it a turn, a command, or not yet looked at. */
    private boolean isOpen(RunId run) {
        return expected.contains(run.value()) || rooms.intake().find(run.value())
                .filter(row -> row.state() == Intake.State.ACCEPTED || row.state() == Intake.State.CONSUMED).isPresent();
    }

    /** The run itself, or the one that a steering message became part of. */
    private Optional<RunRows.Kept> kept(RunId run) {
        return rooms.rows().find(run).or(() -> rooms.intake().find(run.value())
                .filter(row -> !row.run().isEmpty())
                .flatMap(row -> rooms.rows().find(new RunId(row.run()))));
    }
}
