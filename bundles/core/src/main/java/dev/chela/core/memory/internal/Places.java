package dev.chela.core.memory.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.core.memory.internal.MemorySettings.ExtraPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where an agent's memory stands: two files and a directory of its workspace, and what the configuration adds. */
record Places(Path workspace, List<Place> all) {
    private static final String MARKDOWN = "glob:**.{md,MD,markdown}";
    private static final int MOST_FILES = 20_000;
    private static final int MOST_DIRECTORIES = 256;

    /**
     * @param root what a file must lie in
     * @param start the file, or the directory to look through, at or below the root
     */
    record Place(Path root, Path start, PathMatcher wanted) {}

    /** @param name as it is shown and asked for @param modified milliseconds since 1970 */
    record Found(String name, Place place, Path file, long modified, long size) {}

    static Places of(Path workspace, List<ExtraPath> extra) {
        List<Place> all = new ArrayList<>();
        for (String name : List.of("MEMORY.md", "USER.md", "memory")) {
            all.add(new Place(workspace, workspace.resolve(name), matcher(workspace, MARKDOWN)));
        }
        for (ExtraPath path : extra) {
            Path start = workspace.resolve(path.path()).normalize();
            String pattern = path.pattern() == null ? MARKDOWN : "glob:" + start + "/" + path.pattern();
            all.add(new Place(Files.isDirectory(start) ? start : start.getParent(), start, matcher(workspace, pattern)));
        }
        return new Places(workspace, List.copyOf(all));
    }

    private static PathMatcher matcher(Path any, String pattern) {
        return any.getFileSystem().getPathMatcher(pattern);
    }

    /** Every file there is, once, by name. Links are passed over, and so is what is hidden. */
    List<Found> list() {
        Map<String, Found> found = new LinkedHashMap<>();
        for (Place place : all) {
            if (Files.exists(place.start(), LinkOption.NOFOLLOW_LINKS)) {
                walk(place, found);
            }
        }
        return List.copyOf(found.values());
    }

    private void walk(Place place, Map<String, Found> found) {
        try {
            Files.walkFileTree(place.start(), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    return hidden(directory) && !directory.equals(place.start())
                            ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && !hidden(file) && place.wanted().matches(file)) {
                        found.putIfAbsent(name(file), new Found(
                                name(file), place, file, attributes.lastModifiedTime().toMillis(), attributes.size()));
                    }
                    return found.size() < MOST_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE; // Deleted meanwhile, or closed to us: as if it were not there.
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look through " + place.start() + ": " + e.getMessage(), e);
        }
    }

    /** The directories in which a file of this memory may appear, as far as they exist. */
    Set<Path> directories() {
        Set<Path> found = new LinkedHashSet<>();
        for (Place place : all) {
            if (Files.isDirectory(place.start(), LinkOption.NOFOLLOW_LINKS)) {
                below(place.start(), found);
            }
            if (place.start().getParent() != null && Files.isDirectory(place.start().getParent())) {
                found.add(place.start().getParent());
            }
        }
        return found;
    }

    private static void below(Path start, Set<Path> found) {
        try {
            Files.walkFileTree(start, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    if (found.size() >= MOST_DIRECTORIES || hidden(directory) && !directory.equals(start)) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    found.add(directory);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look through " + start + ": " + e.getMessage(), e);
        }
    }

    /** Whether it is a file of this memory, or a directory on the way to one. */
    boolean concerns(Path file) {
        return all.stream().anyMatch(place -> place.start().startsWith(file)
                || file.startsWith(place.start()) && (place.wanted().matches(file) || Files.isDirectory(file)));
    }

    private static boolean hidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    private String name(Path file) {
        return (file.startsWith(workspace) ? workspace.relativize(file) : file).toString().replace('\\', '/');
    }

    /** @throws Permanent when a path is not one of a memory file, whether or not there is one */
    Found find(String name) {
        return at(name).orElseThrow(() -> new Permanent("\"" + name + "\" is no memory file; there are MEMORY.md, USER.md and"
                + " Markdown files below memory/, by the paths that memory_search gives"));
    }

    private Optional<Found> at(String name) {
        try {
            Path file = workspace.resolve(name);
            boolean plain = file.equals(file.normalize()) && !name.isBlank();
            return all.stream().filter(place -> plain && file.startsWith(place.start()) && place.wanted().matches(file) && visible(place, file))
                    .findFirst().map(place -> new Found(name(file), place, file, 0, 0));
        } catch (InvalidPathException malformed) {
            return Optional.empty();
        }
    }

    private static boolean visible(Place place, Path file) {
        for (Path part : place.start().relativize(file)) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    /** The text of a file that was listed or found. Faults as {@link Confined#text}. */
    static String text(Found found) throws IOException {
        return Confined.text(found.place().root(), found.place().root().relativize(found.file()));
    }
}
