package dev.chela.cli.command.dev;

import dev.chela.cli.Failure;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a plugin is called, in all its spellings.
 *
 * @param id as the model, the configuration and file names have it
 * @param ofPackage the Java package
 */
record PluginName(String id, String ofPackage) {
    private static final String ID = "[a-z][a-z0-9]*(-[a-z0-9]+)*";
    private static final String PACKAGE = "[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)+";

    /** @param ofPackage empty for one of the examples' */
    static PluginName of(String id, String ofPackage) {
        if (!id.matches(ID)) {
            throw Failure.usage("'" + id + "' is no name for a plugin: it needs small letters and digits, with single hyphens between, such as rain-radar.");
        }
        String chosen = ofPackage.isEmpty() ? "org.example." + id.replace("-", "") : ofPackage;
        if (!chosen.matches(PACKAGE)) {
            throw Failure.usage("'" + chosen + "' is no package: it needs names with dots between, such as org.example.radar.");
        }
        return new PluginName(id, chosen);
    }

    /** As classes begin. */
    String ofClass() {
        return Arrays.stream(id.split("-")).map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1)).collect(Collectors.joining());
    }

    /** As variables of the environment begin. */
    String ofVariable() {
        return id.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    String group() {
        return ofPackage.substring(0, ofPackage.lastIndexOf('.'));
    }
}
