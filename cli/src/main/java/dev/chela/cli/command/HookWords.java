package dev.chela.cli.command;

import dev.chela.cli.Failure;
import dev.chela.cli.json.Json;
import java.util.stream.Collectors;

/** How a hook of {@code hooks.status} stands, in words. */
final class HookWords {
    private HookWords() {}

    static String status(Json hook) {
        if (!hook.get("enabled").isTrue()) {
            return "disabled";
        }
        return !hook.get("eligible").isTrue() ? "needs setup" : hook.get("failing").isTrue() ? "failing" : "ready";
    }

    static String events(Json hook) {
        return hook.get("events").items().stream().map(Json::text).collect(Collectors.joining(", "));
    }

    static Json find(Json answer, String name) {
        return answer.get("hooks").items().stream()
                .filter(hook -> name.equals(hook.get("name").text()) || name.equals(hook.get("hookKey").text()))
                .findFirst()
                .orElseThrow(() -> Failure.of("There is no hook \"" + name + "\". See: chela hooks list"));
    }

    /** Folders that should be hooks; empty when there are none. */
    static String problems(Json answer) {
        return answer.get("problems").items().stream().map(problem -> "\nNot a hook: " + problem.get("path").text() + " " + problem.get("message").text())
                .collect(Collectors.joining());
    }
}
