package dev.chela.tool.files;

import dev.chela.api.fault.Permanent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A patch worked out against the files as they are: everything is checked before anything is written. */
final class Changes {
    private final Map<Path, Optional<String>> wanted = new java.util.LinkedHashMap<>();
    private final Map<Path, String> before = new HashMap<>();
    private final Set<Path> touched = new HashSet<>();
    private final List<String> told = new ArrayList<>();
    private final Disk disk;
    private final Function<String, Path> resolve;

    private Changes(Disk disk, Function<String, Path> resolve) {
        this.disk = disk;
        this.resolve = resolve;
    }

    static Changes of(Patch patch, Disk disk, Function<String, Path> resolve) throws IOException {
        Changes changes = new Changes(disk, resolve);
        for (Patch.Section section : patch.sections()) {
            changes.add(section);
        }
        return changes;
    }

    private void add(Patch.Section section) throws IOException {
        Path file = touch(section.path());
        if (section instanceof Patch.Add add) {
            mustBeAbsent(file, add.path());
            put(file, add.content(), "A " + add.path());
        } else if (section instanceof Patch.Delete delete) {
            before.put(file, disk.text(file, delete.path()));
            wanted.put(file, Optional.empty());
            told.add("D " + delete.path());
        } else if (section instanceof Patch.Update update) {
            update(file, update);
        }
    }

    private void update(Path file, Patch.Update update) throws IOException {
        String raw = disk.text(file, update.path());
        before.put(file, raw);
        Document document = Document.of(raw);
        String changed = document.restore(Hunks.apply(document.text(), update.hunks(), update.path()));
        if (update.moveTo().isEmpty()) {
            put(file, changed, "M " + update.path());
            return;
        }
        String name = update.moveTo().get();
        Path target = touch(name);
        mustBeAbsent(target, name);
        put(target, changed, "R " + update.path() + " -> " + name);
        wanted.put(file, Optional.empty());
    }

    /** Twice the same file would make the result depend on which came first. */
    private Path touch(String name) {
        Path file = resolve.apply(name);
        if (!touched.add(file)) {
            throw new Permanent("the patch names '" + name + "' twice; put its hunks under one heading");
        }
        return file;
    }

    private static void mustBeAbsent(Path file, String name) {
        if (Files.exists(file)) {
            throw new Permanent("'" + name + "' exists already; a patch only adds or moves to what is absent");
        }
        for (Path parent = file.getParent(); parent != null; parent = parent.getParent()) {
            if (Files.exists(parent) && !Files.isDirectory(parent)) {
                throw new Permanent("'" + name + "' cannot be made: " + parent + " is no directory");
            }
        }
    }

    private void put(Path file, String content, String summary) {
        wanted.put(file, Optional.of(content));
        told.add(summary);
    }

    /** Writes all contents beside their files first; from then on only renames and deletions are left, and those are undone. */
    void commit() throws IOException {
        Map<Path, Path> staged = new HashMap<>();
        Deque<Path> done = new ArrayDeque<>();
        try {
            for (Map.Entry<Path, Optional<String>> change : wanted.entrySet()) {
                if (change.getValue().isPresent()) {
                    staged.put(change.getKey(), disk.stage(change.getKey(), change.getValue().get()));
                }
            }
            for (Path file : wanted.keySet()) {
                done.push(file);
                place(file, staged);
            }
        } catch (IOException | RuntimeException e) {
            undo(done, e);
            throw e;
        } finally {
            for (Path left : staged.values()) {
                disk.discard(left);
            }
        }
    }

    private void place(Path file, Map<Path, Path> staged) throws IOException {
        if (staged.containsKey(file)) {
            disk.place(staged.get(file), file);
        } else {
            disk.delete(file);
        }
    }

    private void undo(Deque<Path> done, Exception cause) {
        for (Path file : done) {
            try {
                if (!before.containsKey(file)) {
                    disk.discard(file);
                } else if (!Files.exists(file) || !disk.text(file, file.toString()).equals(before.get(file))) {
                    disk.replace(file, before.get(file));
                }
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }

    String summary() {
        return "applied:\n" + String.join("\n", told);
    }
}
