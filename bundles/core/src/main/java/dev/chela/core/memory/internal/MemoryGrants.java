package dev.chela.core.memory.internal;

import dev.chela.api.grant.Memory;
import dev.chela.api.tool.ToolCall;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.guest.GrantSource;
import dev.chela.core.memory.Memories;
import java.util.Optional;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Grants {@link Memory}: the agent is the call's, never one that the tool names. */
@Capability(namespace = "chela.grant", attribute = "power=memory")
@Component(service = GrantSource.class)
public final class MemoryGrants implements GrantSource<Memory> {
    private final Memories memories;
    private final Agents agents;

    @Activate
    public MemoryGrants(@Reference Memories memories, @Reference Agents agents) {
        this.memories = memories;
        this.agents = agents;
    }

    @Override
    public Class<Memory> power() {
        return Memory.class;
    }

    @Override
    public Memory grant(ToolCall call) {
        Agent agent = agents.get(call.agent());
        return new Memory() {
            @Override
            public Found search(Query query) {
                return memories.search(agent, query, Optional.of(call.session()), call.cancellation());
            }

            @Override
            public Passage read(String path, int from, int lines) {
                return memories.read(agent, path, from, lines, Optional.of(call.session()));
            }
        };
    }
}
