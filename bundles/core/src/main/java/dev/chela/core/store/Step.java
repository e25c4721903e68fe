package dev.chela.core.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is to become true at once.
 *
 * @param name for logs, traces and crash tests: {@code accept}, {@code answer}
 * @param moves of transcript files; they happen before this step's lines and after those of earlier steps
 * @param lines to be appended to transcript files; their ids make a repetition harmless
 * @param facts announced once the step is on disk
 */
public record Step(String name, List<Change> changes, List<Move> moves, List<Line> lines, List<Object> facts) {
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** Whether there is nothing in it that would have to be written: facts alone are told. */
    public boolean writesNothing() {
        return changes.isEmpty() && moves.isEmpty() && lines.isEmpty();
    }

    /** The same, with more. */
    public Step and(List<Change> further, List<Object> alsoFacts) {
        return new Step(name, joined(changes, further), moves, lines, joined(facts, alsoFacts));
    }

    private static <T> List<T> joined(List<T> one, List<T> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    /** A row change. Values are strings, numbers, booleans, enum constants (their name), byte arrays or null. */
    public record Change(String sql, List<Object> args, Expect expect) {
        public static Change of(String sql, Object... args) {
            return new Change(sql, Arrays.asList(args), Expect.ANY);
        }

        /** The step is refused unless this changes exactly one row. */
        public static Change one(String sql, Object... args) {
            return new Change(sql, Arrays.asList(args), Expect.ONE);
        }
    }

    public enum Expect { ANY, ONE }

    /** @param file relative to the home directory; {@code json} has no line break */
    public record Line(String file, String id, String json) {}

    /**
     * A transcript file gets another name: a session rolled over or was archived. Part of the step, so that after a crash the name
     * and the rows that speak of it agree. Both are relative to the home directory. Nothing happens when {@code from} does not exist.
     *
     * @param to a name never used before; the step fails when it exists
     */
    public record Move(String from, String to) {}

    /** Collects a step. */
    public static final class Builder {
        private final String name;
        private final List<Change> changes = new ArrayList<>();
        private final List<Move> moves = new ArrayList<>();
        private final List<Line> lines = new ArrayList<>();
        private final List<Object> facts = new ArrayList<>();

        private Builder(String name) {
            this.name = name;
        }

        public Builder change(Change change) {
            changes.add(change);
            return this;
        }

        public Builder move(String from, String to) {
            moves.add(new Move(from, to));
            return this;
        }

        public Builder line(Line line) {
            lines.add(line);
            return this;
        }

        public Builder fact(Object fact) {
            facts.add(fact);
            return this;
        }

        public Step build() {
            return new Step(name, List.copyOf(changes), List.copyOf(moves), List.copyOf(lines), List.copyOf(facts));
        }
    }
}
