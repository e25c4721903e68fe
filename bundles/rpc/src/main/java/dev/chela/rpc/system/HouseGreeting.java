package dev.chela.rpc.system;

import dev.chela.api.fault.Defect;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Greeting;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.core.agent.Agents;
import dev.chela.core.reception.Reception;
import dev.chela.core.session.SessionKeys;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** Says that the house is ready: reception is open, and so is every room behind it. */
@Component
public final class HouseGreeting implements Greeting {
    private final SystemMethods system;
    private final Agents agents;
    private final List<String> methods;

    @Activate
    public HouseGreeting(
            BundleContext context, @Reference ServiceComponentRuntime components, @Reference SystemMethods system,
            @Reference Agents agents, @Reference Reception open) {
        this(system, agents, methods(components, context.getBundle()));
    }

    /** @param methods what must answer before the house opens its door */
    public HouseGreeting(SystemMethods system, Agents agents, List<String> methods) {
        this.system = system;
        this.agents = agents;
        this.methods = methods;
    }

    /** Of all components of this bundle, those included that have not begun yet. */
    private static List<String> methods(ServiceComponentRuntime components, Bundle bundle) {
        return components.getComponentDescriptionDTOs(bundle).stream()
                .map(component -> load(bundle, component.implementationClass))
                .filter(RpcMethods.class::isAssignableFrom)
                .flatMap(type -> Stream.of(type.getMethods()))
                .filter(method -> method.isAnnotationPresent(Rpc.class))
                .map(method -> method.getAnnotation(Rpc.class).value())
                .distinct().toList();
    }

    private static Class<?> load(Bundle bundle, String name) {
        try {
            return bundle.loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new Defect("a description of this bundle names the component " + name + ", which is not in the bundle", e);
        }
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
    public List<String> methods() {
        return methods;
    }

    /** {@code models.list} tells of the catalogue that turns use; clients that do not read this look into files of their own. */
    @Override
    public List<String> capabilities() {
        return List.of("published-model-catalog");
    }

    @Override
    public List<String> events() {
        return List.of(
                "agent",
                "channels.pairing.changed",
                "chat",
                "chat.metadata.changed",
                "chat.side_result",
                "config.changed",
                "cron",
                "deliveries.changed",
                "device.pair.changed",
                "device.pair.requested",
                "device.pair.resolved",
                "exec.approval.requested",
                "exec.approval.resolved",
                "health",
                "heartbeat",
                "plugins.changed",
                "presence",
                "question.requested",
                "question.resolved",
                "session.approval",
                "session.message",
                "session.operation",
                "session.tool",
                "sessions.changed",
                "shutdown",
                "skills.changed",
                "tick",
                "users.prefs.changed");
    }
}
