package dev.chela.core.hook.internal;

import dev.chela.api.hook.Hook;
import dev.chela.api.hook.Passage;
import dev.chela.api.hook.Verdict;
import dev.chela.api.task.Cancellation;
import dev.chela.api.task.Clock;
import dev.chela.core.guest.Attempt;
import dev.chela.core.guest.Attempt.Failed;
import dev.chela.core.hook.Breaker;
import dev.chela.core.hook.Hooks.Outcome;
import dev.chela.core.hook.Hooks.Stopped;
import dev.chela.core.hook.Hooks.Through;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks one hook, on a thread of its own so that it can be left behind, and makes an outcome of whatever comes of it. */
final class Asking {
    private static final Logger LOG = LoggerFactory.getLogger(Asking.class);

    private final Line line;
    private final Clock clock;
    private final Supplier<Duration> deadline;

    Asking(Line line, Clock clock, Supplier<Duration> deadline) {
        this.line = line;
        this.clock = clock;
        this.deadline = deadline;
    }

    <P extends Passage> Outcome<P> ask(Bound hook, P passing, Cancellation cancellation) {
        Bound asked = hook;
        while (true) {
            if (asked.breaker().rests(clock.now())) {
                return without(asked, passing, "it failed " + Breaker.FAULTS + " times in a row and rests");
            }
            Attempt<Verdict<P>> attempt = attempt(asked, passing, cancellation);
            if (attempt instanceof Attempt.Done<Verdict<P>> done) {
                return judged(asked, passing, done.value());
            }
            cancellation.check();
            Failed<Verdict<P>> failed = (Failed<Verdict<P>>) attempt;
            Optional<Bound> now = line.now(asked);
            if (now.isEmpty() && !failed.begun()) {
                return new Through<>(passing, List.of());
            }
            if (failed.begun() || now.get() == asked) {
                return faulty(asked, passing, said(failed));
            }
            asked = now.get();
        }
    }

    /** {@link Bound#at} fixed what P is; the compiler cannot follow that. */
    @SuppressWarnings("unchecked")
    private <P extends Passage> Attempt<Verdict<P>> attempt(Bound hook, P passing, Cancellation cancellation) {
        return hook.desk().attempt(hook.told(), deadline.get(), cancellation, () -> ((Hook<P>) hook.hook()).on(passing));
    }

    private String said(Failed<?> failed) {
        boolean late = failed.fault().getCause() instanceof TimeoutException;
        return late ? "it did not answer within " + deadline.get().toMillis() + " ms (hooks.timeoutMs)" : failed.said();
    }

    private <P extends Passage> Outcome<P> judged(Bound hook, P passing, @Nullable Verdict<P> verdict) {
        Optional<String> nonsense = Bounds.objection(passing, verdict);
        if (nonsense.isPresent()) {
            return faulty(hook, passing, nonsense.get());
        }
        if (hook.breaker().answered()) {
            LOG.info("{} works again", hook.told());
        }
        if (verdict instanceof Verdict.Stop<P> stop) {
            return new Stopped<>(hook.told(), stop.why() == null || stop.why().isBlank() ? "it gave no reason" : stop.why());
        }
        return verdict instanceof Verdict.Replace<P> replace && !replace.with().equals(passing)
                ? new Through<>(replace.with(), List.of(hook.told())) : new Through<>(passing, List.of());
    }

    private <P extends Passage> Outcome<P> faulty(Bound hook, P passing, String what) {
        Breaker.Turn turn = hook.breaker().failed(clock.now());
        String then = hook.strict() ? "what passed was stopped" : "it went on without this hook";
        switch (turn) {
            case FIRST -> LOG.warn("{} failed at {}: {}; {}", hook.told(), hook.at().getSimpleName(), what, then);
            case RESTS -> LOG.warn("{} failed {} times in a row, and is not asked for {} s; meanwhile {}", hook.told(), Breaker.FAULTS,
                    Breaker.REST.toSeconds(), hook.strict() ? "whatever comes to " + hook.at().getSimpleName() + " is stopped"
                            : "it goes on without this hook");
            default -> LOG.debug("{} failed again: {}", hook.told(), what);
        }
        return without(hook, passing, what);
    }

    private static <P extends Passage> Outcome<P> without(Bound hook, P passing, String fault) {
        return hook.strict() ? new Stopped<>(hook.told(), "it could not decide: " + fault) : new Through<>(passing, List.of());
    }
}
