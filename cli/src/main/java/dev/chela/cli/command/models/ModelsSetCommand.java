package dev.chela.cli.command.models;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.command.config.ConfigChange;
import dev.chela.cli.command.config.ConfigPath;
import dev.chela.cli.json.Json;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "set", description = "Set the model that agents answer with unless they or a session have another.")
final class ModelsSetCommand extends ConfigChange {
    @Parameters(index = "0", paramLabel = "MODEL", description = "Such as openai/gpt-5; auto for the best that has a key.")
    private String model;

    ModelsSetCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        known(caller.call("models.list", Json.object("view", "all")).get("models").items());
        Json before = caller.call("config.get", Json.object());
        boolean object = before.get("sourceConfig").at("agents.defaults.model").isObject();
        return change(caller, before, ConfigPath.of("agents.defaults.model" + (object ? ".primary" : "")), model);
    }

    /** Of a provider that is here any model may be named: new ones appear every week. */
    private void known(List<Json> models) {
        String provider = model.split("/", 2)[0];
        boolean fits = model.equals("auto") || model.contains("/") && models.stream().anyMatch(one -> one.get("provider").text().equals(provider));
        if (!fits) {
            throw Failure.of((model.contains("/") ? "There is no provider \"" + provider + "\"" : "\"" + model + "\" names no provider; write PROVIDER/MODEL")
                    + ". There are: " + models.stream().map(one -> one.get("provider").text()).distinct().sorted().collect(Collectors.joining(", ")) + ".");
        }
    }

    @Override
    protected String words(Json answer) {
        return done("Set the model", answer);
    }
}
