package dev.chela.core.skill.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.core.home.PrivateFiles;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A zip that somebody sent, laid out in a folder. What it says of sizes is not believed, and no name leads out. */
public final class Unpacking {
    private static final int MOST_FILES = 2_000;
    private static final long MOST_BYTES = 128L << 20;
    private static final String FILE = "SKILL.md";

    private final Path target;
    private long left = MOST_BYTES;

    private Unpacking(Path target) {
        this.target = target;
    }

    /**
     * @param target empty, and there
     * @throws Permanent when it is no zip, is too large, or a name in it leads out of the folder
     */
    public static void of(Path archive, Path target) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            List<? extends ZipEntry> files = Collections.list(zip.entries()).stream().filter(entry -> !entry.isDirectory()).toList();
            if (files.size() > MOST_FILES) {
                throw new Permanent("the archive holds " + files.size() + " files; a skill has " + MOST_FILES + " at most");
            }
            String top = top(files);
            Unpacking unpacking = new Unpacking(target);
            for (ZipEntry file : files) {
                unpacking.file(zip, file, file.getName().substring(top.length()));
            }
        } catch (ZipException damaged) {
            throw new Permanent("the archive is no zip: " + damaged.getMessage(), damaged);
        }
    }

    /** What stands before all names when everything lies in one folder; empty when the {@code SKILL.md} lies at the top. */
    private static String top(List<? extends ZipEntry> files) {
        String first = files.isEmpty() ? "" : files.get(0).getName();
        String folder = first.substring(0, first.indexOf('/') + 1);
        boolean one = !folder.isEmpty() && files.stream().allMatch(file -> file.getName().startsWith(folder));
        return one && files.stream().noneMatch(file -> file.getName().equals(FILE)) ? folder : "";
    }

    private void file(ZipFile zip, ZipEntry entry, String name) throws IOException {
        Path file = inside(name);
        PrivateFiles.directory(file.getParent());
        if (!PrivateFiles.create(file)) {
            throw new Permanent("the archive holds " + name + " twice");
        }
        byte[] start;
        try (InputStream in = zip.getInputStream(entry); OutputStream out = new FileOutputStream(file.toFile())) {
            start = in.readNBytes(2);
            out.write(start);
            copy(in, out);
        }
        // A zip keeps no permissions that can be relied on; a script tells by its first two characters what it is.
        if (start.length == 2 && start[0] == '#' && start[1] == '!' && !file.toFile().setExecutable(true, true)) {
            throw new IOException(file + " cannot be made executable");
        }
    }

    private Path inside(String name) {
        try {
            Path file = target.resolve(name).normalize();
            if (name.indexOf('\\') < 0 && !Path.of(name).isAbsolute() && file.startsWith(target) && !file.equals(target)) {
                return file;
            }
        } catch (InvalidPathException malformed) {
            throw new Permanent("the archive holds a file that no disk can: \"" + name + "\"", malformed);
        }
        throw new Permanent("the archive holds \"" + name + "\", which leads out of its folder");
    }

    private void copy(InputStream in, OutputStream out) throws IOException {
        byte[] chunk = new byte[1 << 14];
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            left -= read;
            if (left < 0) {
                throw new Permanent("the archive holds more than " + MOST_BYTES + " bytes");
            }
            out.write(chunk, 0, read);
        }
    }
}
