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
 * @param script what is run, absolute
 */
record FolderHook(
        String name, String description, String emoji, String key, List<String> events, boolean always, Needs needs, Path script, Source source) {
    /** Where it lies. In a workspace an agent may have written it itself, so there it has to be switched on by name. */
    enum Source { MANAGED, EXTRA, WORKSPACE }

    Path folder() {
        return script.getParent();
    }

    boolean listensTo(String type, String action) {
        return events.contains(type) || events.contains(type + ":" + action);
    }
}
