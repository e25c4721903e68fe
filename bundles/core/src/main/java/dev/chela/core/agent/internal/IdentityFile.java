package dev.chela.core.agent.internal;

import dev.chela.core.agent.Agent;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code IDENTITY.md}: a list of properties that agents and people write by hand, with or without emphasis. */
final class IdentityFile {
    private static final Pattern LINE = Pattern.compile("(?m)^\\s*[-*]\\s*[*_]*([A-Za-z]+)[*_]*\\s*:[*_]*[ \\t]*(.*?)\\s*$");
    private static final int LONGEST = 2_000;

    private IdentityFile() {}

    static Agent.Identity parse(String text) {
        Map<String, String> said = new HashMap<>();
        Matcher line = LINE.matcher(text);
        while (line.find()) {
            String value = line.group(2).replaceAll("^[*_`]+|[*_`]+$", "").strip();
            // A template's hint, "(pick one)", is no answer.
            if (!value.isEmpty() && value.length() <= LONGEST && !value.startsWith("(") && !value.startsWith("_(")) {
                said.putIfAbsent(line.group(1).toLowerCase(Locale.ROOT), value);
            }
        }
        return new Agent.Identity(said.get("name"), said.getOrDefault("theme", said.get("vibe")), said.get("emoji"), said.get("avatar"));
    }
}
