package dev.chela.rpc.session;

import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.fault.Permanent;
import dev.chela.core.agent.Agents;
import dev.chela.core.session.SessionKeys;
import java.util.Optional;

/** Reads session keys as clients write them, and refuses agents that do not exist. */
public final class Keys {
    private Keys() {}

    /** @throws RpcFault when the key is malformed or its agent is not configured */
    public static SessionKey read(Agents agents, String key, Optional<String> agentId) {
        try {
            AgentId owner = agentId.map(AgentId::new).orElseGet(() -> agents.primary().id());
            SessionKey session = SessionKeys.read(key, owner);
            agents.get(session.agent());
            return session;
        } catch (IllegalArgumentException | Permanent malformed) {
            throw RpcFault.invalid(String.valueOf(malformed.getMessage()));
        }
    }
}
