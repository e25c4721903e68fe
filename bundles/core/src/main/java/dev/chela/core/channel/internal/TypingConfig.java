package dev.chela.core.channel.internal;

import dev.chela.api.config.Range;
import dev.chela.core.outbox.ReturnAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When it is shown that somebody writes: what the agent says, else what all agents do, else what {@code session} says. */
public record TypingConfig(@Nullable Roster agents, @Nullable Sessions session) {
    private static final Duration USUAL = Duration.ofSeconds(6);

    /** From which moment on. */
    public enum Mode {
        NEVER,
        /** The run's beginning. */
        INSTANT,
        /** The model's first thought. */
        THINKING,
        /** The first word of an answer. */
        MESSAGE
    }

    public record Roster(@Nullable Defaults defaults, @Nullable Map<String, Entry> entries) {}

    /** @param typingIntervalSeconds after which it is shown again */
    public record Defaults(@Nullable Mode typingMode, @Range(min = 1, max = 60) @Nullable Integer typingIntervalSeconds) {}

    public record Entry(@Nullable Mode typingMode) {}

    public record Sessions(@Nullable Mode typingMode) {}

    Mode mode(String agent, ReturnAddress asked) {
        return Stream.of(Optional.ofNullable(agents).map(Roster::entries).map(entries -> entries.get(agent)).map(Entry::typingMode),
                        Optional.ofNullable(agents).map(Roster::defaults).map(Defaults::typingMode),
                        Optional.ofNullable(session).map(Sessions::typingMode))
                .flatMap(Optional::stream).findFirst().orElse(asked.direct() || asked.called() ? Mode.INSTANT : Mode.MESSAGE);
    }

    Duration interval() {
        return Optional.ofNullable(agents).map(Roster::defaults).map(Defaults::typingIntervalSeconds).map(Duration::ofSeconds).orElse(USUAL);
    }
}
