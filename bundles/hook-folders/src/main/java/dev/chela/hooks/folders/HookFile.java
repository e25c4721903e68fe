package dev.chela.hooks.folders;

import dev.chela.api.fault.Permanent;
import dev.chela.api.hook.Hook;
import dev.chela.core.skill.Skill.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** From the keys of the front matter to a hook. Keys that nobody here knows are read over: the format grows elsewhere. */
final class HookFile {
    private static final List<String> OURS = List.of("chela", "openclaw", "clawdbot", "moltbot");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    /** What {@link Herald} tells. */
    static final Set<String> EVENTS = Set.of("message", "message:received", "message:sent", "command", "command:new", "command:reset",
            "command:stop", "session", "session:auto-reset", "session:compact:before", "session:compact:after", "session:patch",
            "gateway", "gateway:startup", "gateway:shutdown");
    private static final Set<String> DECIDED = Matters.ALL.stream().map(Matter::event).collect(Collectors.toUnmodifiableSet());
    private static final List<String> SCRIPTS = List.of("handler.sh", "handler.py", "handler.js", "handler.mjs", "handler");

    private HookFile() {}

    /** @throws Permanent telling what is wrong with it */
    static FolderHook read(Map<?, ?> front, Path folder, FolderHook.Source source) {
        Map<?, ?> own = ours(front);
        String name = text(front, "name").isBlank() ? String.valueOf(folder.getFileName()) : text(front, "name").strip();
        if (!NAME.matcher(name).matches()) {
            throw new Permanent("has the name '" + name + "', which must match " + NAME);
        }
        List<String> events = texts(own, "events");
        FolderHook.Voice voice = voice(own, source);
        if (events.isEmpty() && voice.at().isEmpty()) {
            throw new Permanent("does not say when it runs; add metadata.openclaw.events, such as [\"message:received\"]");
        }
        check(events, EVENTS, "waits for ", ", which is never told here; there are ");
        Map<?, ?> requires = own.get("requires") instanceof Map<?, ?> map ? map : Map.of();
        Needs needs = new Needs(texts(own, "os"), texts(requires, "bins"), texts(requires, "anyBins"), texts(requires, "env"), texts(requires, "config"));
        String key = text(own, "hookKey");
        return new FolderHook(name, text(front, "description").strip(), text(own, "emoji"), key.isEmpty() ? name : key, events, voice,
                text(own, "always").equals("true"), needs, script(folder), source);
    }

    private static FolderHook.Voice voice(Map<?, ?> own, FolderHook.Source source) {
        List<String> at = texts(own, "decides");
        check(at, DECIDED, "decides at ", ", where no script can; there are ");
        if (source == FolderHook.Source.WORKSPACE && at.contains(Matters.SENDING.event())) {
            throw new Permanent("decides at " + Matters.SENDING.event() + ", which is not told by agent; a hook in a workspace hears of its own agent alone, so"
                    + " move it to the hooks of the home");
        }
        String onFault = text(own, "onFault");
        if (!onFault.isEmpty() && !onFault.equals(Hook.SKIP) && !onFault.equals(Hook.STOP)) {
            throw new Permanent("has onFault \"" + onFault + "\"; it must be \"" + Hook.SKIP + "\" or \"" + Hook.STOP + "\"");
        }
        return new FolderHook.Voice(at, onFault.equals(Hook.STOP), ranking(text(own, "ranking")));
    }

    private static int ranking(String said) {
        try {
            return said.isEmpty() ? 0 : Integer.parseInt(said);
        } catch (NumberFormatException none) {
            throw new Permanent("has the ranking \"" + said + "\"; it must be a whole number, higher for earlier", none);
        }
    }

    private static void check(List<String> said, Set<String> known, String what, String why) {
        List<String> unknown = said.stream().filter(event -> !known.contains(event)).toList();
        if (!unknown.isEmpty()) {
            throw new Permanent(what + unknown + why + known.stream().sorted().toList());
        }
    }

    private static Path script(Path folder) {
        return SCRIPTS.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst().orElseThrow(() -> new Permanent(
                "has no script beside it; there must be one of " + SCRIPTS + " (what OpenClaw loads into its own process, handler.ts, cannot run here)"));
    }

    private static Map<?, ?> ours(Map<?, ?> front) {
        if (front.get("metadata") instanceof Map<?, ?> metadata) {
            for (String name : OURS) {
                if (metadata.get(name) instanceof Map<?, ?> own) {
                    return own;
                }
            }
        }
        return Map.of();
    }

    private static String text(Map<?, ?> map, String key) {
        Object value = map.get(key);
        return value == null || value instanceof Map || value instanceof List ? "" : String.valueOf(value);
    }

    private static List<String> texts(Map<?, ?> map, String key) {
        if (map.get(key) instanceof List<?> list) {
            return list.stream().map(String::valueOf).map(String::strip).filter(one -> !one.isEmpty()).toList();
        }
        String one = text(map, key);
        return one.isEmpty() ? List.of() : List.of(one);
    }
}
