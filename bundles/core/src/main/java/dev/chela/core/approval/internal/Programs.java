package dev.chela.core.approval.internal;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which file a shell would start for a word. */
final class Programs {
    private Programs() {}

    /** Empty when there is none on the path. */
    static Optional<Path> onPath(String word, List<String> pathPrepend) {
        Stream<String> path = Stream.concat(pathPrepend.stream(), Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":")));
        return path.filter(place -> place.startsWith("/")).map(place -> Path.of(place, word)).filter(Programs::runs).findFirst();
    }

    /** As the shell looks for it: a word with a slash is a file, every other one is on the path. */
    static Optional<Path> of(String word, Path directory, List<String> pathPrepend) {
        try {
            return word.indexOf('/') >= 0 ? Optional.of(directory.resolve(word).normalize()).filter(Programs::runs) : onPath(word, pathPrepend);
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    private static boolean runs(Path file) {
        return Files.isExecutable(file) && Files.isRegularFile(file);
    }
}
