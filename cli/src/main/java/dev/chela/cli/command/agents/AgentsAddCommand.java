package dev.chela.cli.command.agents;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.command.config.ConfigChange;
import dev.chela.cli.command.config.ConfigPath;
import dev.chela.cli.json.Json;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "add", description = "Add an agent with a workspace and sessions of its own.")
final class AgentsAddCommand extends ConfigChange {
    @Parameters(index = "0", paramLabel = "NAME", description = "Its name; its id is made of it.")
    private String name;

    @Option(names = "--workspace", paramLabel = "DIR", description = "Where it works; in the gateway's home when not said.")
    private String workspace;

    @Option(names = "--model", paramLabel = "MODEL", description = "Such as openai/gpt-5; the default model when not said.")
    private String model;

    @Option(names = "--emoji", paramLabel = "EMOJI", description = "Its sign.")
    private String emoji;

    @Option(names = "--bind", paramLabel = "CHANNEL[:ACCOUNT]", description = "Lead what comes over it to this agent. May be said again.")
    private List<String> binds = List.of();

    AgentsAddCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        Json made = caller.call("agents.create", Json.object(
                "name", name, "workspace", workspace == null ? null : absolute(workspace), "model", model, "emoji", emoji));
        if (!binds.isEmpty()) {
            Json before = caller.call("config.get", Json.object());
            change(caller, before, ConfigPath.of("bindings"), Bindings.adding(before.get("sourceConfig"), made.get("agentId").text(), binds));
        }
        return made;
    }

    /** What is relative here is not where the gateway runs. */
    private static String absolute(String directory) {
        return directory.startsWith("~") ? directory : Path.of(directory).toAbsolutePath().normalize().toString();
    }

    @Override
    protected String words(Json answer) {
        return "Agent " + answer.get("agentId").text() + " works in " + answer.get("workspace").text() + "."
                + (binds.isEmpty() ? "" : " To it is led: " + String.join(", ", binds) + ".");
    }
}
