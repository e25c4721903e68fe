package dev.chela.core.plugin.internal;

import java.util.List;
import java.util.Locale;

/** Words for lists and packages in messages. */
final class Names {
    private static final int MOST = 5;

    private Names() {}

    static String list(List<String> names) {
        return names.size() <= MOST
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST)) + String.format(Locale.ROOT, " and %d more", names.size() - MOST);
    }

    /** "the package a" or "the packages a, b". */
    static String packages(List<String> names) {
        return (names.size() == 1 ? "the package " : "the packages ") + list(names);
    }
}
