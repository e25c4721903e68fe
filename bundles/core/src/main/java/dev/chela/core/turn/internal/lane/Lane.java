package dev.chela.core.turn.internal.lane;

import dev.chela.core.inbox.Input;
import dev.chela.core.session.QueueRule;
import dev.chela.core.turn.internal.run.ActiveRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The lane of one session: at most one run at a time, the rest wait in order. Guarded by itself. */
final class Lane {
    static final int LIMIT = 200;

    private final boolean helper;
    private final Backlog backlog = new Backlog();
    private Optional<ActiveRun> active = Optional.empty();
    private boolean driven;
    private int holds;
    private Optional<Object> resting = Optional.empty();

    /** @param helper whether it is a sub-agent's, of which fewer run at once */
    Lane(boolean helper) {
        this.helper = helper;
    }

    boolean isHelper() {
        return helper;
    }

    enum Admission { STEERS, WAITS, STARTS, FULL }

    /** @param maySteer whether the message may join the run that goes on */
    synchronized Admission admit(Input input, boolean maySteer, QueueRule rule, long now) {
        if (unheard().size() >= LIMIT || driven && backlog.refuses(rule)) {
            return Admission.FULL;
        }
        if (maySteer && holds == 0 && backlog.isEmpty() && active.isPresent() && active.get().steer(input)) {
            return Admission.STEERS;
        }
        backlog.add(input, rule, driven ? now : 0);
        return drives() ? Admission.STARTS : Admission.WAITS;
    }

    /** @return messages that are not to be answered any more, since newer ones wait */
    synchronized List<Input> overflow(QueueRule rule) {
        return backlog.overflow(rule);
    }

    /** How much longer the lane is to rest, though it has something to do. */
    synchronized Duration rest(long now) {
        return backlog.rest(now);
    }

    /** The lane rests now. @return to be given to {@link #wake} when it is over */
    synchronized Object lieDown() {
        Object rest = new Object();
        resting = Optional.of(rest);
        return rest;
    }

    /** @return whether this rest went on until now */
    synchronized boolean wake(Object rest) {
        return resting.filter(rest::equals).isPresent() && wake();
    }

    /** @return whether the lane rested until now */
    synchronized boolean wake() {
        boolean rested = resting.isPresent();
        resting = Optional.empty();
        return rested;
    }

    /** Whether the caller is to drive the lane from now on. */
    private boolean drives() {
        boolean idle = !driven && holds == 0 && !backlog.isEmpty();
        driven |= idle;
        return idle;
    }

    /** From now on nothing begins. */
    synchronized void hold() {
        holds++;
    }

    /** @return whether the caller is to drive the lane from now on, for what came meanwhile */
    synchronized boolean release() {
        holds--;
        return drives();
    }

    /** Whether something waits, for the thread that drives the lane; false ends its driving. */
    synchronized boolean goesOn() {
        driven = holds == 0 && !backlog.isEmpty();
        return driven;
    }

    synchronized Optional<Input> first() {
        return holds > 0 ? Optional.empty() : backlog.first();
    }

    /**
     * The run of the first input takes the lane, in one moment: an abort finds the input either waiting or running. What the run answers
     * besides comes along.
     *
     * @return false when the input was taken back meanwhile
     */
    synchronized boolean begin(ActiveRun run) {
        if (!first().filter(run.input()::equals).isPresent()) {
            return false;
        }
        backlog.leave(run);
        active = Optional.of(run);
        return true;
    }

    /** The run could not be settled: its input is the first again. */
    synchronized void putBack(Input input) {
        backlog.addFirst(input);
    }

    /** The run is over; messages that reached it too late come first in the lane. */
    synchronized void clear() {
        active.ifPresent(run -> {
            List<Input> late = run.close();
            for (int i = late.size() - 1; i >= 0; i--) {
                backlog.addFirst(late.get(i));
            }
        });
        active = Optional.empty();
        notifyAll();
    }

    synchronized Optional<ActiveRun> active() {
        return active;
    }

    /** What no run has taken yet: those that are to steer the one that goes on, then those that wait for their own. */
    synchronized List<Input> unheard() {
        List<Input> all = new ArrayList<>(active.map(ActiveRun::unheard).orElse(List.of()));
        all.addAll(backlog.all());
        return List.copyOf(all);
    }

    /** The inputs that wait, taken out: all, or the one with this id. */
    synchronized List<Input> withdraw(Optional<String> only) {
        return backlog.withdraw(only);
    }

    boolean awaitIdle(long millis) throws InterruptedException {
        return awaitEnd(() -> driven, millis);
    }

    /** Waits until no run has the lane; what waits for it may stay. */
    boolean awaitFree(long millis) throws InterruptedException {
        return awaitEnd(() -> active.isPresent(), millis);
    }

    private synchronized boolean awaitEnd(BooleanSupplier goesOn, long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (goesOn.getAsBoolean()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** Wakes whoever waits for the lane to be idle. */
    synchronized void rested() {
        notifyAll();
    }
}
