package dev.chela.core.reception.internal;

import dev.chela.api.fault.Fault;
import dev.chela.api.id.SessionKey;
import dev.chela.core.task.Lanes;
import dev.chela.core.task.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What may take long waits in a lane of its conversation, and what follows it stays behind it. As long as nothing does, everything goes on
 * at once, on the caller's thread.
 */
final class InOrder {
    private static final Logger LOG = LoggerFactory.getLogger(InOrder.class);

    private final Lanes<SessionKey> lanes;
    private final Map<SessionKey, Integer> waiting = new HashMap<>();

    InOrder(Scope threads) {
        this.lanes = new Lanes<>(threads);
    }

    void run(SessionKey session, boolean slow, Runnable work) {
        synchronized (waiting) {
            if (slow || waiting.containsKey(session)) {
                waiting.merge(session, 1, Integer::sum);
                submit(session, work);
                return;
            }
        }
        work.run();
    }

    private void submit(SessionKey session, Runnable work) {
        try {
            lanes.submit(session, () -> {
                try {
                    work.run();
                } catch (CancellationException | Fault stopped) {
                    LOG.warn("what was said in {} waits for the next start: {}", session, stopped.getMessage());
                } finally {
                    left(session);
                }
            });
        } catch (RejectedExecutionException ended) {
            left(session);
            LOG.debug("what was said in {} waits for the next start", session);
        }
    }

    private void left(SessionKey session) {
        synchronized (waiting) {
            waiting.computeIfPresent(session, (key, count) -> count == 1 ? null : count - 1);
        }
    }
}
