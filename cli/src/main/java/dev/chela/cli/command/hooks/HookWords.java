package dev.chela.cli.command.hooks;

import dev.chela.cli.Failure;
import dev.chela.cli.json.Json;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        return Stream.concat(hook.get("events").items().stream(), hook.get("decides").items().stream()).map(Json::text).distinct()
                .collect(Collectors.joining(", "));
    }

    /** Empty for one whose word does not count. */
    static String decides(Json hook) {
        String at = hook.get("decides").items().stream().map(Json::text).collect(Collectors.joining(", "));
        return at.isEmpty() || !hook.get("stopsOnFault").isTrue() ? at : at + " (and stops what passes when it fails)";
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
