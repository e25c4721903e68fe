package dev.chela.cli.command.dev;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import java.nio.file.Path;

/**
 * What plugins are built with; the launcher finds it.
 *
 * @param sources Chela's own
 * @param maven where Maven is installed
 */
record Tools(Path sources, Path maven) {
    static Tools of(Console console) {
        return new Tools(path(console, "CHELA_SOURCES"), path(console, "CHELA_MAVEN"));
    }

    private static Path path(Console console, String variable) {
        return console.surroundings().variable(variable).map(Path::of)
                .orElseThrow(() -> Failure.of("Plugins are built from Chela's sources: run the ./chela of a clone of them."));
    }
}
