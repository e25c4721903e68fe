package dev.chela.skills.loader;

import dev.chela.core.skill.Skill;
import dev.chela.core.skill.SkillLoader.Problem;
import dev.chela.core.skill.SkillLoader.Root;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks the folders. A folder with a {@code SKILL.md} is a skill and is not looked into any further; a link may lead anywhere below its
 * root, or into a folder that the configuration names.
 */
final class Finder {
    static final String FILE = "SKILL.md";
    private static final int DEEPEST = 6;
    private static final int MOST_FOLDERS = 2_000;
    private static final Set<String> NEVER = Set.of("node_modules");

    private final List<Path> targets;
    private final List<Found> found = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private int folders;

    private Finder(List<Path> targets) {
        this.targets = targets;
    }

    /** Equal as long as the file is the same: {@code changed}, {@code size} and {@code key} (which file it is, not by name) tell. */
    record Found(Path file, Skill.Source source, FileTime changed, long size, @Nullable Object key) {}

    record Finds(List<Found> files, List<Problem> problems) {}

    static Finds in(List<Root> roots, List<Path> targets) {
        Finder finder = new Finder(targets.stream().map(Finder::real).flatMap(Optional::stream).toList());
        for (Root root : roots) {
            real(root.path()).ifPresent(path -> finder.root(path, root.source()));
        }
        return new Finds(List.copyOf(finder.found), List.copyOf(finder.problems));
    }

    private void root(Path root, Skill.Source source) {
        folders = 0;
        folder(root, root, source, 0);
    }

    private void folder(Path folder, Path root, Skill.Source source, int depth) {
        if (++folders > MOST_FOLDERS) {
            if (folders == MOST_FOLDERS + 1) {
                problems.add(new Problem(root, 0, "has more than " + MOST_FOLDERS + " folders; those from " + folder
                        + " on are not searched for skills. Take what is no skill out of it"));
            }
            return;
        }
        Path file = folder.resolve(FILE);
        Optional<Path> skill = Files.isSymbolicLink(file) ? real(file) : Optional.of(file).filter(plain -> plain.toFile().exists());
        if (skill.isPresent()) {
            take(skill.get(), file, root, source);
        } else if (depth < DEEPEST) {
            below(folder, root, source, depth);
        }
    }

    private void take(Path real, Path as, Path root, Skill.Source source) {
        if (!inside(real, root)) {
            problems.add(leaves(as, real, root));
            return;
        }
        try {
            BasicFileAttributes is = Files.readAttributes(real, BasicFileAttributes.class);
            if (is.isRegularFile()) {
                found.add(new Found(real, source, is.lastModifiedTime(), is.size(), is.fileKey()));
            }
        } catch (IOException e) {
            problems.add(new Problem(as, 0, "cannot be looked at: " + e.getMessage()));
        }
    }

    private void below(Path folder, Path root, Skill.Source source, int depth) {
        for (Path child : children(folder)) {
            Path name = child.getFileName();
            if (name.toString().startsWith(".") || NEVER.contains(name.toString())) {
                continue;
            }
            if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                folder(child, root, source, depth + 1);
            } else if (Files.isSymbolicLink(child)) {
                real(child).filter(Files::isDirectory).ifPresent(real -> link(child, real, root, source, depth));
            }
        }
    }

    private void link(Path link, Path real, Path root, Skill.Source source, int depth) {
        if (inside(real, root)) {
            folder(real, root, source, depth + 1);
        } else {
            problems.add(leaves(link, real, root));
        }
    }

    private List<Path> children(Path folder) {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(children::add);
        } catch (NoSuchFileException | java.nio.file.NotDirectoryException gone) {
            return List.of();
        } catch (IOException e) {
            problems.add(new Problem(folder, 0, "cannot be listed: " + e.getMessage()));
        }
        children.sort(null);
        return children;
    }

    private boolean inside(Path real, Path root) {
        return real.startsWith(root) || targets.stream().anyMatch(real::startsWith);
    }

    private static Problem leaves(Path link, Path real, Path root) {
        return new Problem(link, 0, "leads to " + real + ", outside " + root + "; add that folder to skills.load.allowSymlinkTargets if it may");
    }

    /** Empty for what is not there, which is most of what is looked for: that must not cost an exception each. */
    private static Optional<Path> real(Path path) {
        if (!path.toFile().exists()) {
            return Optional.empty();
        }
        try {
            return Optional.of(path.toRealPath());
        } catch (IOException absent) {
            return Optional.empty();
        }
    }
}
