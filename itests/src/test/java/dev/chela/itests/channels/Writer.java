package dev.chela.itests.channels;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Somebody who writes to the assistant, a word at a time, and is to hear each of them back.
 *
 * @param repeatable whether the platform brings again what the gateway had not taken
 * @param texts what the assistant has written to this person, in order
 */
record Writer(String name, boolean repeatable, Consumer<String> says, Supplier<List<String>> texts) {
    /** What is written the n-th time, and what the answer is. */
    String word(int number) {
        return name + "s" + number;
    }

    long answers(int number) {
        return texts.get().stream().filter(word(number)::equals).count();
    }

    void write(int number) {
        says.accept("echo " + word(number) + " [first=5]");
    }
}
