package dev.chela.core.agent.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.id.AgentId;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.config.Config;
import dev.chela.core.home.Home;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The roster, as configured; {@code main} when nothing is. */
@Component
public final class ConfiguredAgents implements Agents {
    private static final int TWO_DAYS = 172_800;

    private final Home home;
    private final Workspaces workspaces = new Workspaces();
    private final Config.Live<AgentsConfig> config;
    private volatile Map<AgentId, Agent> roster;

    @Activate
    public ConfiguredAgents(@Reference Config config, @Reference Home home) {
        this.home = home;
        this.config = config.section("agents", AgentsConfig.class);
        roster = read(this.config.get());
        this.config.onChange(changed -> roster = read(changed));
    }

    @Deactivate
    public void close() {
        config.close();
    }

    private Map<AgentId, Agent> read(AgentsConfig values) {
        Map<AgentId, Agent> agents = new LinkedHashMap<>();
        values.entries().forEach((id, entry) -> agents.put(new AgentId(id), agent(new AgentId(id), entry, values)));
        agents.computeIfAbsent(AgentId.MAIN, id -> agent(id, AgentsConfig.Entry.NONE, values));
        return agents;
    }

    private Agent agent(AgentId id, AgentsConfig.Entry entry, AgentsConfig values) {
        AgentsConfig.Defaults defaults = values.defaults();
        AgentsConfig.Choice model = AgentsConfig.Choice.of(entry.model() == null ? defaults.model() : entry.model());
        int timeout = defaults.timeoutSeconds() == null ? TWO_DAYS : defaults.timeoutSeconds();
        return new Agent(id, entry.name() == null ? id.value() : entry.name(),
                entry.identity() == null ? Agent.Identity.NONE : entry.identity(), model.primary(), model.fallbacks(),
                workspace(id, entry, values), Duration.ofSeconds(timeout));
    }

    private Path workspace(AgentId id, AgentsConfig.Entry entry, AgentsConfig values) {
        if (entry.workspace() != null) {
            return home.place(entry.workspace());
        }
        String common = values.defaults().workspace();
        if (common != null) {
            Path shared = home.place(common);
            return id.equals(AgentId.MAIN) || shared.getFileName() == null ? shared : shared.resolveSibling(shared.getFileName() + "-" + id);
        }
        return home.root().resolve("agents").resolve(id.value()).resolve("workspace");
    }

    @Override
    public Agent get(AgentId id) {
        Agent agent = roster.get(id);
        if (agent == null) {
            throw new Permanent("Agent \"" + id + "\" no longer exists in configuration; there are: "
                    + roster.keySet().stream().map(AgentId::value).collect(Collectors.joining(", ")));
        }
        return agent;
    }

    @Override
    public List<Agent> list() {
        return List.copyOf(roster.values());
    }

    @Override
    public Agent primary() {
        return roster.containsKey(AgentId.MAIN) ? roster.get(AgentId.MAIN) : roster.values().iterator().next();
    }

    @Override
    public int concurrency() {
        int configured = config.get().defaults().maxConcurrent();
        return configured > 0 ? configured : Math.max(32, 16 * Runtime.getRuntime().availableProcessors());
    }

    @Override
    public List<ContextFile> context(Agent agent) {
        AgentsConfig.Defaults defaults = config.get().defaults();
        return workspaces.context(agent, !Boolean.TRUE.equals(defaults.skipBootstrap()),
                defaults.bootstrapMaxChars() == 0 ? 20_000 : defaults.bootstrapMaxChars(),
                defaults.bootstrapTotalMaxChars() == 0 ? 60_000 : defaults.bootstrapTotalMaxChars());
    }
}
