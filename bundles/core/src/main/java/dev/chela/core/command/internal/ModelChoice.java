package dev.chela.core.command.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code /model} was given.
 *
 * @param name empty when nothing but a scope was said
 */
record ModelChoice(String name, Scope scope, boolean scoped) {
    private static final Map<String, Scope> FLAGS = Map.of("-s", Scope.SESSION, "--session", Scope.SESSION, "-a", Scope.AGENT,
            "--agent", Scope.AGENT, "-g", Scope.ALL, "--global", Scope.ALL);

    /** For whom it is chosen. */
    enum Scope { SESSION, AGENT, ALL }

    static ModelChoice of(String args) {
        List<String> names = new ArrayList<>();
        Scope scope = Scope.SESSION;
        boolean scoped = false;
        for (String word : args.strip().split("\\s+")) {
            Scope said = FLAGS.get(word.toLowerCase(Locale.ROOT));
            scope = said == null ? scope : said;
            scoped |= said != null;
            if (said == null) {
                names.add(word);
            }
        }
        return new ModelChoice(String.join(" ", names), scope, scoped);
    }

    /** Whether nothing else stands beside the model and its scope. */
    boolean alone() {
        return scoped && !name.isEmpty() && !name.contains(" ");
    }
}
