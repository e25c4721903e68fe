package dev.chela.hooks.folders;

import dev.chela.core.skill.Skill.Needs;
import java.nio.file.Path;
import java.util.List;

/**
 * One hook, as its {@code HOOK.md} says.
 *
 * @param key under which the configuration speaks of it
 * @param events such as {@code message:received}, or a family of them, {@code message}
 * @param always needs nothing but its system
 * @param voice where its word counts
 * @param script what is run, absolute
 */
record FolderHook(
        String name, String description, String emoji, String key, List<String> events, Voice voice, boolean always, Needs needs, Path script,
        Source source) {
    /** Where it lies. In a workspace an agent may have written it itself, so there it has to be switched on by name. */
    enum Source { MANAGED, EXTRA, WORKSPACE }

    /**
     * Where a script may change or stop what passes.
     *
     * @param at events of {@link Matters}
     * @param strict whether what passes is stopped when the script fails
     * @param ranking a higher one is asked earlier; of the same, by name
     */
    record Voice(List<String> at, boolean strict, int ranking) {
        Voice {
            at = List.copyOf(at);
        }
    }

    Path folder() {
        return script.getParent();
    }

    /** Where its word counts it is asked, and not told besides. */
    boolean listensTo(String type, String action) {
        return (events.contains(type) || events.contains(type + ":" + action)) && !decides(type + ":" + action);
    }

    boolean decides(String event) {
        return voice.at().contains(event);
    }
}
