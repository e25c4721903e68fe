package dev.chela.cli.command;

import dev.chela.cli.Console;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "add", description = "Add an agent with a workspace and sessions of its own.")
final class AgentsAddCommand extends Question {
    @Parameters(index = "0", paramLabel = "NAME", description = "Its name; its id is made of it.")
    private String name;

    @Option(names = "--workspace", paramLabel = "DIR", description = "Where it works; in the gateway's home when not said.")
    private String workspace;

    @Option(names = "--model", paramLabel = "MODEL", description = "Such as openai/gpt-5; the default model when not said.")
    private String model;

    @Option(names = "--emoji", paramLabel = "EMOJI", description = "Its sign.")
    private String emoji;

    AgentsAddCommand(Console console) {
        super(console);
    }

    @Override
    Role role() {
        return Role.oneShot(Role.ADMIN);
    }

    @Override
    Json ask(Caller caller) {
        return caller.call("agents.create", Json.object(
                "name", name, "workspace", workspace == null ? null : absolute(workspace), "model", model, "emoji", emoji));
    }

    /** What is relative here is not where the gateway runs. */
    private static String absolute(String directory) {
        return directory.startsWith("~") ? directory : Path.of(directory).toAbsolutePath().normalize().toString();
    }

    @Override
    String words(Json answer) {
        return "Agent " + answer.get("agentId").text() + " works in " + answer.get("workspace").text() + ".";
    }
}
