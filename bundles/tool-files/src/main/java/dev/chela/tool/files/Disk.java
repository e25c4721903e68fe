package dev.chela.tool.files;

import dev.chela.api.fault.Permanent;
import dev.chela.api.tool.ToolCall;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Reading and replacing whole files. What lies in the workspace is reached step by step from there, so that a link that is put in the
 * way after the path was judged leads nowhere.
 */
final class Disk {
    private static final int START = 8 * 1024;
    private static final long MOST_BYTES = 20_000_000;
    private static final Set<PosixFilePermission> USUAL = Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private final Path workspace;

    /** @param workspace with its links followed */
    Disk(Path workspace) {
        this.workspace = workspace;
    }

    static Disk of(ToolCall call) throws IOException {
        Files.createDirectories(call.workspace());
        return new Disk(call.workspace().toRealPath());
    }

    /** Places outside, which policy must have allowed, are trusted as far as they go. */
    private Held hold(Path directory) throws IOException {
        return Held.open(directory.startsWith(workspace) ? workspace : directory, directory);
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    /** What is not there any more, or not what it was, is the caller's to know and nobody's fault here. */
    private static <T> T reaching(Path file, Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (FileSystemException e) {
            String why = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
            throw new Permanent("'" + file + "' cannot be reached (" + why + "); something else may have changed it meanwhile", e);
        }
    }

    static void mustBeFile(Path file, String name) {
        if (Files.isDirectory(file)) {
            throw new Permanent("'" + name + "' is a directory; use ls");
        }
        if (!Files.exists(file)) {
            throw new Permanent("there is no file '" + name + "'");
        }
        if (!Files.isRegularFile(file)) {
            throw new Permanent("'" + name + "' is no regular file");
        }
    }

    /** The handle outlives the directory's. */
    InputStream open(Path file) throws IOException {
        if (!file.startsWith(workspace)) {
            return Files.newInputStream(file);
        }
        return reaching(file, () -> {
            try (Held parent = hold(file.getParent())) {
                return Channels.newInputStream(parent.channel(file, StandardOpenOption.READ));
            }
        });
    }

    byte[] start(Path file) throws IOException {
        try (InputStream in = open(file)) {
            return in.readNBytes(START);
        }
    }

    /** @param most that is read; one more tells that there was more */
    byte[] bytes(Path file, int most) throws IOException {
        try (InputStream in = open(file)) {
            return in.readNBytes(most);
        }
    }

    /** Whole, and only if writing it back would change nothing. */
    String text(Path file, String name) throws IOException {
        mustBeFile(file, name);
        byte[] content = bytes(file, (int) MOST_BYTES + 1);
        if (content.length > MOST_BYTES) {
            throw new Permanent("'" + name + "' has more than " + MOST_BYTES + " bytes; edit it with exec");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException e) {
            throw new Permanent("'" + name + "' is not UTF-8 text; editing it here would destroy it", e);
        }
    }

    /** The file is the old one or the new one, whenever somebody looks, and after a crash. */
    void replace(Path file, String text) throws IOException {
        place(stage(file, text), file);
    }

    /** Writes beside the file, with its permissions. A directory that is missing is made; at worst an empty one in the wrong place. */
    Path stage(Path file, String text) throws IOException {
        return reaching(file, () -> written(file, text));
    }

    private Path written(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Path fresh = file.resolveSibling(".chela-" + UUID.randomUUID() + ".tmp");
        try (Held parent = hold(file.getParent()); SeekableByteChannel out = parent.create(fresh, permissions(parent, file))) {
            ByteBuffer content = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (content.hasRemaining()) {
                out.write(content);
            }
            return fresh;
        } catch (IOException | RuntimeException e) {
            discard(fresh);
            throw e;
        }
    }

    void place(Path staged, Path file) throws IOException {
        try {
            reaching(file, () -> moved(staged, file));
        } catch (IOException | RuntimeException e) {
            discard(staged);
            throw e;
        }
    }

    private Path moved(Path staged, Path file) throws IOException {
        try (Held parent = hold(file.getParent())) {
            parent.move(staged, file);
            return file;
        }
    }

    void delete(Path file) throws IOException {
        reaching(file, () -> removed(file));
    }

    private Path removed(Path file) throws IOException {
        try (Held parent = hold(file.getParent())) {
            parent.delete(file);
            return file;
        }
    }

    /** Of what cannot be reached nothing is left to be taken away. */
    void discard(Path file) throws IOException {
        try {
            removed(file);
        } catch (FileSystemException gone) {
            // As it should be.
        }
    }

    private static Set<PosixFilePermission> permissions(Held parent, Path file) throws IOException {
        try {
            return parent.attributes(file).readAttributes().permissions();
        } catch (NoSuchFileException fresh) {
            return USUAL;
        }
    }

    /** @param link a symbolic link, wherever it leads */
    record Item(String name, boolean directory, boolean link, long size) {}

    /** Sorted by name. */
    List<Item> list(Path directory) throws IOException {
        List<Item> items = new ArrayList<>();
        return reaching(directory, () -> {
            try (Held held = hold(directory)) {
                for (Path entry : held.names()) {
                    items.add(item(held, entry.getFileName()));
                }
            }
            items.sort(Comparator.comparing(Item::name));
            return items;
        });
    }

    private static Item item(Held held, Path name) {
        try {
            BasicFileAttributes seen = held.attributes(name).readAttributes();
            return new Item(name.toString(), seen.isDirectory(), seen.isSymbolicLink(), seen.size());
        } catch (IOException goneMeanwhile) {
            return new Item(name.toString(), false, false, -1);
        }
    }
}
