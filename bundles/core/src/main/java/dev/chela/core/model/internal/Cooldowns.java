package dev.chela.core.model.internal;

import dev.chela.core.model.AuthConfig;
import dev.chela.core.model.FaultKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Which models, or credentials, failed lately: they are used last for a while. In memory only; a restart forgives. */
final class Cooldowns<K> {
    private static final List<Duration> STEPS =
            List.of(Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(5));
    /** For what does not heal by itself. */
    private static final Duration HOPELESS = Duration.ofMinutes(10);

    record State(Instant until, int failures, FaultKind kind, Instant at) {}

    private final Supplier<AuthConfig.Cooldowns> settings;
    private final Map<K, State> states = new ConcurrentHashMap<>();

    Cooldowns(Supplier<AuthConfig.Cooldowns> settings) {
        this.settings = settings;
    }

    void failed(K model, String provider, FaultKind kind, Instant now) {
        states.compute(model, (ref, before) -> {
            boolean again = before != null && before.at.plus(settings.get().window()).isAfter(now);
            int failures = again ? before.failures + 1 : 1;
            return new State(now.plus(pause(provider, kind, failures)), failures, kind, now);
        });
    }

    private Duration pause(String provider, FaultKind kind, int failures) {
        return switch (kind) {
            case BILLING -> settings.get().billing(provider, failures);
            case AUTH -> HOPELESS;
            default -> STEPS.get(Math.min(failures, STEPS.size()) - 1);
        };
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
