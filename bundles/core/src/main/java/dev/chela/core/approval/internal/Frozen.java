package dev.chela.core.approval.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.hash.Sha256;
import dev.chela.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a command would run and where, as text that can be kept and compared: the directory, every program that it names, and the
 * scripts that it gives to an interpreter. Who allowed a command allowed these, and not what somebody puts in their place later.
 */
final class Frozen {
    private static final long HASHED = 32L * 1024 * 1024;
    private static final Pattern WORDS = Pattern.compile("[\\s;&|()<>`\"'{}$]+");
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_]\\w*=.*");

    private Frozen() {}

    static String of(String command, Path directory, List<String> pathPrepend) {
        ObjectNode all = Json.object();
        all.put("directory", place(directory));
        ObjectNode files = all.putObject("files");
        words(command).forEach(word -> found(word, directory, pathPrepend).ifPresent(file -> files.put(word, mark(file))));
        return Json.write(all);
    }

    /**
     * Every word that can name something: the shell's grammar is not read, so that no trick of it hides a program. Words that name
     * nothing are left out, and count as changed as soon as they do.
     */
    private static Set<String> words(String command) {
        Set<String> words = new LinkedHashSet<>();
        WORDS.splitAsStream(command).filter(word -> !word.isEmpty() && !word.startsWith("-") && !ASSIGNMENT.matcher(word).matches())
                .limit(200).forEach(words::add);
        return words;
    }

    /** A bare word is a program of the path; one with a slash, or a script beside the command, a file. Data files are nobody's business. */
    private static Optional<Path> found(String word, Path directory, List<String> pathPrepend) {
        try {
            Path beside = directory.resolve(word);
            if (word.indexOf('/') >= 0) {
                return Optional.of(beside).filter(Frozen::runs);
            }
            return Programs.onPath(word, pathPrepend).or(() -> Optional.of(beside).filter(Frozen::runs));
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    private static boolean runs(Path file) {
        return Files.isRegularFile(file) && (Files.isExecutable(file) || isScript(file.getFileName().toString()));
    }

    private static boolean isScript(String name) {
        return name.matches(".+\\.(sh|bash|zsh|py|js|mjs|cjs|ts|rb|pl|php|lua|jar|class|awk|sed|mk|gradle|exs?)") || name.equals("Makefile");
    }

    private static String place(Path directory) {
        try {
            Path real = directory.toRealPath();
            return real + "\n" + Files.readAttributes(real, BasicFileAttributes.class).fileKey();
        } catch (IOException absent) {
            return "";
        }
    }

    /** By its content, so that the same program installed again is the same; one too large for that by what its directory says of it. */
    private static String mark(Path file) {
        try {
            Path real = file.toRealPath();
            BasicFileAttributes seen = Files.readAttributes(real, BasicFileAttributes.class);
            return real + "\n" + (seen.size() <= HASHED ? Sha256.hex(real) : seen.fileKey() + " " + seen.size() + " " + seen.lastModifiedTime());
        } catch (IOException unreadable) {
            return "unreadable";
        }
    }

    /** What is not as it was, in words that follow "but"; empty when all is. */
    static Optional<String> changed(String then, String now) {
        if (then.equals(now)) {
            return Optional.empty();
        }
        JsonNode before = Json.read(then);
        JsonNode after = Json.read(now);
        if (!before.path("directory").equals(after.path("directory"))) {
            return Optional.of("its directory leads elsewhere: " + shown(before.path("directory")) + " became " + shown(after.path("directory")));
        }
        Set<String> words = new LinkedHashSet<>();
        before.path("files").fieldNames().forEachRemaining(words::add);
        after.path("files").fieldNames().forEachRemaining(words::add);
        return words.stream().filter(word -> !before.path("files").path(word).equals(after.path("files").path(word))).findFirst()
                .map(word -> "'" + word + "' is not the same file any more (" + shown(after.path("files").path(word)) + ")");
    }

    private static String shown(JsonNode mark) {
        String place = mark.asText().lines().findFirst().orElse("");
        return place.isEmpty() ? "nothing" : place;
    }
}
