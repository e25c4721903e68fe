package dev.chela.core.command.internal;

import dev.chela.core.session.Settings.Setting;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** An order that may also stand within a message, and then holds for this message alone. */
enum Directive {
    THINK("think", "thinking", "t"),
    VERBOSE("verbose", "v"),
    REASONING(Setting.REASONING, "reasoning", "reason"),
    QUEUE(Setting.QUEUE_MODE, "queue"),
    FAST(Setting.FAST, "fast"),
    TRACE(Setting.TRACE, "trace"),
    ELEVATED(Setting.ELEVATED, "elevated", "elev"),
    /** Holds from then on wherever it stands. */
    MODEL("model");

    private final Optional<Setting> setting;
    private final List<String> words;

    Directive(String... words) {
        this.setting = Optional.empty();
        this.words = List.of(words);
    }

    Directive(Setting setting, String... words) {
        this.setting = Optional.of(setting);
        this.words = List.of(words);
    }

    String word() {
        return words.get(0);
    }

    List<String> aliases() {
        return words.subList(1, words.size());
    }

    /** Under which it stands among the session's settings; empty when it stands elsewhere. */
    Optional<Setting> setting() {
        return setting;
    }

    static Optional<Directive> of(String word) {
        return Stream.of(values()).filter(directive -> directive.words.contains(word.toLowerCase(Locale.ROOT))).findFirst();
    }
}
