package dev.chela.itests.powercut;

import dev.chela.itests.powercut.Node.Folder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Does to a {@link Disk} what a record says. What it cannot say, as a mapping that is written to, is an error and no guess. */
final class Replay {
    private static final Set<String> LOOKS = Set.of("lseek", "dup", "dup2", "dup3", "mmap", "chdir", "fchdir");

    private final Disk disk;
    private final Predicate<String> heeds;
    /** By the number and the path of the descriptor: a child has its parent's, with the same position. */
    private final Map<String, Open> open = new HashMap<>();
    private final Paths paths = new Paths();
    private final List<Long> syncs = new ArrayList<>();
    /** What each thread did last. */
    private final Map<String, Call> last = new HashMap<>();

    private static final class Open {
        private final Body body;
        private final boolean appends;
        private long position;

        Open(Body body, boolean appends) {
            this.body = body;
            this.appends = appends;
        }
    }

    /** @param heeds of which files a sync does anything */
    Replay(Disk disk, Predicate<String> heeds) {
        this.disk = disk;
        this.heeds = heeds;
    }

    /** How long each sync of a file or directory here took, in nanoseconds. */
    List<Long> syncs() {
        return syncs;
    }

    /**
     * The paths of what was perhaps being changed at the very end. Of what a thread did last strace may have the result of another one,
     * when the thread was gone before its own was read: nobody can tell whether that has happened.
     */
    Set<String> unsettled() {
        return last.values().stream().filter(Replay::changes).flatMap(this::meant).flatMap(path -> disk.inside(path).stream()).collect(Collectors.toSet());
    }

    void take(Call call) {
        last.put(call.thread(), call);
        if (call.over() && !call.failed()) {
            paths.see(call);
            done(call);
        }
    }

    private static boolean changes(Call call) {
        return !call.name().endsWith("sync") && !LOOKS.contains(call.name())
                && (!call.name().equals("openat") || call.arguments().contains("O_CREAT") || call.arguments().contains("O_TRUNC"));
    }

    private Stream<String> meant(Call call) {
        return switch (call.name()) {
            case "open", "creat", "truncate", "mkdir", "unlink", "rmdir" -> Stream.of(paths.of(call, 0));
            case "openat", "mkdirat", "unlinkat" -> Stream.of(paths.at(call, 0));
            case "rename" -> Stream.of(paths.of(call, 0), paths.of(call, 1));
            case "renameat", "renameat2" -> Stream.of(paths.at(call, 0), paths.at(call, 2));
            default -> named(call);
        };
    }

    /** The paths that a call has to do with. What a symbolic link says is text: nothing happens there. */
    private static Stream<String> named(Call call) {
        return call.words().stream().skip(call.name().startsWith("symlink") ? 1 : 0).map(Replay::anyPath);
    }

    private static String anyPath(String word) {
        return word.startsWith("\"") ? Call.path(word) : Call.target(word);
    }

    private void done(Call call) {
        List<String> words = call.words();
        switch (call.name()) {
            case "open", "openat", "creat" -> opened(call);
            case "dup", "dup2", "dup3" -> doubled(words.get(0), call.result());
            case "lseek" -> at(words.get(0)).ifPresent(file -> file.position = call.value());
            case "write", "writev" -> at(words.get(0)).ifPresent(file -> written(file, call));
            case "pwrite64", "pwritev", "pwritev2" -> at(words.get(0)).ifPresent(file -> write(file.body, position(words), call));
            case "ftruncate" -> at(words.get(0)).ifPresent(file -> resize(file.body, words.get(1), call));
            case "truncate" -> disk.inside(paths.of(call, 0)).ifPresent(path -> resize((Body) disk.find(path).orElseThrow(), words.get(1), call));
            case "fsync", "fdatasync" -> disk.inside(Call.target(words.get(0))).ifPresent(path -> synced(path, call));
            case "mkdir" -> made(paths.of(call, 0), call);
            case "mkdirat" -> made(paths.at(call, 0), call);
            case "unlink", "rmdir" -> removed(paths.of(call, 0), call);
            case "unlinkat" -> removed(paths.at(call, 0), call);
            case "rename" -> moved(paths.of(call, 0), paths.of(call, 1), call);
            case "renameat", "renameat2" -> moved(paths.at(call, 0), paths.at(call, 2), call);
            case "chdir", "fchdir" -> { }
            case "mmap" -> mapped(call);
            default -> refuseInside(call);
        }
    }

