package dev.chela.rpc.skill;

import dev.chela.api.fault.Permanent;
import dev.chela.api.task.Clock;
import dev.chela.core.hash.Sha256;
import dev.chela.core.home.Home;
import dev.chela.core.home.PrivateFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Archives that clients send in parts. They live for an hour, and not over a restart: whoever sends one installs it right away. Safe on any thread. */
@Component(service = Uploads.class)
public final class Uploads {
    static final long LARGEST = 32L << 20;
    static final int MOST = 8;
    private static final Duration LIVES = Duration.ofHours(1);

    private final Home home;
    private final Clock clock;
    private final Map<String, Upload> open = new HashMap<>();

    @Activate
    public Uploads(@Reference Home home, @Reference Clock clock) {
        this.home = home;
        this.clock = clock;
    }

    @Deactivate
    public synchronized void stop() {
        List.copyOf(open.keySet()).forEach(this::end);
    }

    /**
     * @param sha256 in lower case; empty when the client did not say
     * @param received so many bytes
     * @param whole whether the client said that this is all, and it is
     */
    record Upload(String id, String slug, long size, Optional<String> sha256, String idempotencyKey, Path file, Instant ends, long received, boolean whole) {
        private Upload received(long bytes) {
            return new Upload(id, slug, size, sha256, idempotencyKey, file, ends, bytes, whole);
        }

        private Upload complete(String digest) {
            return new Upload(id, slug, size, Optional.of(digest), idempotencyKey, file, ends, received, true);
        }
    }

    /** The same key is the same upload. @throws Permanent when it is too large, or too many are open */
    synchronized Upload begin(String slug, long size, Optional<String> sha256, Optional<String> key) {
        sweep();
        Optional<Upload> before = key.flatMap(said -> open.values().stream().filter(one -> one.idempotencyKey().equals(said)).findFirst());
        if (before.isPresent()) {
            return before.get();
        }
        if (size > LARGEST || open.size() >= MOST) {
            throw new Permanent(size > LARGEST ? "an archive of " + size + " bytes is not taken; at most " + LARGEST
                    : MOST + " uploads are open already; complete and install one, or wait");
        }
        String id = UUID.randomUUID().toString();
        Upload upload = new Upload(id, slug, size, sha256.map(String::toLowerCase), key.orElse(""), home.directory("run/uploads").resolve(id + ".zip"),
                clock.now().plus(LIVES), 0, false);
        open.put(id, upload);
        return upload;
    }

    /** Sent again, a part changes nothing. @throws Permanent when it does not follow what came before */
    synchronized Upload chunk(String id, long offset, byte[] data) {
        Upload upload = find(id);
        long end = offset + data.length;
        if (end <= upload.received()) {
            return upload;
        }
        if (offset != upload.received() || end > upload.size()) {
            throw new Permanent("the upload has " + upload.received() + " of " + upload.size() + " bytes; a part of " + data.length
                    + " bytes at " + offset + " does not follow");
        }
        append(upload.file(), offset, data);
        Upload longer = upload.received(end);
        open.put(id, longer);
        return longer;
    }

    private static void append(Path file, long offset, byte[] data) {
        try {
            PrivateFiles.create(file);
            try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
                out.seek(offset);
                out.write(data);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** @throws Permanent when something is missing or is not what it was to be */
    synchronized Upload commit(String id, Optional<String> sha256) {
        Upload upload = find(id);
        if (upload.received() < upload.size()) {
            throw new Permanent("the upload has " + upload.received() + " of " + upload.size() + " bytes; send the rest first");
        }
        String digest = digest(upload.file());
        Stream.of(sha256.map(String::toLowerCase), upload.sha256()).flatMap(Optional::stream).filter(said -> !said.equals(digest)).findFirst()
                .ifPresent(said -> {
                    throw new Permanent("the upload is not what it was to be: its SHA-256 is " + digest + ", not " + said);
                });
        Upload whole = upload.complete(digest);
        open.put(id, whole);
        return whole;
    }

    private static String digest(Path file) {
        try {
            return Sha256.hex(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** @throws Permanent when there is none of that id, or it is over */
    synchronized Upload find(String id) {
        sweep();
        return Optional.ofNullable(open.get(id)).orElseThrow(() ->
                new Permanent("there is no upload \"" + id + "\"; one lives an hour, and not over a restart. Begin it anew"));
    }

    synchronized void end(String id) {
        Upload gone = open.remove(id);
        try {
            if (gone != null) {
                Files.deleteIfExists(gone.file());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + gone.file() + ": " + e.getMessage(), e);
        }
    }

    private void sweep() {
        Instant now = clock.now();
        List.copyOf(open.values()).stream().filter(one -> one.ends().isBefore(now)).map(Upload::id).forEach(this::end);
    }
}
