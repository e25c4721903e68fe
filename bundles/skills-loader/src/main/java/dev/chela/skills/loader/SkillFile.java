package dev.chela.skills.loader;

import dev.chela.core.skill.Skill;
import dev.chela.core.skill.Skill.Installer;
import dev.chela.core.skill.Skill.Meta;
import dev.chela.core.skill.Skill.Needs;
import dev.chela.core.skill.Skill.Use;
import dev.chela.skills.loader.FrontMatter.Malformed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From the keys of the front matter to a skill. Keys that nobody here knows are read over: the format grows elsewhere. */
final class SkillFile {
    /** Under which names the format's own keys stand in {@code metadata}; the older names are still written. */
    private static final List<String> OURS = List.of("chela", "openclaw", "clawdbot", "moltbot");
    private static final int LONGEST_NAME = 128;

    private SkillFile() {}

    static Skill read(String text, Path file, Skill.Source source) throws Malformed {
        Map<?, ?> front = FrontMatter.of(text);
        String name = text(front, "name").strip();
        name = name.isEmpty() ? String.valueOf(file.getParent().getFileName()) : name;
        String description = text(front, "description").strip();
        if (description.isEmpty()) {
            throw new Malformed(2, "has no description; say in one sentence, as description:, what the skill is for and when to use it");
        }
        if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new Malformed(2, "has a name of " + name.length() + " characters; at most " + LONGEST_NAME + ", none of them a control character");
        }
        return new Skill(name, description, file, source, meta(front, ours(front.get("metadata"))), use(front));
    }

    private static Use use(Map<?, ?> front) {
        String dispatch = text(front, "command-dispatch");
        return new Use(truth(front, "user-invocable", true), !truth(front, "disable-model-invocation", false),
                dispatch.equals("tool") ? text(front, "command-tool") : "");
    }

    private static Map<?, ?> ours(Object metadata) {
        Object value = metadata instanceof String written ? FrontMatter.parsed(written).orElse(Map.of()) : metadata;
        if (value instanceof Map<?, ?> map) {
            for (String name : OURS) {
                if (map.get(name) instanceof Map<?, ?> own) {
                    return own;
                }
            }
        }
        return Map.of();
    }

    private static Meta meta(Map<?, ?> front, Map<?, ?> own) {
        Map<?, ?> requires = own.get("requires") instanceof Map<?, ?> map ? map : Map.of();
        Needs needs = new Needs(texts(own, "os"), texts(requires, "bins"), texts(requires, "anyBins"), texts(requires, "env"),
                texts(requires, "config"));
        String homepage = text(own, "homepage");
        return new Meta(truth(own, "always", false), text(own, "skillKey"), text(own, "emoji"),
                homepage.isEmpty() ? text(front, "homepage") : homepage, text(own, "primaryEnv"), needs, installers(own.get("install")));
    }

    private static List<Installer> installers(Object install) {
        List<Installer> installers = new ArrayList<>();
        if (install instanceof List<?> list) {
            for (Object one : list) {
                if (one instanceof Map<?, ?> map && !text(map, "kind").isEmpty()) {
                    installers.add(installer(map, installers.size()));
                }
            }
        }
        return installers;
    }

    private static Installer installer(Map<?, ?> map, int index) {
        String kind = text(map, "kind");
        Map<String, String> details = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (value instanceof String || value instanceof Number || value instanceof Boolean) {
                details.put(String.valueOf(key), String.valueOf(value));
            }
        });
        List.of("id", "kind", "label").forEach(details::remove);
        String id = text(map, "id");
        String what = details.getOrDefault("formula", details.getOrDefault("package", details.getOrDefault("module", "")));
        String label = text(map, "label");
        return new Installer(id.isEmpty() ? kind + "-" + index : id, kind, label.isEmpty() ? ("Install " + what).strip() + " (" + kind + ")" : label,
                texts(map, "bins"), texts(map, "os"), details);
    }

    private static String text(Map<?, ?> map, String key) {
        Object value = map.get(key);
        return value instanceof String || value instanceof Number || value instanceof Boolean ? String.valueOf(value) : "";
    }

    private static boolean truth(Map<?, ?> map, String key, boolean otherwise) {
        String value = text(map, key);
        return value.isEmpty() ? otherwise : value.equalsIgnoreCase("true") || value.equalsIgnoreCase("yes");
    }

    /** A list, or the one text that stands for a list of one. */
    private static List<String> texts(Map<?, ?> map, String key) {
        if (map.get(key) instanceof List<?> list) {
            return list.stream().filter(one -> one != null).map(String::valueOf).map(String::strip).filter(one -> !one.isEmpty()).toList();
        }
        String one = text(map, key);
        return one.isEmpty() ? List.of() : List.of(one);
    }
}
