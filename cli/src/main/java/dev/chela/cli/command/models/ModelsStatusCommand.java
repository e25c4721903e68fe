package dev.chela.cli.command.models;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Facts;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Table;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "status", description = "Show which model an agent answers with, and which providers have a key.")
final class ModelsStatusCommand extends Question {
    @Option(names = "--agent", paramLabel = "ID", description = "Whose; the default agent's when not said.")
    private String agent;

    @Option(names = "--plain", description = "Only the model's name.")
    private boolean plain;

    @Option(names = "--check", description = "Fail when the model's provider has no key.")
    private boolean check;

    ModelsStatusCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        Json agents = caller.call("agents.list", Json.object());
        String id = agent == null ? agents.get("defaultId").text() : agent;
        Json model = agents.get("agents").items().stream().filter(there -> there.get("id").text().equals(id)).findFirst()
                .orElseThrow(() -> Failure.of("There is no agent \"" + id + "\". Those there are: chela agents list")).get("model");
        Json providers = caller.call("models.authStatus", Json.object()).get("providers");
        String provider = model.get("primary").text().split("/", 2)[0];
        boolean usable = providers.items().stream().anyMatch(there -> there.get("provider").text().equals(provider) && hasKey(there));
        return Json.object("agentId", id, "model", model, "usable", usable, "providers", providers);
    }

    private static boolean hasKey(Json provider) {
        return !provider.get("status").text().equals("missing");
    }

    @Override
    protected String words(Json answer) {
        if (plain) {
            return answer.at("model.primary").text();
        }
        Facts facts = new Facts(console());
        facts.add("Agent", answer.get("agentId").text());
        facts.add("Model", answer.at("model.primary").text());
        facts.add("Else", String.join(", ", answer.at("model.fallbacks").items().stream().map(Json::text).toList()));
        Table table = new Table(console(), "PROVIDER", "KEY");
        answer.get("providers").items().forEach(provider -> table.row(provider.get("provider").text(), hasKey(provider) ? "there" : "missing"));
        return facts + "\n\n" + table.or("No providers.") + (answer.get("usable").isTrue() ? "" : "\n\nThe model's provider has no key: it cannot answer.");
    }

    @Override
    protected int exitCode(Json answer) {
        return check && !answer.get("usable").isTrue() ? 1 : 0;
    }
}
