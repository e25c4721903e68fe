package dev.chela.core.plugin.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory that people drop jars into. Used by one thread. */
final class DeployFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeployFolder.class);
    static final Pattern JARS = Pattern.compile("[^.].*\\.jar");
    /** What ends the name of a jar that is not to be used. */
    static final String ASIDE = ".disabled";
    /** What ends the name of the note beside a jar that says what became of it. */
    private static final String FATE = ".status";
    private static final Duration QUIET = Duration.ofSeconds(2);

    private final Path directory;
    private final Pattern kind;
    private final Changes changes;
    private final Map<String, Writing> writing = new HashMap<>();

    DeployFolder(Path directory) throws IOException {
        this(directory, JARS);
    }

    /** @param kind the names of the files that are meant */
    DeployFolder(Path directory, Pattern kind) throws IOException {
        this(directory, kind, ToldChanges::new);
    }

    DeployFolder(Path directory, Pattern kind, Changes.Source system) throws IOException {
        this.directory = directory;
        this.kind = kind;
        this.changes = Changes.in(directory, system);
    }

    Path directory() {
        return directory;
    }

    /** Names of the jars, or what else is meant, that lie there; hidden files are somebody's half-made copies. */
    Set<String> present() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(Files::isRegularFile).map(file -> file.getFileName().toString())
                    .filter(name -> kind.matcher(name).matches()).forEach(names::add);
        }
        return names;
    }

    /** Makes {@link #next} return soon, from any thread. */
    void wake() throws IOException {
        Path bell = Files.createTempFile(directory, ".look", "");
        Files.delete(bell);
    }

    /** Names of the jars that somebody put aside, without {@link #ASIDE}. */
    Set<String> aside() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".jar" + ASIDE) && !name.startsWith("."))
                    .map(name -> name.substring(0, name.length() - ASIDE.length()))
                    .collect(java.util.stream.Collectors.toCollection(TreeSet::new));
        }
    }

    /** Says beside a jar what became of it. People read it; nothing else does, so that a note that cannot be written stops nobody. */
    void tell(String file, String fate) {
        try {
            Files.writeString(directory.resolve(file + FATE), fate + "\n");
        } catch (IOException e) {
            LOG.warn("cannot write {}{}: {}", file, FATE, e.toString());
        }
    }

    /** Of a jar that lies there no more there is nothing to say. */
    void hush(String file) {
        try {
            Files.deleteIfExists(directory.resolve(file + FATE));
        } catch (IOException e) {
            LOG.warn("cannot delete {}{}: {}", file, FATE, e.toString());
        }
    }

    /**
     * Waits for a change.
     *
     * @param growing files to look at again in any case; unless this is empty the wait is short
     * @return them and the files that changed
     */
    Set<String> next(Set<String> growing) throws InterruptedException, IOException {
        Set<String> touched = new HashSet<>(growing);
        touched.addAll(changes.next(!growing.isEmpty()));
        return touched;
    }

    /** Whether nobody is writing a file any more: a zip's end is written last, and what is no zip must have been quiet for a while. */
    boolean isSettled(String name) throws IOException {
        Path file = directory.resolve(name);
        boolean settled = isWhole(file) || isQuiet(name, stamp(file));
        if (settled) {
            writing.remove(name);
        }
        return settled;
    }

    private static boolean isWhole(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.size() > 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    private boolean isQuiet(String name, @Nullable Stamp now) {
        Writing last = writing.get(name);
        if (last == null || !java.util.Objects.equals(last.stamp, now)) {
            writing.put(name, new Writing(now, System.nanoTime()));
            return false;
        }
        return System.nanoTime() - last.since > QUIET.toNanos();
    }

    private static @Nullable Stamp stamp(Path file) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(attributes.size(), attributes.lastModifiedTime());
    }

    @Override
    public void close() throws IOException {
        changes.close();
    }

    private record Stamp(long size, FileTime modified) {}

    private record Writing(@Nullable Stamp stamp, long since) {}
}
