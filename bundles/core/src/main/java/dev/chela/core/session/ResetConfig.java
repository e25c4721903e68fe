package dev.chela.core.session;

import dev.chela.api.config.Range;
import dev.chela.core.session.Freshness.Rule;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The part of the section {@code session} that says when conversations begin anew by themselves. What a narrower word leaves open, a wider one says. */
public record ResetConfig(
        @Nullable Policy reset, @Nullable ByType resetByType, @Nullable Map<String, Policy> resetByChannel) {
    private static final int FOUR_IN_THE_MORNING = 4;
    private static final int ONE_HOUR = 60;

    public ResetConfig {
        resetByChannel = resetByChannel == null ? Map.of() : resetByChannel;
    }

    public enum Mode {
        DAILY,
        IDLE,
        NONE,
        /** The same, for people. */
        OFF
    }

    /** @param atHour of the gateway's own time zone @param idleMinutes beside {@code daily}: whichever comes first */
    public record Policy(@Nullable Mode mode, @Range(min = 0, max = 23) @Nullable Integer atHour, @Range(min = 1) @Nullable Integer idleMinutes) {}

    /** @param thread of a group, with topics */
    public record ByType(@Nullable Policy direct, @Nullable Policy group, @Nullable Policy thread) {
        private Optional<Policy> of(Kind kind) {
            return Optional.ofNullable(kind == Kind.DIRECT ? direct : kind == Kind.GROUP ? group : thread);
        }
    }

    /** What a conversation is. */
    public enum Kind { DIRECT, GROUP, THREAD }

    /** @param channel that the message came over; empty for none */
    public Rule rule(Kind kind, String channel) {
        Mode mode = first(kind, channel, Policy::mode).orElse(Mode.DAILY);
        Optional<Integer> idle = first(kind, channel, Policy::idleMinutes);
        if (mode == Mode.NONE || mode == Mode.OFF) {
            return Rule.NEVER;
        }
        return new Rule(
                mode == Mode.DAILY ? Optional.of(first(kind, channel, Policy::atHour).orElse(FOUR_IN_THE_MORNING)) : Optional.empty(),
                idle.or(() -> mode == Mode.IDLE ? Optional.of(ONE_HOUR) : Optional.empty()).map(Duration::ofMinutes));
    }

    private <T> Optional<T> first(Kind kind, String channel, Function<Policy, @Nullable T> what) {
        return Stream.of(Optional.ofNullable(resetByChannel.get(channel)), Optional.ofNullable(resetByType).flatMap(types -> types.of(kind)),
                        Optional.ofNullable(reset))
                .flatMap(Optional::stream).flatMap(policy -> Stream.ofNullable(what.apply(policy))).findFirst();
    }
}
