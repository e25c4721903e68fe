package dev.chela.core.model.internal;

import dev.chela.core.model.FaultKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which models, or credentials, failed lately: they are used last for a while. In memory only; a restart forgives. */
final class Cooldowns<K> {
    private static final List<Duration> STEPS =
            List.of(Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(5));
    /** For what does not heal by itself. */
    private static final Duration HOPELESS = Duration.ofMinutes(10);

    record State(Instant until, int failures, FaultKind kind) {}

    private final Map<K, State> states = new ConcurrentHashMap<>();

    void failed(K model, FaultKind kind, Instant now) {
        states.compute(model, (ref, before) -> {
            int failures = before == null ? 1 : before.failures + 1;
            boolean hopeless = kind == FaultKind.AUTH || kind == FaultKind.BILLING;
            Duration pause = hopeless ? HOPELESS : STEPS.get(Math.min(failures, STEPS.size()) - 1);
            return new State(now.plus(pause), failures, kind);
        });
    }

    void answered(K model) {
        states.remove(model);
    }

    /** The same models, those that cool down moved behind the others. */
    List<K> order(List<K> wanted, Instant now) {
        if (states.isEmpty() || wanted.size() < 2) {
            return wanted;
        }
        List<K> order = new ArrayList<>(wanted);
        order.sort((one, other) -> Boolean.compare(cooling(one, now), cooling(other, now)));
        return order;
    }

    boolean cooling(K model, Instant now) {
        State state = states.get(model);
        return state != null && state.until.isAfter(now);
    }

    /** Since its last answer. */
    Optional<State> state(K model) {
        return Optional.ofNullable(states.get(model));
    }
}
