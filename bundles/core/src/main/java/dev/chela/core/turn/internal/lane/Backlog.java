package dev.chela.core.turn.internal.lane;

import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Manner.Levels;
import dev.chela.core.inbox.Manner.Queue;
import dev.chela.core.inbox.Program;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.session.QueueRule;
import dev.chela.core.turn.internal.run.ActiveRun;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What waits in a lane for a run of its own, and what has lost its own because too much waited: that is told to the next run in
 * brief. Guarded by its lane.
 */
final class Backlog {
    /** @param since milliseconds since 1970; 0 when the lane was free, and nothing had to be waited for */
    private record Held(Input input, QueueRule rule, long since) {
        boolean collects() {
            return rule.mode() == Queue.COLLECT && isPlain(input);
        }

        /** What a program asked for, or what found the lane free, keeps its turn. */
        boolean givesWay() {
            return since > 0 && isPersons(input);
        }
    }

    private final Deque<Held> waiting = new ArrayDeque<>();
    private final Deque<Input> brief = new ArrayDeque<>();

    /** Whether a person wrote it, who does not mind with what else it is answered. */
    private static boolean isPersons(Input input) {
        return isPlain(input) && (input.source().equals("chat") || input.source().startsWith("channel:"));
    }

    /** Whether it can be answered together with others. */
    static boolean isPlain(Input input) {
        return input.said().model().isEmpty() && input.said().manner().thinking().isEmpty()
                && input.said().manner().program().equals(Program.NONE) && input.said().manner().levels().equals(Levels.NONE);
    }

    boolean isEmpty() {
        return waiting.isEmpty() && brief.isEmpty();
    }

    /** Whether one more would be too many, and it is the one to be refused. */
    boolean refuses(QueueRule rule) {
        return rule.drop() == QueueRule.Drop.NEW && waiting.stream().filter(Held::givesWay).count() >= rule.cap();
    }

    void add(Input input, QueueRule rule, long since) {
        waiting.addLast(new Held(input, rule, since));
    }

    /** What had its turn already, or would have joined one. */
    void addFirst(Input input) {
        waiting.addFirst(new Held(input, QueueRule.USUAL, 0));
    }

    /** @return the oldest, taken out, of more than may wait; none where the next run is told of them */
    List<Input> overflow(QueueRule rule) {
        List<Held> some = waiting.stream().filter(Held::givesWay).toList();
        List<Held> over = some.subList(0, Math.max(0, some.size() - rule.cap()));
        List<Input> gone = over.stream().map(Held::input).toList();
        waiting.removeAll(over);
        if (rule.drop() != QueueRule.Drop.SUMMARIZE) {
            return gone;
        }
        brief.addAll(gone);
        return List.of();
    }

    Optional<Input> first() {
        if (waiting.isEmpty() && !brief.isEmpty()) {
            addFirst(brief.removeFirst());
        }
        return Optional.ofNullable(waiting.peekFirst()).map(Held::input);
    }

    /** Takes the first out for its run, and with it what is to be collected behind it and what it can be told in brief. */
    void leave(ActiveRun run) {
        Held first = waiting.removeFirst();
        if (run.resumed()) {
            return;
        }
        if (first.collects()) {
            while (!waiting.isEmpty() && joins(first, waiting.peekFirst()) && run.steer(waiting.peekFirst().input())) {
                waiting.removeFirst();
            }
        }
        if (isPersons(first.input())) {
            brief.removeIf(run::carry);
        }
    }

    /** What different people may do differs, and so does who is answered. */
    private static boolean joins(Held first, Held next) {
        return next.collects() && sender(first.input()).equals(sender(next.input()));
    }

    private static Optional<String> sender(Input input) {
        return ReturnAddress.read(input.origin()).map(ReturnAddress::sender);
    }

    /** How much longer nobody may say anything before the first has its turn. */
    Duration rest(long now) {
        Held first = waiting.peekFirst();
        if (first == null || first.since() == 0 || !first.rule().rests() || waiting.size() >= first.rule().cap()) {
            return Duration.ZERO;
        }
        long last = waiting.stream().mapToLong(Held::since).max().orElse(0);
        return Duration.ofMillis(Math.max(0, Math.min(last, now) + first.rule().debounce().toMillis() - now));
    }

    List<Input> all() {
        return Stream.concat(brief.stream(), waiting.stream().map(Held::input)).toList();
    }

    /** Taken out: all, or the one with this id. */
    List<Input> withdraw(Optional<String> only) {
        List<Input> out = new ArrayList<>(all());
        out.removeIf(input -> only.isPresent() && !only.get().equals(input.id()));
        waiting.removeIf(held -> out.contains(held.input()));
        brief.removeAll(out);
        return List.copyOf(out);
    }
}
