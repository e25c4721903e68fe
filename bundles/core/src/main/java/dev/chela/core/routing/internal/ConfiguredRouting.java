package dev.chela.core.routing.internal;

import dev.chela.core.access.Access;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.channel.ChannelsConfig;
import dev.chela.core.config.Config;
import dev.chela.core.routing.Binding;
import dev.chela.core.routing.Bindings;
import dev.chela.core.routing.Bindings.Look;
import dev.chela.core.routing.Facts;
import dev.chela.core.routing.Routes;
import dev.chela.core.routing.Routing;
import dev.chela.core.routing.SessionScope;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * By the rules of the configuration. What no rule speaks of goes to the only agent there is, or to the one that is marked; of several
 * agents none is guessed, since the wrong one would hear what is not for it.
 */
@Component
public final class ConfiguredRouting implements Routing {
    private final Agents agents;
    private final Access access;
    private final Config.Live<SessionScope> scope;
    private final Config.Live<RoutingConfig> config;
    private final Config.Live<ChannelsConfig> channels;
    private volatile List<Binding> bindings;

    @Activate
    public ConfiguredRouting(@Reference Agents agents, @Reference Access access, @Reference Config config) {
        this.agents = agents;
        this.access = access;
        this.scope = config.section("session", SessionScope.class);
        this.channels = config.section("", ChannelsConfig.class);
        this.config = config.section("", RoutingConfig.class);
        this.bindings = this.config.get().all();
        this.config.onChange(changed -> bindings = changed.all());
    }

    @Deactivate
    public void close() {
        scope.close();
        config.close();
        channels.close();
    }

    @Override
    public String defaultAccount(String channel) {
        return channels.get().defaultAccount(channel);
    }

    @Override
    public Explanation explain(Facts facts, String text) {
        return new Explanation(route(facts, text), bindings.stream().map(binding -> Bindings.look(binding, facts)).toList());
    }

    @Override
    public Decision route(Facts facts, String text) {
        List<String> together = config.get().participants(facts.channel(), facts.peer());
        if (!together.isEmpty()) {
            return broadcast(together, facts, text);
        }
        return Bindings.choose(bindings, facts).map(look -> bound(look, facts)).orElseGet(() -> unbound(facts));
    }

    private Decision bound(Look look, Facts facts) {
        Binding rule = look.binding();
        String tier = look.tier().orElseThrow().word();
        Optional<Agent> agent = agent(rule.agent());
        if (agent.isEmpty()) {
            return new Decision(List.of(), tier, rule.place() + " names the agent '" + rule.agent() + "', which does not exist");
        }
        SessionScope common = scope.get();
        SessionScope held = new SessionScope(rule.dmScope().orElse(common.dmScope()), rule.groupScope().orElse(common.groupScope()),
                common.identityLinks());
        return new Decision(List.of(target(held, agent.get(), facts, "")), tier, rule.place());
    }

    private Decision unbound(Facts facts) {
        Optional<Agent> marked = config.get().marked().flatMap(this::agent);
        if (marked.isPresent()) {
            return new Decision(List.of(target(scope.get(), marked.get(), facts, "")), "default",
                    "no rule fits, and agents.entries." + marked.get().id() + " is marked as the default");
        }
        List<Agent> all = agents.list();
        if (all.size() == 1) {
            return new Decision(List.of(target(scope.get(), all.get(0), facts, "")), "default", "no rule fits, and there is one agent only");
        }
        return new Decision(List.of(), "none", "no rule fits " + facts.channel() + "/" + facts.account() + " and there are several agents ("
                + all.stream().map(agent -> agent.id().value()).collect(Collectors.joining(", "))
                + "): bind it under bindings in chela.json5, or mark one agent with default: true");
    }

    /** Who is named is meant; when nobody is, all are. */
    private Decision broadcast(List<String> together, Facts facts, String text) {
        List<Agent> there = together.stream().flatMap(id -> agent(id).stream()).toList();
        List<Agent> named = there.stream().filter(agent -> access.speaksTo(agent, text)).toList();
        List<Agent> meant = named.isEmpty() ? there : named;
        return new Decision(meant.stream().map(agent -> target(scope.get(), agent, facts, there.size() > 1 ? name(agent) : "")).toList(),
                "broadcast", "broadcast." + facts.channel() + ":" + facts.peer() + (named.isEmpty() ? "" : ", of which the text names some"));
    }

    private static String name(Agent agent) {
        return agent.identity().name().isBlank() ? agent.name() : agent.identity().name();
    }

    private static Target target(SessionScope scope, Agent agent, Facts facts, String signature) {
        return new Target(agent.id(), Routes.key(scope, agent.id(), facts), signature);
    }

    private Optional<Agent> agent(String id) {
        return agents.list().stream().filter(agent -> agent.id().value().equalsIgnoreCase(id)).findFirst();
    }
}
