package dev.chela.rpc.agent;

import dev.chela.api.fault.Permanent;
import dev.chela.api.rpc.RpcFault;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import java.util.Map;
import java.util.function.Supplier;

/** Finds the agent a client means. */
final class Roster {
    private Roster() {}

    static Agent find(Agents agents, String id) {
        return agents.list().stream().filter(agent -> agent.id().value().equals(id)).findFirst().orElseThrow(() ->
                RpcFault.invalid("agent \"" + id + "\" not found", Map.of("code", "UNKNOWN_AGENT_ID", "agentId", id)));
    }

    /** What the core refuses for good is the client's to mend. */
    static <T> T asked(Supplier<T> what) {
        try {
            return what.get();
        } catch (Permanent refused) {
            throw RpcFault.invalid(String.valueOf(refused.getMessage()));
        }
    }
}
