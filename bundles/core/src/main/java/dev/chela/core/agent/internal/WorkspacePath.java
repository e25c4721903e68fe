package dev.chela.core.agent.internal;

import dev.chela.api.fault.Permanent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** From the words of a client to a place in a workspace, or a refusal. Links are followed first, and must end inside. */
final class WorkspacePath {
    private WorkspacePath() {}

    /** @return the place itself, which may not exist; everything above it lies in the workspace */
    static Path in(Path workspace, String relative) {
        Path wanted;
        try {
            wanted = workspace.resolve(relative).normalize();
        } catch (InvalidPathException malformed) {
            throw outside(relative);
        }
        if (Path.of(relative).isAbsolute() || !wanted.startsWith(workspace.normalize())) {
            throw outside(relative);
        }
        try {
            Path existing = wanted;
            while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS) && !existing.equals(workspace)) {
                existing = existing.getParent();
            }
            if (Files.exists(workspace) && !existing.toRealPath().startsWith(workspace.toRealPath())) {
                throw outside(relative);
            }
            return wanted;
        } catch (IOException broken) {
            throw outside(relative); // A link that leads nowhere.
        }
    }

    static long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at " + file + ": " + e.getMessage(), e);
        }
    }

    private static Permanent outside(String relative) {
        return new Permanent("\"" + relative + "\" is not a place in the workspace");
    }
}
