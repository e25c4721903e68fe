package dev.chela.core.turn.internal.run;

import dev.chela.api.event.AgentEvent;
import dev.chela.api.event.AgentEvent.Phase;
import dev.chela.api.event.AgentEvent.Stage;
import dev.chela.api.event.Run;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.model.CountedTokens;
import dev.chela.api.task.Clock;
import dev.chela.core.event.Events;
import dev.chela.core.inbox.Input;
import dev.chela.core.usage.Spend;
import java.util.Map;

/**
 * Tells what one run does, numbered from 1 and told in this order, whichever of its threads speaks. Holds the answer as shown so
 * far, for whoever joins late.
 */
public final class Narrator {
    private final Events events;
    private final Clock clock;
    private final RunId run;
    private final SessionKey session;
    private final AgentId agent;
    private long seq;
    private final StringBuilder shown = new StringBuilder();
    private final StringBuilder thought = new StringBuilder();

    Narrator(Events events, Clock clock, RunId run, SessionKey session) {
        this.events = events;
        this.clock = clock;
        this.run = run;
        this.session = session;
        this.agent = session.agent();
    }

    public static Narrator of(Rooms rooms, Input input) {
        return new Narrator(rooms.events(), rooms.clock(), new RunId(input.id()), input.said().session());
    }

    public synchronized void phase(Phase phase, String detail) {
        events.publish(new AgentEvent.Lifecycle(next(), phase, detail));
    }

    /** A new answer of the model begins. */
    public void answering() {
        synchronized (shown) {
            shown.setLength(0);
            thought.setLength(0);
        }
    }

    public synchronized void text(String delta) {
        if (!delta.isEmpty()) {
            events.publish(new AgentEvent.AssistantText(next(), append(shown, delta), delta));
        }
    }

    public synchronized void thinking(String delta) {
        if (!delta.isEmpty()) {
            events.publish(new AgentEvent.Thinking(next(), append(thought, delta), delta));
        }
    }

    private String append(StringBuilder to, String delta) {
        synchronized (shown) {
            return to.append(delta).toString();
        }
    }

    /** Never waits for whoever listens to what is being told. */
    public String shown() {
        synchronized (shown) {
            return shown.toString();
        }
    }

    public void started(String callId, String tool, Map<String, Object> args) {
        tool(callId, tool, Stage.START, args, "", "");
    }

    public void progress(String callId, String tool, String line) {
        tool(callId, tool, Stage.UPDATE, Map.of(), "", line);
    }

    public void ended(String callId, String tool, boolean failed, String result) {
        tool(callId, tool, failed ? Stage.FAILED : Stage.DONE, Map.of(), result, "");
    }

    private synchronized void tool(String callId, String tool, Stage stage, Map<String, Object> args, String result, String detail) {
        events.publish(new AgentEvent.ToolUse(next(), callId, tool, stage, args, result, detail));
    }

    public synchronized void compacting(Stage stage) {
        events.publish(new AgentEvent.Compaction(next(), stage));
    }

    public synchronized void spent(CountedTokens counted, Spend spend) {
        events.publish(new AgentEvent.Spent(next(), spend.tokens().input(), spend.tokens().output(), counted.cacheRead(),
                counted.cacheWrite(), counted.reasoning(), spend.cost()));
    }

    private Run next() {
        return new Run(run, ++seq, session, agent, clock.now());
    }
}
