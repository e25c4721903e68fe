package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Permanent;
import dev.chela.core.home.PrivateFiles;
import dev.chela.core.plugin.PluginLock.Locked;
import dev.chela.core.plugin.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Gets jars by what they hold: the gateway's own copies, then from directories, then from where they came. Used by one thread. */
final class Gathering {
    private final Staging staging;
    private final Sources sources;
    private final List<Path> folders;
    /** What lies in the directories, by SHA-256; read when it is first asked for. */
    private Map<String, Path> found = Map.of();
    private boolean read;

    Gathering(Staging staging, Sources sources, List<Path> folders) {
        this.staging = staging;
        this.sources = sources;
        this.folders = folders;
    }

    /**
     * @param room where the jar is to lie
     * @return the jar, under the name that it is to have
     * @throws Permanent when it cannot be had, or is another one
     */
    Path get(Locked plugin, Path room) {
        String sha256 = plugin.generation().sha256();
        Path jar = room.resolve(sha256).resolve(plugin.file());
        try {
            PrivateFiles.directory(room.resolve(sha256));
            if (staging.holds(sha256)) {
                take(staging.jar(sha256), jar, sha256);
            } else if (inFolders().containsKey(sha256)) {
                take(inFolders().get(sha256), jar, sha256);
            } else {
                fetch(plugin, jar);
            }
            return jar;
        } catch (IOException | UncheckedIOException e) {
            throw new Permanent("it cannot be copied: " + e.getMessage(), e);
        }
    }

    private void fetch(Locked plugin, Path jar) {
        try {
            sources.with(plugin.source(), file -> take(file, jar, plugin.generation().sha256()));
        } catch (Fault | UncheckedIOException none) {
            throw new Permanent(none.getMessage() + (folders.isEmpty() ? "" : "; nor does it lie in " + folders.get(0)), none);
        }
    }

    private static Path take(Path from, Path to, String sha256) {
        try {
            if (!Files.isRegularFile(from)) {
                throw new Permanent("there is no file " + from);
            }
            Files.copy(from, to);
            Downloads.check(to, sha256, from.toString());
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Path> inFolders() throws IOException {
        if (!read) {
            Map<String, Path> all = new HashMap<>();
            for (Path folder : folders) {
                all.putAll(jars(folder));
            }
            found = all;
            read = true;
        }
        return found;
    }

    /** What lies in a directory, by SHA-256. */
    static Map<String, Path> jars(Path folder) throws IOException {
        Map<String, Path> all = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path jar : files.filter(file -> file.toString().endsWith(".jar") && Files.isRegularFile(file)).toList()) {
                all.put(Staging.sha256(jar), jar);
            }
        }
        return all;
    }
}
