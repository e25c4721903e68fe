package dev.chela.core.store.internal;

import dev.chela.core.home.PrivateFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings the files up to the database after a stop of any kind. Of a file with redo rows only the tail is read in which those lines
 * can lie. From the first of them on the tail is written anew, although some of it may be there already: what a failed sync left in
 * the page cache looks like the file but is not on the disk.
 */
final class Recovery {
    private static final int SLACK = 64 * 1024;

    private final JsonlFiles names;
    private final Map<String, List<Redo>> lines = new LinkedHashMap<>();

    private Recovery(JsonlFiles names) {
        this.names = names;
    }

    /** @param rows in order; when this returns they are on the disk and may be forgotten */
    static void run(JsonlFiles names, List<Redo> rows) throws IOException {
        Recovery recovery = new Recovery(names);
        for (Redo row : rows) {
            if (row.moves()) {
                recovery.move(row);
            } else {
                recovery.lines.computeIfAbsent(row.file(), file -> new ArrayList<>()).add(row);
            }
        }
        for (Map.Entry<String, List<Redo>> file : recovery.lines.entrySet()) {
            recovery.mend(names.path(file.getKey()), file.getValue());
        }
    }

    /** A move is only made once all lines before it are synced. So a target that exists holds them. */
    private void move(Redo move) throws IOException {
        Path from = names.path(move.file());
        Path to = names.path(move.target());
        List<Redo> before = lines.remove(move.file());
        if (Files.exists(to)) {
            return;
        }
        if (before != null) {
            mend(from, before);
        }
        if (Files.exists(from)) {
            PrivateFiles.directory(to.getParent());
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            PrivateFiles.syncNames(to, names.root());
            PrivateFiles.syncNames(from, names.root());
        }
    }

    private void mend(Path path, List<Redo> redo) throws IOException {
        PrivateFiles.directory(path.getParent());
        PrivateFiles.create(path);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            long window = Math.max(0, file.length() - reach(redo));
            byte[] tail = new byte[(int) (file.length() - window)];
            file.seek(window);
            file.readFully(tail);
            Tail kept = Tail.of(tail, window == 0, redo);
            file.setLength(window + kept.length());
            file.seek(window + kept.length());
            file.write(kept.behind());
            for (Redo line : redo) {
                file.write(line.bytes());
            }
            file.getFD().sync();
        }
        PrivateFiles.syncNames(path, names.root());
    }

    private static long reach(List<Redo> redo) {
        return SLACK + redo.stream().mapToLong(line -> line.bytes().length).sum();
    }

    /**
     * What stays of a tail.
     *
     * @param length its bytes before the first line that is to be redone
     * @param behind whole lines after that which somebody else wrote
     */
    private record Tail(int length, byte[] behind) {
        /** @param whole the tail is the whole file; otherwise it may begin within a line */
        static Tail of(byte[] tail, boolean whole, List<Redo> redo) {
            Set<String> lines = new HashSet<>();
            redo.forEach(row -> lines.add(row.json()));
            ByteArrayOutputStream behind = new ByteArrayOutputStream();
            int start = whole ? 0 : next(tail, 0);
            if (start < 0) {
                return new Tail(tail.length, new byte[] {'\n'}); // One line longer than all of ours: somebody else's.
            }
            int kept = -1;
            for (int end = next(tail, start); end > 0; start = end, end = next(tail, start)) {
                String line = new String(tail, start, end - start - 1, StandardCharsets.UTF_8);
                boolean again = lines.contains(line) || line.indexOf(0) >= 0; // A block never written reads as zeros.
                if (again && kept < 0) {
                    kept = start;
                } else if (!again && kept >= 0) {
                    behind.write(tail, start, end - start);
                }
            }
            return new Tail(kept < 0 ? start : kept, behind.toByteArray());
        }

        /** @return where the line after the one at an offset begins, or -1 when no line ends behind it */
        private static int next(byte[] bytes, int from) {
            for (int i = from; i < bytes.length; i++) {
                if (bytes[i] == '\n') {
                    return i + 1;
                }
            }
            return -1;
        }
    }
}
