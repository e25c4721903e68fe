package dev.chela.core.audience.internal;

import dev.chela.api.event.AgentEvent;
import dev.chela.api.event.AgentEvent.AssistantText;
import dev.chela.api.event.AgentEvent.Stage;
import dev.chela.api.event.AgentEvent.Thinking;
import dev.chela.api.event.AgentEvent.ToolUse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * What a listener has not heard yet, in order. Of what passes the oldest gives way to the newest; a fact never does, and when there is no
 * room for one the backlog is full. Not safe for threads.
 */
final class Backlog {
    static final int PASSING = 256;
    static final int FACTS = 10_000;

    private final Deque<AgentEvent> events = new ArrayDeque<>();
    private int passing;

    /** @return false when it is full: the event was not taken */
    boolean add(AgentEvent event) {
        if (isPassing(event)) {
            if (passing == PASSING) {
                dropOldest();
            }
            passing++;
        } else if (events.size() - passing >= FACTS) {
            return false;
        }
        events.addLast(event);
        return true;
    }

    /** Text is told as a whole each time, and a line of progress replaces the last. */
    private static boolean isPassing(AgentEvent event) {
        return event instanceof AssistantText || event instanceof Thinking
                || event instanceof ToolUse tool && tool.stage() == Stage.UPDATE;
    }

    private void dropOldest() {
        Iterator<AgentEvent> oldest = events.iterator();
        while (oldest.hasNext()) {
            if (isPassing(oldest.next())) {
                oldest.remove();
                passing--;
                return;
            }
        }
    }

    @Nullable AgentEvent poll() {
        AgentEvent first = events.pollFirst();
        passing -= first != null && isPassing(first) ? 1 : 0;
        return first;
    }

    void clear() {
        events.clear();
        passing = 0;
    }
}
