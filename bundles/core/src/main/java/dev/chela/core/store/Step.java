package dev.chela.core.store;

import java.util.ArrayList;
import java.util.List;

/**
 * What is to become true at once.
 *
 * @param name for logs, traces and crash tests: {@code accept}, {@code answer}
 * @param lines to be appended to transcript files; their ids make a repetition harmless
 * @param facts announced once the step is on disk
 */
public record Step(String name, List<Change> changes, List<Line> lines, List<Object> facts) {
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** A row change. Values are strings, numbers, booleans, byte arrays or null. */
    public record Change(String sql, List<Object> args, Expect expect) {
        public static Change of(String sql, Object... args) {
            return new Change(sql, java.util.Arrays.asList(args), Expect.ANY);
        }

        /** The step is refused unless this changes exactly one row. */
        public static Change one(String sql, Object... args) {
            return new Change(sql, java.util.Arrays.asList(args), Expect.ONE);
        }
    }

    public enum Expect { ANY, ONE }

    /** @param file relative to the home directory; {@code json} has no line break */
    public record Line(String file, String id, String json) {}

    /** Collects a step. */
    public static final class Builder {
        private final String name;
        private final List<Change> changes = new ArrayList<>();
        private final List<Line> lines = new ArrayList<>();
        private final List<Object> facts = new ArrayList<>();

        private Builder(String name) {
            this.name = name;
        }

        public Builder change(Change change) {
            changes.add(change);
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
            return new Step(name, List.copyOf(changes), List.copyOf(lines), List.copyOf(facts));
        }
    }
}
