package dev.chela.core.plugin;

import dev.chela.api.fault.Permanent;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A set of plugins, to the byte: what is needed to have the same elsewhere.
 *
 * @param plugins by id, each once
 */
public record PluginLock(List<Locked> plugins) {
    /** The format that is written and read. */
    public static final int FORMAT = 1;

    /** @throws Permanent when one is named twice */
    public PluginLock {
        plugins = plugins.stream().sorted(Comparator.comparing(Locked::id)).toList();
        Set<String> ids = new HashSet<>();
        for (Locked plugin : plugins) {
            if (!ids.add(plugin.id())) {
                throw new Permanent("the plugin " + plugin.id() + " is in it twice; leave one");
            }
        }
    }

    /**
     * @param file its name in {@code deploy/}, without {@code .disabled}
     * @param enabled whether it is in use; else it is put aside
     */
    public record Locked(Generation generation, String file, boolean enabled, Source source) {
        private static final Pattern ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");
        private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
        private static final Pattern FILE = Pattern.compile("[^.\\p{Cntrl}/\\\\][^\\p{Cntrl}/\\\\]*\\.jar");

        /** @throws Permanent naming what is no id, no SHA-256, or no name of a jar */
        public Locked {
            check(ID, generation.id(), "the id of a plugin");
            check(SHA256, generation.sha256(), "a SHA-256 of 64 lower-case hexadecimal digits");
            check(FILE, file, "the name of a jar in deploy/");
        }

        private static void check(Pattern form, String text, String what) {
            if (!form.matcher(text).matches()) {
                throw new Permanent("'" + text + "' is not " + what);
            }
        }

        public String id() {
            return generation.id();
        }
    }
}
