package dev.chela.itests.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Directories of tests. */
public final class Homes {
    private Homes() {}

    /** With all that is in it, also what a child writes there that outlives its gateway by a moment. */
    public static void delete(Path root) {
        Until.holds(root + " is gone", () -> deleted(root));
    }

    private static boolean deleted(Path root) {
        try (Stream<Path> inside = Files.walk(root)) {
            for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
            return true;
        } catch (DirectoryNotEmptyException | NoSuchFileException changed) {
            return Files.notExists(root);
        } catch (UncheckedIOException walking) {
            if (walking.getCause() instanceof NoSuchFileException) {
                return Files.notExists(root);
            }
            throw walking;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
