package dev.chela.core.secret.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines {@code NAME=value} of a {@code .env} file: comments, {@code export}, single and double quotes. Other lines are passed over. */
final class DotEnv {
    private static final Pattern LINE =
            Pattern.compile("^\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=[ \\t]*(.*?)\\s*$");

    private DotEnv() {}

    static Map<String, String> parse(String text) {
        Map<String, String> variables = new LinkedHashMap<>();
        text.lines().map(LINE::matcher).filter(Matcher::matches).forEach(line ->
                variables.put(line.group(1), value(line.group(2))));
        return variables;
    }

    private static String value(String written) {
        if (written.startsWith("'")) {
            int end = written.indexOf('\'', 1);
            return end < 0 ? written : written.substring(1, end);
        }
        if (written.startsWith("\"")) {
            return quoted(written);
        }
        int comment = written.indexOf(" #");
        return comment < 0 ? written : written.substring(0, comment).stripTrailing();
    }

    private static String quoted(String written) {
        StringBuilder value = new StringBuilder();
        for (int i = 1; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '"') {
                return value.toString();
            }
            if (c == '\\' && i + 1 < written.length()) {
                char escaped = written.charAt(++i);
                value.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped);
            } else {
                value.append(c);
            }
        }
        return written;
    }
}
