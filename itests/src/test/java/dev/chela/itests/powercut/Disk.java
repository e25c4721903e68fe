package dev.chela.itests.powercut;

import dev.chela.itests.powercut.Node.Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One directory of a disk and all below it, but for what can be made anew: that is left out and never missed. */
final class Disk {
    private final Path root;
    private final Predicate<String> disposable;
    private final Names names;

    /** @param disposable which paths from the root are left out, with everything below them */
    private Disk(Path root, Predicate<String> disposable, Tree certain) {
        this.root = root;
        this.disposable = disposable;
        this.names = new Names(certain);
    }

    /** As it is now, and nothing of it in doubt. */
    static Disk read(Path root, Predicate<String> disposable) {
        Folder top = new Folder();
        Tree tree = new Tree(top);
        Disk empty = new Disk(root, disposable, tree);
        for (String path : empty.onDisk()) {
            int slash = path.lastIndexOf('/');
            Folder folder = slash < 0 ? top : (Folder) tree.find(path.substring(0, slash)).orElseThrow();
            Path file = root.resolve(path);
            tree.put(folder, path.substring(slash + 1), Files.isDirectory(file) ? new Folder() : new Body(bytes(file)));
        }
        return new Disk(root, disposable, tree);
    }

    Names names() {
        return names;
    }

    /** @return from the root; nothing where it is elsewhere or can be made anew */
    Optional<String> inside(String path) {
        if (!path.startsWith("/")) {
            return Optional.empty();
        }
        Path plain = Path.of(path).normalize();
        return plain.startsWith(root) ? Optional.of(root.relativize(plain).toString()).filter(disposable.negate()) : Optional.empty();
    }

    Optional<Node> find(String inside) {
        return names.now().find(inside);
    }

    Names.Place place(String inside) {
        int slash = inside.lastIndexOf('/');
        Optional<Node> folder = find(slash < 0 ? "" : inside.substring(0, slash));
        return folder.filter(Folder.class::isInstance).map(Folder.class::cast).map(found -> new Names.Place(found, inside.substring(slash + 1)))
                .orElseThrow(() -> new AssertionError("nobody has made the directory of " + inside));
    }

    /**
     * What the record does not explain: a call that it leaves out, or a file that was written through a mapping.
     *
     * @param unsettled paths of which the record cannot tell, with everything below them
     */
    List<String> unexplained(Set<String> unsettled) {
        Map<String, String> found = new TreeMap<>();
        Set<String> left = onDisk();
        names.now().walk((path, node) -> {
            Path file = root.resolve(path);
            if (!left.remove(path)) {
                found.put(path, " is not there");
            } else if (node instanceof Body body && !Arrays.equals(body.now(), bytes(file))) {
                found.put(path, " holds something else");
            }
        });
        left.forEach(path -> found.put(path, " is there"));
        found.keySet().removeIf(path -> unsettled.stream().anyMatch(each -> path.equals(each) || path.startsWith(each + '/')));
        return found.entrySet().stream().map(each -> each.getKey() + each.getValue()).toList();
    }

    /** How many changes would be lost by the barest of cuts. */
    int uncertain() {
        AtomicInteger count = new AtomicInteger(names.uncertain());
        names.now().walk((path, node) -> count.addAndGet(node instanceof Body body ? body.uncertain() : 0));
        return count.get();
    }

    /** Replaces what is there by what has come back. */
    void comesBackAfter(Cut cut) {
        Tree tree = names.after(cut);
        try (Stream<Path> all = Files.walk(root)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).filter(path -> !path.equals(root)).toList()) {
                if (goes(root.relativize(each).toString(), cut)) {
                    Files.delete(each);
                }
            }
            tree.walk((path, node) -> write(root.resolve(path), node, cut));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A mapping of shared memory is nothing that a machine brings back. */
    private boolean goes(String path, Cut cut) {
        return !disposable.test(path) || !cut.disposable() || path.endsWith("-shm");
    }

    private static void write(Path file, Node node, Cut cut) {
        try {
            if (node instanceof Body body) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.write(file, body.after(cut));
            } else {
                Files.createDirectory(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Set<String> onDisk() {
        try (Stream<Path> all = Files.walk(root)) {
            Set<String> paths = new TreeSet<>();
            all.filter(path -> !path.equals(root)).map(path -> root.relativize(path).toString()).filter(disposable.negate()).forEach(paths::add);
            return paths;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
