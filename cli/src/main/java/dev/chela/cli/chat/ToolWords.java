package dev.chela.cli.chat;

import dev.chela.cli.json.Json;
import java.util.Map;
import java.util.stream.Collectors;

/** What a tool does and did, each on one line. */
final class ToolWords {
    private static final int LONGEST = 100;

    private ToolWords() {}

    /** "exec: ls -la"; an argument that stands alone needs no name. */
    static String call(Json data) {
        Map<String, Json> arguments = data.get("args").fields();
        String words = arguments.size() == 1
                ? arguments.values().iterator().next().text(arguments.toString())
                : arguments.entrySet().stream()
                        .map(argument -> argument.getKey() + "=" + argument.getValue())
                        .collect(Collectors.joining(" "));
        return data.get("name").text("tool") + (words.isBlank() ? "" : ": " + cut(words));
    }

    /** The first line of the result, and how many more there are. */
    static String result(Json data) {
        String text = data.at("result.content").items().stream()
                .map(block -> block.get("text").text("(" + block.get("type").text("data") + ")"))
                .collect(Collectors.joining("\n"))
                .strip();
        if (text.isEmpty()) {
            return data.get("isError").isTrue() ? "failed" : "done";
        }
        long more = text.lines().count() - 1;
        return cut(text) + (more > 0 ? " (" + more + " more lines)" : "");
    }

    private static String cut(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
    }
}
