package dev.chela.core.sandbox.internal;

import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.agent.Agents;
import dev.chela.core.config.Config;
import dev.chela.core.hash.Sha256;
import dev.chela.core.home.Home;
import dev.chela.core.sandbox.Sandbox;
import dev.chela.core.sandbox.SandboxConfig;
import dev.chela.core.sandbox.SandboxConfig.Access;
import dev.chela.core.sandbox.SandboxConfig.Lists;
import dev.chela.core.sandbox.SandboxConfig.Mode;
import dev.chela.core.sandbox.SandboxConfig.Network;
import dev.chela.core.sandbox.SandboxConfig.Scope;
import dev.chela.core.sandbox.SandboxConfig.Wish;
import dev.chela.core.sandbox.Sandboxes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Sandboxes, as configured. */
@Component
public final class ConfiguredSandboxes implements Sandboxes {
    private final Config.Live<SandboxConfig> config;
    private final Home home;
    private final Agents agents;

    @Activate
    public ConfiguredSandboxes(@Reference Config config, @Reference Home home, @Reference Agents agents) {
        this.agents = agents;
        this.config = config.section("", SandboxConfig.class);
        this.home = home;
    }

    @Deactivate
    public void close() {
        config.close();
    }

    @Override
    public boolean demanded(AgentId agent, SessionKey session) {
        Mode mode = config.get().of(agent.value()).mode();
        return mode == Mode.ALL || mode == Mode.NON_MAIN && !session.rest().equals("main");
    }

    @Override
    public Optional<Sandbox> of(AgentId agent, SessionKey session) {
        if (!demanded(agent, session)) {
            return Optional.empty();
        }
        Wish wish = config.get().of(agent.value());
        Path workspace = made(agents.get(agent).workspace());
        boolean shared = wish.workspaceAccess() == Access.RW;
        Path own = shared ? workspace : directory(wish, agent, session);
        List<Path> readable = wish.workspaceAccess() == Access.RO ? List.of(workspace) : List.of();
        return Optional.of(new Sandbox(own, readable, hidden(agent, own, workspace), wish.network() == Network.HOST));
    }

    /** Whoever chose a workspace that holds the state, or another agent's workspace, did not mean to give these away. */
    private List<Path> hidden(AgentId agent, Path own, Path workspace) {
        Stream<Path> others = agents.list().stream().filter(other -> !other.id().equals(agent)).map(other -> made(other.workspace()));
        return Stream.concat(Stream.of(made(home.root())), others)
                .filter(place -> !own.startsWith(place) && !workspace.startsWith(place))
                .filter(place -> place.startsWith(own) || place.startsWith(workspace)).distinct().toList();
    }

    private static Path made(Path directory) {
        try {
            return Files.createDirectories(directory).toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("the directory " + directory + " cannot be made", e);
        }
    }

    private Path directory(Wish wish, AgentId agent, SessionKey session) {
        String name = switch (wish.scope() == null ? Scope.AGENT : wish.scope()) {
            case SHARED -> "shared";
            case AGENT -> "agent-" + agent.value();
            case SESSION -> "session-" + agent.value() + "-" + Sha256.hex(session.value(), 16);
        };
        return made(wish.workspaceRoot() == null ? home.directory("sandboxes/" + name) : home.place(wish.workspaceRoot()).resolve(name));
    }

    @Override
    public Optional<Map.Entry<String, Lists>> tools(AgentId agent) {
        return config.get().tools(agent.value()).findFirst();
    }
}
