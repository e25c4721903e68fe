package dev.chela.gateway.internal.rpc;

import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One answer that is given again for a moment, encoded once: most of what a short answer costs is its encoding. */
final class Repeats {
    private final long nanos;
    private final LongSupplier clock;
    private volatile @Nullable Told last;

    /** @param clock nanoseconds since whenever */
    Repeats(Duration fresh, LongSupplier clock) {
        this.nanos = fresh.toNanos();
        this.clock = clock;
    }

    private record Told(long at, RawValue json) {}

    @FunctionalInterface
    interface Method {
        @Nullable Object call() throws Throwable;
    }

    /** Two who ask at once may both have it made. */
    RawValue answer(ObjectMapper mapper, Method method) throws Throwable {
        long now = clock.getAsLong();
        Told known = last;
        if (known == null || now - known.at() >= nanos) {
            known = new Told(now, new RawValue(new SerializedString(mapper.writeValueAsString(method.call()))));
            last = known;
        }
        return known.json();
    }
}
