package dev.chela.itests.plugins;

import dev.chela.itests.house.Children;
import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Heap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the process of a gateway holds, as the kernel ({@code /proc}) and, after a full collection, the JVM itself ({@code jcmd}) tell it.
 *
 * @param loaders class loaders of bundles
 * @param children processes that it started, and theirs
 * @param metaspace in use, in KiB
 */
record Vitals(long loaders, long children, long threads, long sockets, long files, long metaspace) {
    /** Pools breathe by a few; a leak comes to one for each swap. */
    static final int BREATH = 4;
    /** What the JVM makes by and by as code warms up: forms of lambdas, accessors. A generation of a small plugin takes 200 KiB. */
    static final int BAND = 1_024;

    static Vitals of(Gateway gateway) {
        List<String> open = links(Path.of("/proc/" + gateway.process().pid() + "/fd"));
        long sockets = open.stream().filter(target -> target.startsWith("socket:")).count();
        return new Vitals(Heap.loaders(gateway), Children.of(gateway).count(), entries(Path.of("/proc/" + gateway.process().pid() + "/task")).size(), sockets,
                open.size() - sockets, Heap.metaspace(gateway));
    }

    /** The same, but with what is counted exactly as it was then. */
    Vitals countedBy(Vitals then) {
        return new Vitals(then.loaders, then.children, threads, sockets, files, metaspace);
    }

    boolean countsAs(Vitals other) {
        return loaders == other.loaders && children == other.children;
    }

    /** What there is more of than before, each by its name; empty when all is back. Loaders and children come one by one and are counted exactly. */
    List<String> beyond(Vitals before) {
        List<String> more = new ArrayList<>();
        more(more, "class loaders", loaders - before.loaders, 0);
        more(more, "processes", children - before.children, 0);
        more(more, "threads", threads - before.threads, BREATH);
        more(more, "sockets", sockets - before.sockets, BREATH);
        more(more, "file handles", files - before.files, BREATH);
        more(more, "KiB of metaspace", metaspace - before.metaspace, BAND);
        return more;
    }

    private static void more(List<String> all, String what, long more, long allowed) {
        if (more > allowed) {
            all.add(more + " more " + what);
        }
    }

    private static List<Path> entries(Path directory) {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the links of a directory lead; one may go while we look. */
    private static List<String> links(Path directory) {
        return entries(directory).stream().map(Vitals::target).filter(target -> !target.isEmpty()).toList();
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (NoSuchFileException closed) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process's threads by what they are called, for whoever looks for a leak. */
    static List<String> threadNames(Gateway gateway) {
        return entries(Path.of("/proc/" + gateway.process().pid() + "/task")).stream().map(task -> {
            try {
                return Files.readString(task.resolve("comm")).strip();
            } catch (IOException ended) {
                return "";
            }
        }).sorted().toList();
    }
}
