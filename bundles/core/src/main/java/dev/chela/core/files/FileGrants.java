package dev.chela.core.files;

import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Files;
import dev.chela.api.tool.ToolCall;
import dev.chela.core.config.Config;
import dev.chela.core.guest.GrantSource;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Grants {@link Files}. */
@Capability(namespace = "chela.grant", attribute = "power=files")
@Component(service = GrantSource.class, immediate = true)
public final class FileGrants implements GrantSource<Files> {
    private static final int MOST_LINKS = 40;

    private final Config.Live<FsSettings> settings;
    private final Path userHome;
    private final List<ReadableFolders> readable = new CopyOnWriteArrayList<>();

    @Activate
    public FileGrants(@Reference Config config) {
        this(config, Path.of(System.getProperty("user.home")));
    }

    FileGrants(Config config, Path userHome) {
        this.settings = config.section("tools.fs", FsSettings.class);
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
    }

    @Override
    public Class<Files> power() {
        return Files.class;
    }

    @Override
    public Files grant(ToolCall call) {
        return new Files() {
            @Override
            public Path resolve(String path) {
                return FileGrants.this.resolve(path, call.workspace(), List::of);
            }

            @Override
            public Path readable(String path) {
                return FileGrants.this.resolve(path, call.workspace(), () -> folders(call));
            }
        };
    }

    private List<Path> folders(ToolCall call) {
        return readable.stream().flatMap(room -> room.folders(call).stream()).map(FileGrants::real).toList();
    }

    private Path resolve(String path, Path workspace, Supplier<List<Path>> further) {
        Path real = real(absolute(path, workspace));
        if (settings.get().workspaceOnly() && !real.startsWith(real(workspace)) && further.get().stream().noneMatch(real::startsWith)) {
            throw new Denied("'" + path + "' leads to " + real + ", outside the workspace " + workspace
                    + "; tools.fs.workspaceOnly confines this agent to it");
        }
        return real;
    }

    private Path absolute(String path, Path workspace) {
        if (path.isBlank()) {
            throw new Permanent("the path is empty");
        }
        try {
            boolean home = path.equals("~") || path.startsWith("~/");
            return home ? userHome.resolve(path.substring(Math.min(2, path.length()))) : workspace.resolve(path);
        } catch (InvalidPathException e) {
            throw new Permanent("'" + path + "' is no path: " + e.getReason(), e);
        }
    }

    /**
     * Follows links step by step, as the system would when it opens the path: {@code ..} after a link leaves the link's target, and a
     * link to something absent is followed too, since writing there would make it.
     */
    private static Path real(Path path) {
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
