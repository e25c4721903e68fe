package dev.chela.hooks.folders;

import dev.chela.api.fault.Permanent;
import dev.chela.core.agent.Agents;
import dev.chela.core.home.Home;
import dev.chela.core.skill.FrontMatterReader;
import dev.chela.hooks.folders.FolderHook.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The hooks that lie there now. No thread watches anything: whoever asks makes it look, so that a saved file counts with the next event.
 * Each file is read once, and again when it has changed.
 */
final class Shelf {
    static final String FILE = "HOOK.md";
    private static final long LARGEST = 256_000;

    private final Home home;
    private final Agents agents;
    private final FrontMatterReader reader;
    private Map<Path, Read> known = Map.of();

    Shelf(Home home, Agents agents, FrontMatterReader reader) {
        this.home = home;
        this.agents = agents;
        this.reader = reader;
    }

    /** @param hooks by name; of two of one name the one that goes before, and one in a workspace never takes another's place */
    record Content(List<FolderHook> hooks, List<Problem> problems) {}

    /** @param file the {@code HOOK.md} */
    record Problem(Path file, String message) {}

    /** @param what a hook or a problem @param stamp changes with the folder */
    private record Read(Object what, String stamp) {}

    synchronized Content look(InternalConfig config) {
        Map<Path, Read> now = new LinkedHashMap<>();
        roots(config).forEach((root, source) -> folders(root).forEach(folder -> {
            String stamp = stamp(folder) + source;
            Read before = known.get(folder);
            now.putIfAbsent(folder, before != null && before.stamp().equals(stamp) ? before : new Read(read(folder, source), stamp));
        }));
        known = now;
        Map<String, FolderHook> hooks = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        now.values().forEach(read -> {
            if (read.what() instanceof FolderHook hook) {
                hooks.putIfAbsent(hook.name(), hook);
            } else {
                problems.add((Problem) read.what());
            }
        });
        return new Content(List.copyOf(hooks.values()), List.copyOf(problems));
    }

    private Map<Path, Source> roots(InternalConfig config) {
        Map<Path, Source> roots = new LinkedHashMap<>();
        roots.put(home.root().resolve("hooks"), Source.MANAGED);
        config.extraDirs().forEach(extra -> roots.putIfAbsent(home.place(extra), Source.EXTRA));
        agents.list().forEach(agent -> roots.putIfAbsent(agent.workspace().resolve("hooks"), Source.WORKSPACE));
        return roots;
    }

    private static List<Path> folders(Path root) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(root)) {
            return all.filter(folder -> Files.isRegularFile(folder.resolve(FILE))).sorted().toList();
        } catch (IOException gone) {
            return List.of();
        }
    }

    private static String stamp(Path folder) {
        try {
            Path file = folder.resolve(FILE);
            return Files.getLastModifiedTime(folder) + " " + Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException gone) {
            return "";
        }
    }

    private Object read(Path folder, Source source) {
        Path file = folder.resolve(FILE);
        try {
            if (Files.size(file) > LARGEST) {
                return new Problem(file, "has more than " + LARGEST + " bytes");
            }
            return HookFile.read(reader.read(Files.readString(file)), folder, source);
        } catch (Permanent wrong) {
            return new Problem(file, String.valueOf(wrong.getMessage()));
        } catch (IOException unreadable) {
            return new Problem(file, "cannot be read: " + unreadable.getMessage());
        }
    }
}
