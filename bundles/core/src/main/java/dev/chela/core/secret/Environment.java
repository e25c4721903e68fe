package dev.chela.core.secret;

import java.util.Map;
import java.util.Optional;

/**
 * Variables by name: those of the process first, then {@code <home>/.env}, then {@code env.vars} of the configuration. Whoever wants
 * an API key by its usual name asks here rather than the JVM.
 */
public interface Environment {
    /** Empty also when the variable is set to nothing. */
    Optional<String> value(String name);

    /** Reads {@code <home>/.env} again. Called by the configuration before each load. */
    void refresh();

    /** Puts the configuration's own variables in the last place. */
    void inline(Map<String, String> variables);
}
