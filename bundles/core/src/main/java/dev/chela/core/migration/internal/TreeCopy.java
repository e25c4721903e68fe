package dev.chela.core.migration.internal;

import dev.chela.core.home.PrivateFiles;
import dev.chela.core.migration.internal.Findings.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.function.BiPredicate;

/** Copies a directory into another one. A file that is there already stays, unless it says nothing of its own. */
final class TreeCopy extends SimpleFileVisitor<Path> {
    private static final String HALF = ".importing";
    private static final Set<String> WHOLE = Set.of(".git", ".hg");

    private final Path from;
    private final Path to;
    private final Kind kind;
    private final Findings findings;
    private final BiPredicate<String, Path> replaceable;

    private TreeCopy(Path from, Path to, Kind kind, Findings findings, BiPredicate<String, Path> replaceable) {
        this.from = from;
        this.to = to;
        this.kind = kind;
        this.findings = findings;
        this.replaceable = replaceable;
    }

    /** @param replaceable whether an existing file may give way, by its name below the directory */
    static void copy(Path from, Path to, Kind kind, Findings findings, BiPredicate<String, Path> replaceable) {
        try {
            Files.walkFileTree(from, new TreeCopy(from, to, kind, findings, replaceable));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + from + " to " + to + ": " + e.getMessage(), e);
        }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
        Path target = target(directory);
        boolean clash = Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS);
        // Two histories made of each other's objects would be none.
        boolean history = WHOLE.contains(String.valueOf(directory.getFileName())) && Files.exists(target);
        if (clash || history) {
            findings.left(kind, directory.toString(), history ? "there is one of its own here" : target + " is no directory");
            return FileVisitResult.SKIP_SUBTREE;
        }
        if (!findings.rehearsal()) {
            PrivateFiles.directory(target);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Path target = target(file);
        if (!attributes.isRegularFile()) {
            findings.left(kind, file.toString(), attributes.isSymbolicLink() ? "is a link; make it anew where it is wanted" : "is no file");
        } else if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            write(file, target);
        } else if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
            findings.left(kind, file.toString(), target + " is no file");
        } else if (Files.mismatch(file, target) < 0) {
            findings.there(kind, 1);
        } else if (replaceable.test(from.relativize(file).toString(), target)) {
            write(file, target);
        } else {
            findings.left(kind, file.toString(), target + " says something else; it stays");
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException why) {
        findings.left(kind, file.toString(), "cannot be read: " + why.getMessage());
        return FileVisitResult.CONTINUE;
    }

    private void write(Path file, Path target) throws IOException {
        findings.brought(kind, 1);
        if (findings.rehearsal()) {
            return;
        }
        Path half = target.resolveSibling(target.getFileName() + HALF);
        Files.copy(file, half, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        close(half);
        Files.move(half, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Only its owner reads it here; what could be run can be. */
    private static void close(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
            rights.retainAll(Set.of(PosixFilePermission.OWNER_EXECUTE));
            rights.addAll(Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
            Files.setPosixFilePermissions(file, rights);
        }
    }

    private Path target(Path file) {
        return to.resolve(from.relativize(file).toString());
    }
}
