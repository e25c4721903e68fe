package dev.chela.core.session;

import dev.chela.api.config.Range;
import dev.chela.core.inbox.Manner;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part of the section {@code messages} that says how messages wait: for those that follow at once, and for a run that goes on. */
public record QueueConfig(@Nullable Queue queue, @Nullable Inbound inbound) {
    public QueueConfig {
        queue = queue == null ? new Queue(null, null, null, null, null, null) : queue;
        inbound = inbound == null ? new Inbound(null, null) : inbound;
    }

    public enum Mode {
        STEER(Manner.Queue.STEER), FOLLOWUP(Manner.Queue.FOLLOWUP), COLLECT(Manner.Queue.COLLECT), INTERRUPT(Manner.Queue.INTERRUPT);

        private final Manner.Queue meaning;

        Mode(Manner.Queue meaning) {
            this.meaning = meaning;
        }

        public Manner.Queue meaning() {
            return meaning;
        }
    }

    public record Queue(
            @Nullable Mode mode, @Nullable Map<String, Mode> byChannel, @Range(min = 0, max = 600_000) @Nullable Duration debounceMs,
            @Nullable Map<String, Duration> debounceMsByChannel, @Range(min = 1, max = 200) @Nullable Integer cap,
            QueueRule.@Nullable Drop drop) {}

    /** @param debounceMs how long after its last message a burst of one person is over; zero for no waiting */
    public record Inbound(
            @Range(min = 0, max = 600_000) @Nullable Duration debounceMs, @Nullable Map<String, Duration> byChannel) {
        public Duration quiet(String channel) {
            return named(byChannel, channel).orElse(debounceMs == null ? Duration.ZERO : debounceMs);
        }
    }

    /** @param channel that the message came over; empty for none */
    public QueueRule rule(String channel) {
        Mode mode = named(queue.byChannel(), channel).orElse(queue.mode() == null ? Mode.STEER : queue.mode());
        Duration debounce = named(queue.debounceMsByChannel(), channel)
                .orElse(queue.debounceMs() == null ? QueueRule.DEBOUNCE : queue.debounceMs());
        return new QueueRule(mode.meaning(), debounce, queue.cap() == null ? QueueRule.CAP : queue.cap(),
                queue.drop() == null ? QueueRule.Drop.SUMMARIZE : queue.drop());
    }

    private static <T> Optional<T> named(@Nullable Map<String, T> byChannel, String channel) {
        return byChannel == null ? Optional.empty() : Optional.ofNullable(byChannel.get(channel));
    }
}
