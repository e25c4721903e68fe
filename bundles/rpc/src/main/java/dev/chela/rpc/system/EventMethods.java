package dev.chela.rpc.system;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.SessionKey;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.agent.Agents;
import dev.chela.core.heartbeat.Heartbeats;
import dev.chela.core.session.SystemEvents;
import dev.chela.core.session.SystemEvents.Weight;
import dev.chela.rpc.session.Keys;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code system-event} and {@code wake}: what a program tells the assistant, for its next turn or for one that begins at once. */
@Component(service = RpcMethods.class)
public final class EventMethods implements RpcMethods {
    private final SystemEvents events;
    private final Heartbeats heartbeats;
    private final Agents agents;

    @Activate
    public EventMethods(@Reference SystemEvents events, @Reference Heartbeats heartbeats, @Reference Agents agents) {
        this.events = events;
        this.heartbeats = heartbeats;
        this.agents = agents;
    }

    /** @param sessionKey the main session where it is left out */
    public record EventParams(String text, Optional<String> sessionKey, Optional<String> agentId) {}

    public record Done(boolean ok) {}

    /** Is kept until a turn of the session has seen it. */
    @Rpc(value = "system-event", scope = Scope.ADMIN)
    public Done event(EventParams params, Caller caller) {
        events.add(session("system-event", params.sessionKey(), params.agentId(), params.text()), params.text().strip(), Weight.NEWS);
        return new Done(true);
    }

    /** {@code next-heartbeat}: it is looked at when the next one is due, or in the session's next turn if that is sooner. */
    public enum Mode {
        @JsonProperty("now") NOW,
        @JsonProperty("next-heartbeat") NEXT_HEARTBEAT
    }

    public record WakeParams(Mode mode, String text, Optional<String> sessionKey, Optional<String> agentId) {}

    /** @param reason why it is not looked at now */
    public record Woken(boolean ok, Optional<String> reason) {}

    @Rpc(value = "wake", scope = Scope.WRITE)
    public Woken wake(WakeParams params, Caller caller) {
        SessionKey session = session("wake", params.sessionKey(), params.agentId(), params.text());
        Optional<String> why = Optional.empty();
        if (params.mode() == Mode.NOW) {
            why = now(session, params.text().strip());
        } else {
            events.add(session, params.text().strip(), Weight.CALL);
        }
        return new Woken(why.isEmpty(), why);
    }

    private Optional<String> now(SessionKey session, String text) {
        try {
            return heartbeats.wake(session, text);
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
