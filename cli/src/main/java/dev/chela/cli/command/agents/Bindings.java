package dev.chela.cli.command.agents;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Table;
import dev.chela.cli.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the configuration leads to which agent. */
final class Bindings {
    private Bindings() {}

    /** Those of the root first, then those that stand with an agent. */
    static List<Json> of(Json config) {
        List<Json> all = new ArrayList<>(config.get("bindings").items());
        config.at("agents.entries").fields().forEach((id, entry) -> entry.get("bindings").items().forEach(binding ->
                all.add(Json.object("agentId", id, "match", match(binding)))));
        return all;
    }

    private static Json match(Json binding) {
        return binding.get("match").isPresent() ? binding.get("match") : binding;
    }

    static String words(Console console, List<Json> bindings) {
        Table table = new Table(console, "LED TO", "CHANNEL", "ACCOUNT", "AND");
        for (Json binding : bindings) {
            Json match = match(binding);
            table.row(binding.get("agentId").text(), match.get("channel").text(), match.get("accountId").text("any"), conditions(match));
        }
        return table.or("Nothing is led to an agent of its own.");
    }

    private static String conditions(Json match) {
        return match.fields().entrySet().stream().filter(entry -> !List.of("channel", "accountId", "agentId", "type", "session").contains(entry.getKey()))
                .map(Bindings::condition).collect(Collectors.joining(", "));
    }

    private static String condition(Map.Entry<String, Json> entry) {
        Json value = entry.getValue();
        return entry.getKey() + " " + (value.isObject() ? value.get("kind").text("any") + " " + value.get("id").text() : value.isText() ? value.text() : value.toString());
    }

    /** The list as it is with these at its end. @param binds {@code channel} or {@code channel:account} */
    static Json adding(Json config, String agent, List<String> binds) {
        List<Json> all = new ArrayList<>(config.get("bindings").items());
        for (String bind : binds) {
            int colon = bind.indexOf(':');
            Json match = Json.object("channel", colon < 0 ? bind : bind.substring(0, colon), "accountId", colon < 0 ? null : bind.substring(colon + 1));
            all.add(Json.object("agentId", agent, "match", match));
        }
        return Json.of(all);
    }
}
