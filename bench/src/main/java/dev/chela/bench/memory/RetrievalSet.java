package dev.chela.bench.memory;

import static dev.chela.bench.memory.Vocabulary.any;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Notes of an invented household, and questions of which each has one right place. Who keeps which thing where: every person, thing and place
 * stands in many notes, so that only all words together lead to the right one. Of each fact the questions are asked in its own words, in
 * other forms of them, and mistyped; of German ones with the parts of a compound apart, and with umlauts spelled out.
 */
final class RetrievalSet {
    private static final int LINES_BETWEEN = 12;

    private final Random random;
    private final Vocabulary vocabulary;
    private final List<Question> questions = new ArrayList<>();

    RetrievalSet(long seed) {
        random = new Random(seed);
        vocabulary = new Vocabulary(random);
    }

    List<Question> questions() {
        return questions;
    }

    /** @param directory the workspace */
    void write(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("memory"));
        int note = 0;
        for (String person : Vocabulary.PEOPLE) {
            List<String> lines = new ArrayList<>(List.of("# Notes of " + person, ""));
            String path = "memory/notes-" + ++note + ".md";
            for (String thing : Vocabulary.THINGS) {
                english(person, thing, path, lines);
            }
            for (String first : Vocabulary.GERMAN_FIRST) {
                german(person, first, any(Vocabulary.GERMAN_SECOND, random), path, lines);
            }
            Files.write(directory.resolve(path), lines);
        }
    }

    private void english(String person, String thing, String path, List<String> lines) {
        lines.add(person + " keeps the " + thing + " in the " + any(Vocabulary.PLACES, random) + ".");
        ask("same words", "Where does " + person + " keep the " + thing + "?", path, lines.size());
        ask("other forms", person + "'s " + thing.replace("-", "") + "s: where are they kept", path, lines.size());
        ask("mistyped", "where is the " + mistyped(thing) + " of " + mistyped(person), path, lines.size());
        pad(lines);
    }

    private void german(String person, String first, String second, String path, List<String> lines) {
        lines.add(person + " hat " + first + second + " zuletzt im Oktober gebraucht.");
        ask("German, compound apart", second + " " + first + " " + person, path, lines.size());
        ask("German, umlauts spelled out", "Wann hat " + person + " " + spelled(first + second) + " gebraucht?", path, lines.size());
        pad(lines);
    }

    private void ask(String kind, String text, String path, int line) {
        questions.add(new Question(kind, text, path, line));
    }

    private void pad(List<String> lines) {
        for (int i = 0; i < LINES_BETWEEN; i++) {
            lines.add(vocabulary.filler(15));
        }
    }

    /** Two letters in its middle change places. */
    private String mistyped(String word) {
        int at = 1 + random.nextInt(word.length() - 2);
        return word.substring(0, at) + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2);
    }

    private static String spelled(String word) {
        return word.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("Ö", "Oe").toLowerCase(Locale.ROOT);
    }

    /** Files without questions, of so many passages in all, about. */
    void writeMore(Path directory, int passages) throws IOException {
        int perFile = 50;
        for (int file = 0; file < passages / perFile; file++) {
            List<String> lines = new ArrayList<>();
            for (int line = 0; line < perFile * 13; line++) {
                lines.add(vocabulary.filler(16));
            }
            Files.write(directory.resolve("memory/more-" + file + ".md"), lines);
        }
    }
}
