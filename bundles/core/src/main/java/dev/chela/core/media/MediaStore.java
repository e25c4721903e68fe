package dev.chela.core.media;

import dev.chela.api.channel.MediaRef;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.core.event.Events;
import dev.chela.core.hash.Sha256;
import dev.chela.core.home.Home;
import dev.chela.core.home.PrivateFiles;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files by their content, under {@code state/media}: each lies there, synced, before anything names it, and stays while a delivery does.
 * The same content twice is one file. Safe on any thread.
 */
@Component(service = MediaStore.class)
public final class MediaStore {
    private static final Logger LOG = LoggerFactory.getLogger(MediaStore.class);
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");
    private static final String HALF = ".new";
    private static final int BUFFER = 64 * 1024;

    private final Path folder;
    private final Path root;
    private final Events events;
    /** What somebody is about to name, and how many are. */
    private final Map<String, Integer> held = new HashMap<>();
    /** Files that are being written. */
    private final Set<Path> halves = new HashSet<>();

    @Activate
    public MediaStore(@Reference Home home, @Reference Events events) {
        this.events = events;
        this.folder = home.directory("state/media");
        this.root = home.root();
    }

    /**
     * Keeps what can be read, to its end. When this returns it is on disk, and stays there until it is released and no delivery names it.
     *
     * @param name and {@code mimeType}: as somebody said; empty where nobody did. What the content shows goes before what was said
     * @param most bytes
     * @throws Permanent when there are more, or none
     * @throws Transient when the disk does not take it
     * @throws IOException when it cannot be read
     */
    MediaRef keep(InputStream content, String name, String mimeType, long most) throws IOException {
        Path half = begin();
        try {
            MessageDigest digest = Sha256.begin();
            Head head = write(content, half, digest, Math.max(0, most), name);
            String id = HexFormat.of().formatHex(digest.digest());
            place(half, id);
            String type = MediaType.of(head.bytes(), mimeType, name);
            return new MediaRef(MediaRef.KEPT + id, type, FileName.of(name, type), head.length());
        } finally {
            forget(half);
        }
    }

    /** How a file begins, and how long it is. */
    private record Head(byte[] bytes, long length) {}

    private synchronized Path begin() {
        Path half = folder.resolve(UUID.randomUUID() + HALF);
        halves.add(half);
        return half;
    }

    private synchronized void forget(Path half) {
        halves.remove(half);
        try {
            Files.deleteIfExists(half);
        } catch (IOException stays) {
            LOG.warn("{} could not be deleted: {}", half, stays.getMessage());
        }
    }

    private static Head write(InputStream content, Path half, MessageDigest digest, long most, String name) throws IOException {
        byte[] head = content.readNBytes(MediaType.HEAD);
        byte[] buffer = head;
        int count = head.length;
        long length = 0;
        try (FileOutputStream out = opened(half)) {
            while (count > 0) {
                length += count;
                if (length > most) {
                    throw new Permanent((name.isEmpty() ? "the file" : "'" + name + "'") + " has more than the " + most + " bytes that can be sent");
                }
                store(out, buffer, count);
                digest.update(buffer, 0, count);
                buffer = buffer == head ? new byte[BUFFER] : buffer;
                count = content.read(buffer);
            }
            sync(out);
        }
        if (length == 0) {
            throw new Permanent((name.isEmpty() ? "the file" : "'" + name + "'") + " is empty");
        }
        return new Head(head, length);
    }

    private static FileOutputStream opened(Path half) {
        try {
            PrivateFiles.create(half);
            return new FileOutputStream(half.toFile());
        } catch (IOException full) {
            throw unkept(full);
        }
    }

    private static void store(FileOutputStream out, byte[] buffer, int count) {
        try {
            out.write(buffer, 0, count);
        } catch (IOException full) {
            throw unkept(full);
        }
    }

    private static void sync(FileOutputStream out) {
        try {
            out.getFD().sync();
        } catch (IOException full) {
            throw unkept(full);
        }
    }

    private static Transient unkept(IOException why) {
        return new Transient("a file that is to be sent could not be kept: " + why.getMessage(), Duration.ZERO, why);
    }

    private synchronized void place(Path half, String id) {
        try {
            Files.move(half, folder.resolve(id), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            PrivateFiles.syncNames(folder.resolve(id), root);
        } catch (IOException full) {
            throw unkept(full);
        }
        held.merge(id, 1, Integer::sum);
    }

    /** What was kept, from its beginning. @throws Permanent when it is not here */
    public InputStream open(MediaRef ref) {
        try {
            return new FileInputStream(file(ref).toFile());
        } catch (IOException gone) {
            throw new Permanent("the file '" + ref.name() + "' is not kept here any more", gone);
        }
    }

    private Path file(MediaRef ref) {
        return Optional.of(ref).filter(MediaRef::kept).map(MediaStore::id).filter(id -> NAME.matcher(id).matches()).map(folder::resolve)
                .orElseThrow(() -> new Permanent("the file '" + ref.name() + "' is none that is kept here"));
    }

    private static String id(MediaRef ref) {
        return ref.id().substring(MediaRef.KEPT.length());
    }

    /** What names it is committed, or will not be. */
    void release(MediaRef ref) {
        letGo(id(ref));
        events.publish(new Released());
    }

    private synchronized void letGo(String id) {
        held.computeIfPresent(id, (same, times) -> times == 1 ? null : times - 1);
    }

    /** Somebody has done with a file, which a delivery may have come before. */
    public record Released() {}

    /** What no delivery needed has been deleted. */
    public record Swept() {}

    /**
     * Deletes what nothing names. Nobody begins to name a file while this works.
     *
     * @param named asked once: the ids of all files that deliveries may still need
     */
    public synchronized void sweep(Supplier<Set<String>> named) {
        Set<String> needed = named.get();
        for (Path file : files()) {
            String name = file.getFileName().toString();
            if (!halves.contains(file) && !held.containsKey(name) && !needed.contains(MediaRef.KEPT + name)) {
                delete(file);
            }
        }
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        } catch (IOException unreadable) {
            LOG.warn("what lies in {} cannot be listed, so that nothing is cleared away there: {}", folder, unreadable.getMessage());
            return List.of();
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            LOG.warn("{} is needed no longer and could not be deleted: {}", file, stays.getMessage());
        }
    }
}
