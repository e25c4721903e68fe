package dev.chela.core.routing.internal;

import dev.chela.api.channel.Inbound;
import dev.chela.api.id.SessionKey;
import dev.chela.core.agent.Agents;
import dev.chela.core.config.Config;
import dev.chela.core.routing.Routes;
import dev.chela.core.routing.Routing;
import dev.chela.core.routing.SessionScope;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Everything goes to the primary agent, into sessions as {@code session.dmScope} parts them. */
@Component
public final class ConfiguredRouting implements Routing {
    private final Agents agents;
    private final Config.Live<SessionScope> scope;

    @Activate
    public ConfiguredRouting(@Reference Agents agents, @Reference Config config) {
        this.agents = agents;
        this.scope = config.section("session", SessionScope.class);
    }

    @Deactivate
    public void close() {
        scope.close();
    }

    @Override
    public SessionKey route(String channel, String account, Inbound.Message message) {
        return Routes.key(scope.get().dmScope(), agents.primary().id(), channel, account, message);
    }
}
