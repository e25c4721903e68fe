package dev.chela.logging;

import java.util.List;
import java.util.Locale;
import org.slf4j.event.Level;

/** From which level on a logger speaks. Libraries tell what goes wrong, and nothing else even when the house is asked for more. */
record Thresholds(Level house) {
    private static final List<String> LIBRARIES = List.of("org.apache.", "org.eclipse.", "org.jline.", "dev.langchain4j.");

    /** @param level a level's name in any case; when it is none, INFO */
    static Thresholds named(String level) {
        return new Thresholds(List.of(Level.values()).stream()
                .filter(each -> each.name().equals(level.toUpperCase(Locale.ROOT)))
                .findFirst().orElse(Level.INFO));
    }


    Level level(String logger) {
        return LIBRARIES.stream().anyMatch(logger::startsWith) ? Level.WARN : house;
    }
}
