package dev.chela.core.audience.internal;

import dev.chela.api.event.AgentEvent;
import dev.chela.api.event.AgentEventListener;
import dev.chela.api.task.TaskScope;
import dev.chela.core.guest.Attempt.Failed;
import dev.chela.core.guest.Desk;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listener with its backlog. It has a thread while it has something to hear. */
final class Mailbox {
    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);
    private static final String CALL = "AgentEventListener.on";

    private final AgentEventListener listener;
    private final Desk desk;
    private final TaskScope scope;
    private final Backlog backlog = new Backlog();
    private boolean hears;
    private boolean closed;
    private boolean warned;

    Mailbox(AgentEventListener listener, Desk desk, TaskScope scope) {
        this.listener = listener;
        this.desk = desk;
        this.scope = scope;
    }

    /** Never waits for the listener. */
    void offer(AgentEvent event) {
        synchronized (this) {
            if (closed) {
                return;
            }
            if (backlog.add(event)) {
                hear();
                return;
            }
        }
        cutOff();
    }

    private void hear() {
        if (hears) {
            return;
        }
        try {
            scope.start("listener " + desk.guest().plugin(), this::work);
            hears = true;
        } catch (RejectedExecutionException ended) {
            LOG.debug("{} hears nothing any more: the gateway stops", name(), ended);
        }
    }

    private void cutOff() {
        LOG.error("{} is {} events behind and hears nothing from now on, rather than something with holes in it; repair or replace its plugin {}",
                name(), Backlog.FACTS, desk.guest());
        close(Duration.ZERO);
    }

    /** @return whether a running call left in time */
    boolean close(Duration limit) {
        synchronized (this) {
            closed = true;
            backlog.clear();
        }
        return desk.close(limit);
    }

    String name() {
        return "listener " + listener.getClass().getName();
    }

    private void work() {
        for (AgentEvent event = next(); event != null; event = next()) {
            tell(event);
        }
    }

    private synchronized @Nullable AgentEvent next() {
        AgentEvent next = backlog.poll();
        hears = next != null;
        return next;
    }

    /** While its plugin is being replaced it waits at the door; a call that may not go in any more is one of a listener that has gone. */
    private void tell(AgentEvent event) {
        desk.here(CALL, () -> {
            listener.on(event);
            return true;
        }).ifFailed(failed -> missed(event, failed));
    }

    private void missed(AgentEvent event, Failed<?> failed) {
        if (!failed.begun()) {
            LOG.debug("{} missed an event: {}", name(), failed.said());
        } else if (!warned) {
            warned = true;
            LOG.warn("{} of {} failed at {}, and goes on with the next: {}", name(), desk.guest(), event.getClass().getSimpleName(), failed.said());
        }
    }
}
