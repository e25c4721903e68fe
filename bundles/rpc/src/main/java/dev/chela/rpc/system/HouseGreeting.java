package dev.chela.rpc.system;

import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Greeting;
import dev.chela.core.agent.Agents;
import dev.chela.core.reception.Reception;
import dev.chela.core.session.SessionKeys;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Says that the house is ready: reception is open, and so is every room behind it. */
@Component
public final class HouseGreeting implements Greeting {
    private final SystemMethods system;
    private final Agents agents;

    @Activate
    public HouseGreeting(@Reference SystemMethods system, @Reference Agents agents, @Reference Reception open) {
        this.system = system;
        this.agents = agents;
    }

    @Override
    public String version() {
        return Version.CURRENT;
    }

    @Override
    public Map<String, Object> snapshot(Caller caller) {
        String agent = agents.primary().id().value();
        return Map.of("health", system.snapshot(), "sessionDefaults", Map.of(
                "defaultAgentId", agent, "mainKey", "main", "mainSessionKey", SessionKeys.main(agents.primary().id()).value(),
                "scope", "per-sender", "modelConfigured", true));
    }

    @Override
    public List<String> events() {
        return List.of("agent", "chat", "health", "presence", "session.message", "sessions.changed", "shutdown", "tick");
    }
}
