package dev.chela.skills.loader;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The part of a file between its first line, {@code ---}, and the next such line: YAML, or lines that were meant to be. */
final class FrontMatter {
    private static final Pattern BLOCK = Pattern.compile("\\A\uFEFF?---[ \\t]*\\R(.*?)(?:\\R)?---[ \\t]*(?:\\R|\\z)", Pattern.DOTALL);
    private static final Pattern KEY = Pattern.compile("([A-Za-z][\\w-]*):(.*)");

    private FrontMatter() {}

    /** A text that is no skill. @param line from 1 */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;
        final int line;

        Malformed(int line, String message) {
            super(message);
            this.line = line;
        }
    }

    static Map<?, ?> of(String text) throws Malformed {
        Matcher block = BLOCK.matcher(text);
        if (!block.find()) {
            throw new Malformed(1, "has no front matter; begin it with --- and end that part with ---, name: and description: between");
        }
        String yaml = block.group(1);
        try {
            return yaml(yaml) instanceof Map<?, ?> map ? map : lines(yaml, 2, "the front matter is no list of keys");
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 2).orElse(2);
            return lines(yaml, line, "the front matter is no YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            return lines(yaml, 2, "the front matter is no YAML: " + e.getMessage());
        }
    }

    private static Object yaml(String text) {
        return new Load(LoadSettings.builder().setAllowDuplicateKeys(true).setMaxAliasesForCollections(20).setLabel(Finder.FILE).build())
                .loadFromString(text);
    }

    /**
     * People write {@code description: Use it like this: now}, which YAML does not take. What has a description when it is read line by
     * line is taken so.
     */
    private static Map<?, ?> lines(String text, int line, String problem) throws Malformed {
        Map<String, Object> values = new LinkedHashMap<>();
        String key = "";
        StringBuilder value = new StringBuilder();
        for (String row : text.split("\\R")) {
            Matcher begins = KEY.matcher(row);
            if (begins.matches()) {
                values.put(key, value(value.toString()));
                key = begins.group(1);
                value = new StringBuilder(begins.group(2));
            } else {
                value.append('\n').append(row);
            }
        }
        values.put(key, value(value.toString()));
        if (!(values.get("description") instanceof String said) || said.isBlank()) {
            throw new Malformed(line, problem);
        }
        return values;
    }

    /** Of more than a text is only what begins a line below its key, or with a brace. */
    private static Object value(String text) {
        boolean nested = text.stripLeading().startsWith("{") || text.lines().findFirst().orElse("").isBlank();
        return (nested ? parsed(text) : Optional.<Object>empty()).filter(Map.class::isInstance).orElseGet(() -> unquoted(text.strip()));
    }

    private static Object unquoted(String text) {
        boolean quoted = text.length() > 1 && (text.startsWith("\"") && text.endsWith("\"") || text.startsWith("'") && text.endsWith("'"));
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /** A value that is itself written as YAML or JSON; empty when it is not. */
    static Optional<Object> parsed(String text) {
        try {
            return Optional.ofNullable(yaml(text));
        } catch (YamlEngineException plainText) {
            return Optional.empty();
        }
    }
}
