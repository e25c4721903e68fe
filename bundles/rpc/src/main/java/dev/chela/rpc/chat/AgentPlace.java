package dev.chela.rpc.chat;

import dev.chela.api.id.SessionKey;
import dev.chela.api.rpc.Field;
import dev.chela.api.rpc.RpcFault;
import dev.chela.core.agent.Agents;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.routing.Facts;
import dev.chela.core.routing.Routing;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import dev.chela.rpc.channel.Targets;
import dev.chela.rpc.session.Keys;
import dev.chela.rpc.session.SessionChanges;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** In which session a turn of {@code agent} takes place. */
@Component(service = AgentPlace.class)
public final class AgentPlace {
    private static final String METHOD = "agent";

    private final Sessions sessions;
    private final SessionChanges changes;
    private final Targets targets;
    private final Routing routing;
    private final Agents agents;

    @Activate
    public AgentPlace(
            @Reference Sessions sessions, @Reference SessionChanges changes, @Reference Targets targets, @Reference Routing routing,
            @Reference Agents agents) {
        this.sessions = sessions;
        this.changes = changes;
        this.targets = targets;
        this.routing = routing;
        this.agents = agents;
    }

    /**
     * The one whose key is given, else the one whose id is, else the conversation with whoever is named, else the main one.
     *
     * @throws RpcFault when it is another one than the client expects
     */
    SessionKey of(AgentParams params) {
        SessionKey key = params.sessionKey().map(text -> Keys.read(agents, text, params.agentId()))
                .or(() -> params.sessionId().map(this::withId))
                .or(() -> params.agentId().isPresent() ? Optional.empty() : params.partner().map(this::with))
                .orElseGet(() -> Keys.read(agents, "main", params.agentId()));
        Optional<String> known = sessions.find(key).map(Session::id);
        boolean another = known.isPresent() && params.sessionId().filter(id -> !known.get().equals(id)).isPresent();
        if (another || params.expectedExistingSessionId().isPresent() && !params.expectedExistingSessionId().equals(known)) {
            throw Keys.sessionChanged(key);
        }
        return key;
    }

    private SessionKey withId(String id) {
        return sessions.list().stream().filter(session -> session.id().equals(id)).map(Session::key).findFirst()
                .orElseThrow(() -> RpcFault.invalid("No session found: " + id));
    }

    /** As if they had written. */
    private SessionKey with(Targets.Target partner) {
        ReturnAddress there = targets.find(METHOD, partner);
        String id = there.conversation().id();
        Routing.Decision decision = routing.route(new Facts(there.channel(), there.account(),
                there.account().equals(routing.defaultAccount(there.channel())), there.conversation().kind(), id,
                there.conversation().threadId(), "", Set.of(), id), "");
        if (decision.targets().size() != 1) {
            throw RpcFault.invalid("invalid agent params: at /to: name the session or the agent too: " + decision.why());
        }
        return decision.targets().get(0).session();
    }

    /** @throws RpcFault when another session has it */
    void label(SessionKey key, String label) {
        Field<String> absent = new Field.Absent<>();
        changes.patch(METHOD, key, SessionChanges.Mutation.of(new Field.Set<>(label), absent, absent, absent, absent, new Field.Absent<>()));
    }
}
