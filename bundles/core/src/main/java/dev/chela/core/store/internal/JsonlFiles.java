package dev.chela.core.store.internal;

import dev.chela.api.fault.Defect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The transcript files in use. The least recently used are closed once they are synced. */
final class JsonlFiles {
    private static final int OPEN = 64;

    private final Path root;
    private final Map<String, JsonlFile> files = new LinkedHashMap<>(16, 0.75f, true);

    JsonlFiles(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    /** @throws Defect when a name leads out of the home directory */
    Path path(String file) {
        Path path = root.resolve(file).normalize();
        if (!path.startsWith(root) || path.equals(root)) {
            throw new Defect(file + " does not name a file inside the home directory");
        }
        return path;
    }

    synchronized void add(Redo redo) {
        files.computeIfAbsent(redo.file(), name -> new JsonlFile(root, name)).add(redo);
    }

    /** Appends what is committed for a file. */
    void flush(String name) throws IOException {
        JsonlFile file = find(name);
        if (file != null) {
            file.flush();
        }
    }

    private synchronized @Nullable JsonlFile find(String name) {
        return files.get(name);
    }

    private synchronized List<JsonlFile> all() {
        return List.copyOf(files.values());
    }

    void flush() throws IOException {
        for (JsonlFile file : all()) {
            file.flush();
        }
    }

    /** Syncs what was appended. @return the redo numbers no longer needed, in order */
    List<Long> sync() throws IOException {
        List<Long> synced = new ArrayList<>();
        for (JsonlFile file : all()) {
            synced.addAll(file.sync());
        }
        synced.sort(null);
        return synced;
    }

    /** A file is forgotten under the same monitor under which the writer adds to it: none is lost in between. */
    synchronized void trim() throws IOException {
        Iterator<JsonlFile> eldest = files.values().iterator();
        for (int excess = files.size() - OPEN; excess > 0 && eldest.hasNext(); excess--) {
            if (eldest.next().retire()) {
                eldest.remove();
            }
        }
    }

    void close() throws IOException {
        for (JsonlFile file : all()) {
            file.close();
        }
    }
}
