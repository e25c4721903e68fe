package dev.chela.rpc.session;

import dev.chela.api.id.AgentId;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.fault.Permanent;
import dev.chela.core.agent.Agents;
import dev.chela.core.session.SessionKeys;
import java.util.Map;
import java.util.Optional;

/** Reads the keys of sessions and runs as clients write them, and refuses agents that do not exist. */
public final class Keys {
    private static final int LONGEST = 512;

    private Keys() {}

    /**
     * A run's id: chosen by the client as its idempotency key, it becomes the id of rows and transcript lines.
     *
     * @param at the property that it came in
     * @throws RpcFault when it cannot be one; the message says why
     */
    public static RunId run(String method, String at, String id) {
        if (id.isBlank() || id.length() > LONGEST || id.chars().anyMatch(Character::isISOControl)) {
            throw RpcFault.invalid("invalid " + method + " params: at /" + at + ": must have 1 to " + LONGEST
                    + " characters, none of them a control character");
        }
        return new RunId(id);
    }

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

    /** What a client is told that knows a session which has been deleted since, and begun anew under the same key. */
    public static RpcFault sessionChanged(SessionKey key) {
        return new RpcFault("INVALID_REQUEST", key + " is another session by now: read it again", Map.of("reason", "session-changed"), -1);
    }
}
