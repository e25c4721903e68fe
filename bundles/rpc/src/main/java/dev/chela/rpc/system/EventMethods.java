package dev.chela.rpc.system;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.SessionKey;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.task.Clock;
import dev.chela.core.agent.Agents;
import dev.chela.core.inbox.Intake;
import dev.chela.core.session.SystemEvents;
import dev.chela.rpc.session.Keys;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code system-event} and {@code wake}: what a program tells the assistant, for its next turn or for one that begins at once. */
@Component(service = RpcMethods.class)
public final class EventMethods implements RpcMethods {
    private final SystemEvents events;
    private final Intake intake;
    private final Agents agents;
    private final Clock clock;

    @Activate
    public EventMethods(@Reference SystemEvents events, @Reference Intake intake, @Reference Agents agents, @Reference Clock clock) {
        this.events = events;
        this.intake = intake;
        this.agents = agents;
        this.clock = clock;
    }

    /** @param sessionKey the main session where it is left out */
    public record EventParams(String text, Optional<String> sessionKey, Optional<String> agentId) {}

    public record Done(boolean ok) {}

    /** Is kept until a turn of the session has seen it. */
    @Rpc(value = "system-event", scope = Scope.ADMIN)
    public Done event(EventParams params, Caller caller) {
        events.add(session("system-event", params.sessionKey(), params.agentId(), params.text()), params.text().strip());
        return new Done(true);
    }

    /** {@code next-heartbeat}: there are no heartbeats yet, so that any turn of the session is the next one. */
    public enum Mode {
        @JsonProperty("now") NOW,
        @JsonProperty("next-heartbeat") NEXT_HEARTBEAT
    }

    public record WakeParams(Mode mode, String text, Optional<String> sessionKey, Optional<String> agentId) {}

    @Rpc(value = "wake", scope = Scope.WRITE)
    public Done wake(WakeParams params, Caller caller) {
        SessionKey session = session("wake", params.sessionKey(), params.agentId(), params.text());
        if (params.mode() == Mode.NOW) {
            start(session, params.text().strip());
        } else {
            events.add(session, params.text().strip());
        }
        return new Done(true);
    }

    /** A turn of its own, or news for the one that is at work. */
    private void start(SessionKey session, String text) {
        String id = "wake-" + UUID.randomUUID();
        Intake.Said said = new Intake.Said(session, SystemEvents.line(clock.now(), text), List.of(), "");
        try {
            intake.submit(new Intake.Input(id, "wake", "", id, said, "", clock.now().toEpochMilli()));
        } catch (Transient full) {
            throw RpcFault.unavailable(String.valueOf(full.getMessage()), full.after().toMillis());
        }
    }

    private SessionKey session(String method, Optional<String> key, Optional<String> agent, String text) {
        if (text.isBlank()) {
            throw RpcFault.invalid("invalid " + method + " params: at /text: must not be empty");
        }
        return Keys.read(agents, key.orElse("main"), agent);
    }
}
