package dev.chela.core.reception;

import dev.chela.api.id.SessionKey;
import dev.chela.api.task.TaskScope;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what was said after a command behind it: a message that follows {@code /new} belongs to the new conversation, and must
 * not be ended with the old one. Commands do not wait for turns, else nothing could stop one.
 */
final class CommandQueues {
    private static final Logger LOG = LoggerFactory.getLogger(CommandQueues.class);

    private final TaskScope threads;
    private final Map<SessionKey, Deque<Runnable>> busy = new HashMap<>();

    CommandQueues(TaskScope threads) {
        this.threads = threads;
    }

    /** Runs a command, after those before it, on a thread of its own. */
    void order(SessionKey session, Runnable command) {
        if (!behind(session, command, true)) {
            threads.start("commands of " + session, () -> work(session, command));
        }
    }

    /** Runs at once, on the caller's thread, unless a command stands before it. */
    void message(SessionKey session, Runnable admission) {
        if (!behind(session, admission, false)) {
            admission.run();
        }
    }

    private synchronized boolean behind(SessionKey session, Runnable work, boolean command) {
        Deque<Runnable> queue = busy.get(session);
        if (queue != null) {
            queue.addLast(work);
        } else if (command) {
            busy.put(session, new ArrayDeque<>());
        }
        return queue != null;
    }

    private void work(SessionKey session, Runnable first) {
        for (Optional<Runnable> next = Optional.of(first); next.isPresent(); next = next(session)) {
            try {
                next.get().run();
            } catch (Exception fault) {
                LOG.error("what was said in {} could not be taken up; it is at the next start", session, fault);
            }
        }
    }

    private synchronized Optional<Runnable> next(SessionKey session) {
        Optional<Runnable> next = Optional.ofNullable(busy.get(session).pollFirst());
        if (next.isEmpty()) {
            busy.remove(session);
        }
        return next;
    }
}
