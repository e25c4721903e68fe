package dev.chela.core.model.internal;

import dev.chela.api.id.ModelRef;
import dev.chela.core.model.FaultKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which models failed lately: they are asked last for a while. In memory only; a restart forgives. */
final class Cooldowns {
    private static final List<Duration> STEPS =
            List.of(Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(5));
    /** For what does not heal by itself. */
    private static final Duration HOPELESS = Duration.ofMinutes(10);

    private record State(Instant until, int failures) {}

    private final Map<ModelRef, State> states = new ConcurrentHashMap<>();

    void failed(ModelRef model, FaultKind kind, Instant now) {
        states.compute(model, (ref, before) -> {
            int failures = before == null ? 1 : before.failures + 1;
            boolean hopeless = kind == FaultKind.AUTH || kind == FaultKind.BILLING;
            Duration pause = hopeless ? HOPELESS : STEPS.get(Math.min(failures, STEPS.size()) - 1);
            return new State(now.plus(pause), failures);
        });
    }

    void answered(ModelRef model) {
        states.remove(model);
    }

    /** The same models, those that cool down moved behind the others. */
    List<ModelRef> order(List<ModelRef> wanted, Instant now) {
        if (states.isEmpty() || wanted.size() < 2) {
            return wanted;
        }
        List<ModelRef> order = new ArrayList<>(wanted);
        order.sort((one, other) -> Boolean.compare(cooling(one, now), cooling(other, now)));
        return order;
    }

    private boolean cooling(ModelRef model, Instant now) {
        State state = states.get(model);
        return state != null && state.until.isAfter(now);
    }
}
