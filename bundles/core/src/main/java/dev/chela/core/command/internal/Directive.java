package dev.chela.core.command.internal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** An order that may also stand within a message, and then holds for this message alone. */
enum Directive {
    THINK("think", "thinking", "t"),
    VERBOSE("verbose", "v"),
    REASONING("reasoning", "reason"),
    QUEUE("queue"),
    ELEVATED("elevated", "elev"),
    /** Holds from then on wherever it stands. */
    MODEL("model");

    private final List<String> words;

    Directive(String... words) {
        this.words = List.of(words);
    }

    String word() {
        return words.get(0);
    }

    List<String> aliases() {
        return words.subList(1, words.size());
    }

    static Optional<Directive> of(String word) {
        return Stream.of(values()).filter(directive -> directive.words.contains(word.toLowerCase(Locale.ROOT))).findFirst();
    }
}
