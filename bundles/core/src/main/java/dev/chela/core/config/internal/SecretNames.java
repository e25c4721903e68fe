package dev.chela.core.config.internal;

import java.util.regex.Pattern;

/** Keys whose values are taken for secrets though no record says so: those of sections that nobody here reads. */
final class SecretNames {
    private static final Pattern NAME = Pattern.compile(
            "(?i).*(token|password|passphrase|passwd|secret|api_?key|private_?key|credentials?|cookie|authorization|_key|_pat)$|.*Key$|key");
    private static final Pattern HARMLESS = Pattern.compile("(?i)(main|public|skill|session|primary)_?key");

    private SecretNames() {}

    static boolean is(String key) {
        return NAME.matcher(key).matches() && !HARMLESS.matcher(key).matches();
    }

    /** Whether a path leads to or through such a key, or to variables, which nobody names by their content. */
    static boolean within(KeyPath path) {
        return path.parts().stream().anyMatch(SecretNames::is) || path.startsWith(KeyPath.of("env.vars"))
                || path.parts().size() > 1 && path.parent().last().equals("env");
    }
}
