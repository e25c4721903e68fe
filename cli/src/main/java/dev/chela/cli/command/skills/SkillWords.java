package dev.chela.cli.command.skills;

import dev.chela.cli.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How a skill of {@code skills.status} stands, in words. */
public final class SkillWords {
    private SkillWords() {}

    public static boolean ready(Json skill) {
        return skill.get("eligible").isTrue() && !skill.get("blockedByAgentFilter").isTrue();
    }

    public static String status(Json skill) {
        if (skill.get("disabled").isTrue()) {
            return "disabled";
        }
        if (skill.get("blockedByAllowlist").isTrue()) {
            return "blocked";
        }
        if (skill.get("blockedByAgentFilter").isTrue()) {
            return "excluded";
        }
        return skill.get("eligible").isTrue() ? "ready" : "needs setup";
    }

    public static String missing(Json skill) {
        Json missing = skill.get("missing");
        List<String> words = new ArrayList<>();
        words.addAll(named("bins", missing.get("bins")));
        words.addAll(named("anyBins", missing.get("anyBins")));
        words.addAll(named("env", missing.get("env")));
        words.addAll(named("config", missing.get("config")));
        words.addAll(named("os", missing.get("os")));
        return String.join("; ", words);
    }

    public static List<String> named(String what, Json list) {
        String items = list.items().stream().map(Json::text).collect(Collectors.joining(", "));
        return items.isEmpty() ? List.of() : List.of(what + ": " + items);
    }

    /** Files that cannot be read as skills; empty when there are none. */
    public static String problems(Json answer) {
        return answer.get("problems").items().stream().map(problem -> "\nNot a skill: " + place(problem) + " " + problem.get("message").text())
                .collect(Collectors.joining());
    }

    public static String place(Json problem) {
        long line = problem.get("line").number().orElse(0L);
        return problem.get("path").text() + (line == 0 ? "" : ":" + line);
    }
}
