package dev.chela.core.turn.internal.lane;

import dev.chela.api.event.AgentEvent.Phase;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Intake;
import dev.chela.core.inbox.Manner.Queue;
import dev.chela.core.session.QueueRule;
import dev.chela.core.session.Runs.Active;
import dev.chela.core.session.SessionKeys;
import dev.chela.core.task.Scope;
import dev.chela.core.turn.internal.run.ActiveRun;
import dev.chela.core.turn.internal.run.Gate;
import dev.chela.core.turn.internal.run.Narrator;
import dev.chela.core.turn.internal.run.Rooms;
import dev.chela.core.turn.internal.run.RunBook;
import dev.chela.core.turn.internal.run.RunRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drives the lanes: one thread for each session that has something to do. */
public final class LaneDriver {
    private static final Logger LOG = LoggerFactory.getLogger(LaneDriver.class);
    private static final Duration REST = Duration.ofSeconds(1);
    private static final Duration WHEN_FULL = Duration.ofSeconds(2);

    private final Rooms rooms;
    private final RunBook book;
    private final Scope threads;
    private final Gate gate;
    private final Gate helpers;
    private final InputTurn turns;
    private final Withdrawals withdrawals;
    private final Map<SessionKey, Lane> lanes = new ConcurrentHashMap<>();

    private volatile boolean stopping;

    public LaneDriver(Rooms rooms, RunBook book, Scope threads) {
        this.rooms = rooms;
        this.book = book;
        this.threads = threads;
        this.gate = new Gate(rooms.agents()::concurrency);
        this.helpers = new Gate(rooms.settings()::helpers);
        this.turns = new InputTurn(rooms, book, gate);
        this.withdrawals = new Withdrawals(rooms, book);
    }

    public void admit(Input input, QueueRule rule) {
        if (rule.mode() == Queue.INTERRUPT) {
            abort(input.said().session(), Optional.empty(), "interrupted by a newer message");
        }
        admit(input, rule, rule.mode() == Queue.STEER && Backlog.isPlain(input));
    }

    private void admit(Input input, QueueRule rule, boolean maySteer) {
        book.expect(input.id());
        SessionKey session = input.said().session();
        Lane lane = lanes.computeIfAbsent(session, LaneDriver::lane);
        switch (lane.admit(input, maySteer, rule, rooms.clock().now().toEpochMilli())) {
            case STARTS -> seat(lane);
            case FULL -> {
                book.forget(input.id());
                throw new Transient("session " + session + " already has " + lane.unheard().size()
                        + " messages waiting; send again when it has answered some", WHEN_FULL);
            }
            case WAITS -> waits(lane, input, rule);
            case STEERS -> { }
        }
    }

    private void waits(Lane lane, Input input, QueueRule rule) {
        Narrator.of(rooms, input).phase(Phase.QUEUED, "");
        lane.overflow(rule).forEach(dropped -> withdrawals.drop(dropped, rule.cap()));
        if (!rule.rests()) {
            hurry(lane);
        }
    }

    /** What it rested for has changed. */
    private void hurry(Lane lane) {
        if (lane.wake()) {
            goOn(lane, Duration.ZERO);
        }
    }

    /** What waits for a place among the running can still be taken back. */
    private void seat(Lane lane) {
        if (lane.isHelper()) {
            helpers.enter(() -> begin(lane));
        } else {
            begin(lane);
        }
    }

    private void begin(Lane lane) {
        gate.enter(() -> {
            try {
                threads.start("lane", () -> drive(lane));
            } catch (RejectedExecutionException stopping) {
                LOG.debug("a lane was not driven any more: {}", stopping.getMessage());
            }
        });
    }

    private void drive(Lane lane) {
        Duration rest = Duration.ZERO;
        try {
            lane.first().ifPresent(input -> turns.take(lane, input));
        } catch (Transient noRoom) {
            LOG.warn("a session's lane rests: {}", noRoom.getMessage());
            rest = noRoom.after().compareTo(REST) > 0 ? noRoom.after() : REST;
        } finally {
            gate.leave();
            if (lane.isHelper()) {
                helpers.leave();
            }
            goOn(lane, rest);
        }
    }

