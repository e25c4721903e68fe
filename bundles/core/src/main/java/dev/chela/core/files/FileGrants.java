package dev.chela.core.files;

import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Files;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.tool.ToolCall;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.config.Config;
import dev.chela.core.guest.GrantSource;
import dev.chela.core.home.Home;
import dev.chela.core.sandbox.Sandbox;
import dev.chela.core.sandbox.Sandboxes;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Grants {@link Files}. */
@Capability(namespace = "chela.grant", attribute = "power=files")
@Component(service = {GrantSource.class, FileGrants.class}, immediate = true)
public final class FileGrants implements GrantSource<Files> {
    private static final int MOST_LINKS = 40;

    private final Config.Live<FsSettings> settings;
    private final Config.Live<AgentFs> ownSettings;
    private final Sandboxes sandboxes;
    private final Property property;
    private final Path userHome;
    private final List<ReadableFolders> readable = new CopyOnWriteArrayList<>();

    @Activate
    public FileGrants(@Reference Config config, @Reference Home home, @Reference Agents agents, @Reference Sandboxes sandboxes) {
        this(config, home, agents, sandboxes, Path.of(System.getProperty("user.home")));
    }

    FileGrants(Config config, Home home, Agents agents, Sandboxes sandboxes, Path userHome) {
        this.settings = config.section("tools.fs", FsSettings.class);
        this.ownSettings = config.section("", AgentFs.class);
        this.sandboxes = sandboxes;
        this.property = new Property(home, agents);
        this.userHome = userHome;
    }

    @Reference(name = "readable", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void add(ReadableFolders folders) {
        readable.add(folders);
    }

    public void remove(ReadableFolders folders) {
        readable.remove(folders);
    }

    @Deactivate
    public void close() {
        settings.close();
        ownSettings.close();
    }

    @Override
    public Class<Files> power() {
        return Files.class;
    }

    @Override
    public Files grant(ToolCall call) {
        Optional<Sandbox> sandbox = sandboxes.of(call.agent(), call.session());
        return new Files() {
            @Override
            public Path resolve(String path) {
                return judged(path, call, sandbox, List.of());
            }

            @Override
            public Path readable(String path) {
                List<Path> further = new ArrayList<>(folders(call));
                sandbox.ifPresent(box -> further.addAll(box.readable()));
                return judged(path, call, sandbox, further);
            }
        };
    }

    private List<Path> folders(ToolCall call) {
        return readable.stream().flatMap(room -> room.folders(call).stream()).map(FileGrants::real).toList();
    }

    /**
     * The directory in which a conversation is to work that a call sets going: whoever calls must reach it, and so must the other.
     *
     * @param path as whoever calls writes it
     * @throws Denied when one of them does not
     * @throws Permanent when it is no directory
     */
    public Path lent(ToolCall call, String path, AgentId agent, SessionKey session) {
        Path real = grant(call).resolve(path);
        judge(path, real, Reach.of(agent, sandboxes.of(agent, session), property), List.of());
        if (!java.nio.file.Files.isDirectory(real)) {
            throw new Permanent("'" + path + "' is no directory");
        }
        return real;
    }

    /**
     * Where a path leads that stands in no call: as a tool of this conversation would be led that reads it, without what skills let calls read.
     *
     * @throws Denied as {@link Files#readable}
     */
    public Path readable(Agent agent, SessionKey session, String path) {
        Optional<Sandbox> sandbox = sandboxes.of(agent.id(), session);
        Path real = real(absolute(path, sandbox.map(Sandbox::directory).orElse(agent.workspace()), sandbox));
        judge(path, real, Reach.of(agent.id(), sandbox, property), sandbox.map(Sandbox::readable).orElse(List.of()));
        return real;
    }

    /** Whether a place, its links followed, lies in a folder, wherever that leads. */
    public static boolean within(Path folder, Path real) {
        return real.startsWith(real(folder));
    }

    private Path judged(String path, ToolCall call, Optional<Sandbox> sandbox, List<Path> further) {
        Path real = real(absolute(path, call.workspace(), sandbox));
        judge(path, real, Reach.of(call.agent(), sandbox, property), further);
        return real;
    }

    /**
     * Whose reach is asked about.
     *
     * @param own what is the agent's there, its links followed; where a call starts makes no difference
     */
    private record Reach(AgentId agent, Path own, Optional<Sandbox> sandbox) {
        static Reach of(AgentId agent, Optional<Sandbox> sandbox, Property property) {
            return new Reach(agent, real(sandbox.map(Sandbox::directory).orElseGet(() -> property.workspace(agent))), sandbox);
        }
    }

    /** What belongs to somebody else stays so wherever it lies; then comes what confines this agent. */
    private void judge(String path, Path real, Reach reach, List<Path> further) {
        boolean confined = reach.sandbox().isPresent() || ownSettings.get().workspaceOnly(reach.agent(), settings.get());
        if (!further.stream().anyMatch(real::startsWith)) {
            property.objection(real, reach.own(), reach.agent()).ifPresent(whose -> {
                throw new Denied("'" + path + "' leads to " + real + ", which belongs to " + whose);
            });
            if (confined && !real.startsWith(reach.own())) {
                throw outside(path, real, reach);
            }
        }
        if (confined) {
            SecondNames.refuse(real, path);
        }
    }

    private static Denied outside(String path, Path real, Reach reach) {
        return new Denied("'" + path + "' leads to " + real + ", outside the workspace " + reach.own() + "; "
                + (reach.sandbox().isPresent() ? "the tools of this conversation work in a sandbox, which has nothing else"
                        : "tools.fs.workspaceOnly confines this agent to it"));
    }

    private Path absolute(String path, Path workspace, Optional<Sandbox> sandbox) {
        if (path.isBlank()) {
            throw new Permanent("the path is empty");
        }
        try {
            boolean home = path.equals("~") || path.startsWith("~/");
            return home ? sandbox.map(Sandbox::directory).orElse(userHome).resolve(path.substring(Math.min(2, path.length())))
                    : workspace.resolve(path);
        } catch (InvalidPathException e) {
            throw new Permanent("'" + path + "' is no path: " + e.getReason(), e);
        }
    }

    /**
     * Follows links step by step, as the system would when it opens the path: {@code ..} after a link leaves the link's target, and a
     * link to something absent is followed too, since writing there would make it.
     */
    static Path real(Path path) {
        Path reached = path.getRoot();
        java.util.ArrayDeque<Path> ahead = new java.util.ArrayDeque<>();
        path.forEach(ahead::add);
        int links = 0;
        while (!ahead.isEmpty()) {
            Path next = reached.resolve(ahead.poll()).normalize();
            if (!java.nio.file.Files.isSymbolicLink(next)) {
                reached = next;
                continue;
            }
            if (++links > MOST_LINKS) {
                throw new Permanent(path + " leads through more than " + MOST_LINKS + " symbolic links");
            }
            Path target = target(next);
            reached = target.isAbsolute() ? target.getRoot() : reached;
            java.util.ArrayDeque<Path> through = new java.util.ArrayDeque<>();
            target.forEach(through::add);
            through.addAll(ahead);
            ahead = through;
        }
        return reached;
    }

    private static Path target(Path link) {
        try {
            return java.nio.file.Files.readSymbolicLink(link);
        } catch (IOException e) {
            throw new Permanent("cannot follow the symbolic link " + link + ": " + e.getMessage(), e);
        }
    }
}
