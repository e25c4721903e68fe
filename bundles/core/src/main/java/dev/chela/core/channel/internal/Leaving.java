package dev.chela.core.channel.internal;

import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.Health;
import dev.chela.api.channel.Health.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Since when nothing of an account leaves. A platform that tells everything and takes nothing says of itself that all is well. Safe on any
 * thread.
 */
final class Leaving {
    /** Before that it is a pace that is kept, or a moment of trouble. */
    static final Duration NOTICED = Duration.ofSeconds(10);
    /** What is in doubt is not tried again: it may be that nothing is to be sent for a long time, which would tell that all is well. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(5);

    private final Map<Object, Instant> underWay = new HashMap<>();
    private Optional<Instant> putOff = Optional.empty();
    private Optional<Instant> doubted = Optional.empty();

    /** @return by which the end of this delivery is known */
    synchronized Object begun(Instant now) {
        Object delivery = new Object();
        underWay.put(delivery, now);
        return delivery;
    }

    /** @return whether nothing leaves since now */
    synchronized boolean ended(Object delivery, Delivery how) {
        Optional<Instant> since = Optional.ofNullable(underWay.remove(delivery));
        boolean before = putOff.isPresent() || doubted.isPresent();
        if (how instanceof Delivery.Retry) {
            putOff = putOff.or(() -> since);
        } else if (how instanceof Delivery.InDoubt) {
            doubted = doubted.filter(first -> since.filter(first.plus(FORGOTTEN)::isAfter).isPresent()).or(() -> since);
        } else {
            putOff = Optional.empty();
            doubted = Optional.empty();
        }
        return !before && (putOff.isPresent() || doubted.isPresent());
    }

    /** How the account is, by what it says of itself and by what leaves. */
    synchronized Health judged(Health said, Instant now) {
        Stream<Instant> lost = doubted.stream().filter(then -> then.plus(FORGOTTEN).isAfter(now));
        Optional<Instant> since = Stream.of(putOff.stream(), lost, underWay.values().stream()).flatMap(Function.identity()).min(Instant::compareTo);
        if (said.status() != Status.CONNECTED || since.filter(then -> !then.plus(NOTICED).isAfter(now)).isEmpty()) {
            return said;
        }
        return new Health(Status.DEGRADED, said.detail() + (said.detail().isEmpty() ? "" : "; ") + "nothing could be sent since "
                + since.get().truncatedTo(ChronoUnit.SECONDS), "It is tried again. What waits is listed by deliveries.list with waiting: true.");
    }
}
