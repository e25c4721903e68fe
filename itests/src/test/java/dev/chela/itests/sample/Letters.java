package dev.chela.itests.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What people lay into a {@link LetterBox}, and what they find there. */
public final class Letters {
    private final Path box;
    private int written;

    /** @param box a directory, which need not be there */
    public Letters(Path box) {
        this.box = box;
        try {
            Files.createDirectories(box.resolve("in"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** How the configuration names this box, among {@code channels}. */
    public String settings(String... allowed) {
        String names = Stream.of(allowed).map(name -> '"' + name + '"').collect(Collectors.joining(", "));
        return "letterbox: { directory: \"" + box + "\", allowFrom: [" + names + "] }";
    }

    /** @return the letter's number, from 1 */
    public synchronized int write(String letter) {
        try {
            Path half = Files.writeString(box.resolve("half"), letter);
            Files.move(half, box.resolve("in").resolve(String.valueOf(++written)), StandardCopyOption.ATOMIC_MOVE);
            return written;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** A line of each: the generation that wrote it, to whom where that is not Alice, and what. */
    public List<String> answers() {
        Path out = box.resolve("out.txt");
        try {
            return Files.exists(out) ? Files.readAllLines(out) : List.of();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** What this one was written, by whichever generation. */
    public List<String> answersTo(String name) {
        String to = " to " + name + ": ";
        return answers().stream().filter(line -> line.contains(to)).map(line -> line.substring(line.indexOf(to) + to.length())).toList();
    }
}
