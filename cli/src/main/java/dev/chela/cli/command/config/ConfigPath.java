package dev.chela.cli.command.config;

import dev.chela.cli.Failure;
import dev.chela.cli.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in the configuration as a person writes it: {@code gateway.port}, {@code items[0].name}, {@code channels["a.b"]}. */
public record ConfigPath(List<String> parts) {
    private static final Pattern PART = Pattern.compile("\\G(?:(?:^|\\.)([^.\\[\\]]+)|\\[(\\d+)]|\\[\"([^\"]+)\"]|\\['([^']+)'])");

    public static ConfigPath of(String text) {
        List<String> parts = new ArrayList<>();
        Matcher part = PART.matcher(text);
        int end = 0;
        while (part.find()) {
            for (int group = 1; group <= part.groupCount(); group++) {
                if (part.group(group) != null) {
                    parts.add(part.group(group));
                }
            }
            end = part.end();
        }
        if (parts.isEmpty() || end < text.length()) {
            throw Failure.usage("\"" + text + "\" is no path; write it like gateway.port or items[0].name.");
        }
        return new ConfigPath(List.copyOf(parts));
    }

    public Json in(Json tree) {
        Json here = tree;
        for (String part : parts) {
            here = here.isList() ? entry(here, part) : here.get(part);
        }
        return here;
    }

    private static Json entry(Json list, String index) {
        int at = index.matches("\\d{1,9}") ? Integer.parseInt(index) : -1;
        return at >= 0 && at < list.items().size() ? list.items().get(at) : Json.ABSENT;
    }

    /** A change of one place. @param lists the paths of lists that are sent whole, since a patch cannot reach into them */
    record Patch(Json tree, List<String> lists) {}

    /** @param value null takes away what is there */
    public Patch setting(Json before, Object value) {
        List<String> lists = new ArrayList<>();
        Object tree = nested(before, 0, value, lists);
        if (lists.isEmpty() && value instanceof Json json && json.isList()) {
            lists.add(shown(parts.size()));
        }
        return new Patch(Json.of(tree), lists);
    }

    private Object nested(Json before, int depth, Object value, List<String> lists) {
        if (depth == parts.size()) {
            return value;
        }
        if (before.isList()) {
            if (lists.isEmpty()) {
                lists.add(shown(depth));
            }
            return list(before, depth, value, lists);
        }
        // Below a list an entry is sent whole; elsewhere a patch names only what changes.
        Map<String, Object> object = new LinkedHashMap<>(lists.isEmpty() ? Map.of() : before.fields());
        Object below = nested(before.get(parts.get(depth)), depth + 1, value, lists);
        if (below == null && !lists.isEmpty()) {
            object.remove(parts.get(depth));
        } else {
            object.put(parts.get(depth), below);
        }
        return object;
    }

    private List<Object> list(Json before, int depth, Object value, List<String> lists) {
        List<Object> entries = new ArrayList<>(before.items());
        String part = parts.get(depth);
        int at = part.matches("\\d{1,9}") ? Integer.parseInt(part) : -1;
        if (at < 0 || at > entries.size()) {
            throw Failure.of(shown(depth) + " is a list of " + entries.size() + " entries; \"" + part + "\" names none of them.");
        }
        Object below = nested(at < entries.size() ? before.items().get(at) : Json.ABSENT, depth + 1, value, lists);
        if (at < entries.size()) {
            entries.remove(at);
        }
        if (below != null) {
            entries.add(at, below);
        }
        return entries;
    }

    /** The first parts, as the gateway writes paths. */
    private String shown(int depth) {
        StringBuilder text = new StringBuilder();
        for (String part : parts.subList(0, depth)) {
            text.append(part.contains(".") ? "[\"" + part + "\"]" : (text.length() == 0 ? "" : ".") + part);
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return shown(parts.size());
    }
}