    private static int position(List<String> words) {
        return Integer.parseInt(words.get(words.size() - 1));
    }

    private void opened(Call call) {
        disk.inside(Call.target(call.result())).ifPresent(path -> {
            if (disk.find(path).isEmpty()) {
                if (!call.arguments().contains("O_CREAT") && !call.name().equals("creat")) {
                    throw new AssertionError(path + " was opened, which nobody has made");
                }
                disk.names().make(disk.place(path), new Body(new byte[0]), call.ended());
            }
            if (disk.find(path).orElseThrow() instanceof Body body) {
                if ((call.arguments().contains("O_TRUNC") || call.name().equals("creat")) && body.length() > 0) {
                    body.change(new Change.Resize(0), call.ended());
                }
                open.put(key(call.result()), new Open(body, call.arguments().contains("O_APPEND")));
            }
        });
    }

    private static String key(String descriptor) {
        return Call.number(descriptor) + Call.target(descriptor);
    }

    private void doubled(String from, String to) {
        Open file = open.get(key(from));
        if (file != null) {
            open.put(key(to), file);
        }
    }

    /** Nothing for what is elsewhere, deleted or a directory. */
    private Optional<Open> at(String descriptor) {
        Optional<String> path = disk.inside(Call.target(descriptor)).filter(inside -> !(disk.find(inside).orElse(null) instanceof Folder));
        path.filter(inside -> !open.containsKey(key(descriptor))).ifPresent(inside -> {
            throw new AssertionError(inside + " was used, which nobody has opened");
        });
        return path.map(inside -> open.get(key(descriptor)));
    }

    private static void written(Open file, Call call) {
        long at = file.appends ? file.body.length() : file.position;
        write(file.body, Math.toIntExact(at), call);
        file.position = at + call.value();
    }

    private static void write(Body body, int at, Call call) {
        byte[] bytes = Arrays.copyOf(call.bytes(), Math.toIntExact(call.value()));
        body.change(new Change.Write(at, bytes), call.ended());
    }

    private static void resize(Body body, String to, Call call) {
        body.change(new Change.Resize(Integer.parseInt(to)), call.ended());
    }

    private void synced(String path, Call call) {
        syncs.add(call.nanos());
        if (!heeds.test(path)) {
            return;
        }
        disk.find(path).ifPresent(node -> {
            if (node instanceof Body body) {
                body.sync(call.began());
            } else if (node instanceof Folder folder) {
                disk.names().sync(folder, call.began());
            }
        });
    }

    private void made(String path, Call call) {
        disk.inside(path).ifPresent(inside -> disk.names().make(disk.place(inside), new Folder(), call.ended()));
    }

    private void removed(String path, Call call) {
        disk.inside(path).ifPresent(inside -> disk.names().remove(disk.place(inside), disk.find(inside).orElseThrow(), call.ended()));
    }

    private void moved(String from, String to, Call call) {
        Optional<String> source = disk.inside(from);
        Optional<String> target = disk.inside(to);
        if (source.isPresent() != target.isPresent() || call.arguments().contains("RENAME_EXCHANGE")) {
            throw new AssertionError("nobody knows what " + from + " holds, which became " + to);
        }
        source.ifPresent(inside -> {
            disk.names().move(disk.place(inside), disk.place(target.orElseThrow()), disk.find(inside).orElseThrow(), call.ended());
            List.copyOf(open.keySet()).stream().filter(key -> key.endsWith(from))
                    .forEach(key -> open.put(key.substring(0, key.length() - from.length()) + to, open.remove(key)));
        });
    }

    private void mapped(Call call) {
        if (call.arguments().contains("MAP_SHARED") && call.arguments().contains("PROT_WRITE")) {
            refuseInside(call);
        }
    }

    private void refuseInside(Call call) {
        named(call).flatMap(path -> disk.inside(path).stream()).findFirst().ifPresent(inside -> {
            throw new AssertionError(call.name() + " of " + inside + " cannot be told from a record");
        });
    }
}
