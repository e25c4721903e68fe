package dev.chela.core.store.internal;

import dev.chela.core.home.PrivateFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One transcript file. What is committed for it stands in a queue in the order of the commits; whoever wants his own line in the
 * file appends all that stand before it too. So the file has the order of the database, whichever thread comes first.
 *
 * <p>{@link RandomAccessFile} and not a channel: a channel closes itself when the writing thread is interrupted, and turns are.
 */
final class JsonlFile {
    private static final int CHUNK = 1 << 20;

    private final Path root;
    private final Path path;
    private final Queue<Redo> pending = new ConcurrentLinkedQueue<>();
    private final ReentrantLock lock = new ReentrantLock();
    private List<Long> unsynced = new ArrayList<>();
    private @Nullable RandomAccessFile handle;
    private boolean dirty;
    private boolean made;
    private boolean closed;
    private long cutAt = -1;

    JsonlFile(Path root, String file) {
        this.root = root;
        this.path = root.resolve(file);
    }

    /** On the writer's thread, in the order of the commits. */
    void add(Redo redo) {
        pending.add(redo);
    }

    /** When this returns, what was added before is in the file, unless that is closed. After an exception it still waits. */
    void flush() throws IOException {
        lock.lock();
        try {
            Redo next;
            while (!closed && (next = pending.peek()) != null) {
                if (next.moves()) {
                    move(next);
                } else {
                    append();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void append() throws IOException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        List<Long> numbers = new ArrayList<>();
        for (Redo line : pending) {
            if (line.moves() || chunk.size() > CHUNK) {
                break;
            }
            chunk.writeBytes(line.bytes());
            numbers.add(line.n());
        }
        write(chunk.toByteArray());
        numbers.forEach(n -> pending.remove());
        unsynced.addAll(numbers);
        dirty = true;
    }

    private void write(byte[] bytes) throws IOException {
        RandomAccessFile file = open();
        long end = file.length();
        try {
            file.seek(end);
            file.write(bytes);
        } catch (IOException e) {
            cutAt = end; // Half a line may stand there now; nothing is written behind it.
            shut();
            throw e;
        }
    }

    private RandomAccessFile open() throws IOException {
        if (handle == null) {
            if (!Files.isDirectory(path.getParent())) {
                PrivateFiles.directory(path.getParent());
            }
            made |= PrivateFiles.create(path);
            handle = new RandomAccessFile(path.toFile(), "rw");
            mend(handle);
        }
        return handle;
    }

    private void mend(RandomAccessFile file) throws IOException {
        if (cutAt >= 0 && file.length() > cutAt) {
            file.setLength(cutAt);
        }
        cutAt = -1;
        long end = file.length();
        if (end > 0) {
            file.seek(end - 1);
            if (file.read() != '\n') {
                file.write('\n'); // An editor left the last line open: it stays, and stays a line of its own.
            }
        }
    }

    private void move(Redo move) throws IOException {
        Path target = root.resolve(move.target());
        if (Files.exists(path)) {
            syncData(); // Recovery takes a target that exists as proof that all lines before the move are in it.
            shut();
            if (!Files.isDirectory(target.getParent())) {
                PrivateFiles.directory(target.getParent());
            }
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
            PrivateFiles.syncNames(target, root);
            PrivateFiles.syncNames(path, root);
        }
        pending.remove();
        unsynced.add(move.n());
    }

    /** Makes durable what was appended. @return the redo numbers that are no longer needed */
    List<Long> sync() throws IOException {
        lock.lock();
        try {
            syncData();
            List<Long> synced = unsynced;
            unsynced = new ArrayList<>();
            return synced;
        } finally {
            lock.unlock();
        }
    }

    private void syncData() throws IOException {
        if (dirty) {
            open().getFD().sync();
            dirty = false;
        }
        if (made) {
            PrivateFiles.syncNames(path, root);
            made = false;
        }
    }

    /** Closes the handle if nothing is outstanding. @return whether it did; then this object may be forgotten */
    boolean retire() throws IOException {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            boolean idle = pending.isEmpty() && unsynced.isEmpty() && !dirty && cutAt < 0;
            if (idle) {
                shut();
            }
            return idle;
        } finally {
            lock.unlock();
        }
    }

    /** Ends all writing, whatever is outstanding: a caller who comes late must not write into a file that somebody else recovers. */
    void close() throws IOException {
        lock.lock();
        try {
            closed = true;
            shut();
        } finally {
            lock.unlock();
        }
    }

    private void shut() throws IOException {
        if (handle != null) {
            RandomAccessFile open = handle;
            handle = null;
            open.close();
        }
    }
}