    /** Behind whoever waits for a place already. */
    private void goOn(Lane lane, Duration rest) {
        if (stopping) {
            lane.rested();
        } else if (!rest.isZero()) {
            rooms.clock().after(rest, () -> goOn(lane, Duration.ZERO));
        } else if (lane.goesOn()) {
            quietly(lane);
        } else {
            lane.rested();
        }
    }

    /** Once nobody has said anything for as long as what waits wants it. */
    private void quietly(Lane lane) {
        Duration quiet = lane.rest(rooms.clock().now().toEpochMilli());
        if (quiet.isZero()) {
            seat(lane);
            return;
        }
        Object rest = lane.lieDown();
        rooms.clock().after(quiet, () -> {
            if (lane.wake(rest)) {
                goOn(lane, Duration.ZERO);
            }
        });
    }

    private static Lane lane(SessionKey session) {
        return new Lane(SessionKeys.isSpawned(session));
    }

    public void resume() {
        List<Intake.Kept> open = rooms.intake().open();
        for (RunRows.Kept kept : rooms.rows().interrupted()) {
            open.stream().filter(row -> row.input().id().equals(kept.settled().run().value())).findFirst()
                    .ifPresent(row -> admit(row.input(), QueueRule.USUAL, false));
        }
    }

    /** Ends what runs without settling it; the next start takes it up. */
    public void stop() {
        stopping = true;
        lanes.values().forEach(lane -> lane.active().ifPresent(run -> run.token().cancel(ActiveRun.STOPPING)));
        threads.close();
    }

    public Optional<Active> active(SessionKey session) {
        return Optional.ofNullable(lanes.get(session)).flatMap(Lane::active).map(ActiveRun::view);
    }

    public List<Active> all() {
        return lanes.values().stream().flatMap(lane -> lane.active().stream()).map(ActiveRun::view).toList();
    }

    public List<Input> waiting(SessionKey session) {
        return Optional.ofNullable(lanes.get(session)).map(Lane::unheard).orElse(List.of());
    }

    public List<RunId> abort(SessionKey session, Optional<RunId> only, String why) {
        Lane lane = lanes.get(session);
        if (lane == null) {
            return List.of();
        }
        List<RunId> ended = new ArrayList<>();
        for (Input input : lane.withdraw(only.map(RunId::value))) {
            withdrawals.takeBack(input, why);
            ended.add(new RunId(input.id()));
        }
        lane.active().ifPresent(run -> {
            unheard(run, only).forEach(input -> {
                withdrawals.takeBack(input, why);
                ended.add(new RunId(input.id()));
            });
            if ((only.isEmpty() || run.holds(only.get().value())) && run.token().cancel(why)) {
                ended.add(run.id());
            }
        });
        hurry(lane);
        return List.copyOf(ended);
    }

    /** Messages that reached the run but that it has not heard: they can be taken back without ending it. */
    private static List<Input> unheard(ActiveRun run, Optional<RunId> only) {
        return only.map(id -> run.takeBack(id.value()).stream().toList()).orElseGet(run::takeBack);
    }

    public <T> Optional<T> inBetween(SessionKey session, String why, Duration atMost, Supplier<T> change) {
        return held(session, atMost, change, () -> abort(session, Optional.empty(), why));
    }

    public <T> Optional<T> whenFree(SessionKey session, Duration atMost, Supplier<T> change) {
        return held(session, atMost, change, () -> { });
    }

    private <T> Optional<T> held(SessionKey session, Duration atMost, Supplier<T> change, Runnable first) {
        Lane lane = lanes.computeIfAbsent(session, LaneDriver::lane);
        lane.hold();
        try {
            first.run();
            return lane.awaitFree(atMost.toMillis()) ? Optional.of(change.get()) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            if (lane.release()) {
                seat(lane);
            }
        }
    }

    public boolean quiet(SessionKey session, Duration atMost) {
        Lane lane = lanes.get(session);
        try {
            return lane == null || lane.awaitIdle(atMost.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
