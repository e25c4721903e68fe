package dev.chela.cli.command.agents;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.command.config.ConfigChange;
import dev.chela.cli.command.config.ConfigPath;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "set-identity", description = "Say how an agent presents itself. What stands here goes before its IDENTITY.md.")
final class AgentsSetIdentityCommand extends ConfigChange {
    @Option(names = "--agent", paramLabel = "ID", description = "Whose; the default agent's when not said.")
    private String agent;

    @Option(names = "--name", paramLabel = "NAME", description = "What it is called.")
    private String name;

    @Option(names = "--theme", paramLabel = "TEXT", description = "What it is like.")
    private String theme;

    @Option(names = "--emoji", paramLabel = "EMOJI", description = "Its sign.")
    private String emoji;

    @Option(names = "--avatar", paramLabel = "PICTURE", description = "An address, a data URL, or a file of its workspace.")
    private String avatar;

    AgentsSetIdentityCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        Json identity = Json.object("name", name, "theme", theme, "emoji", emoji, "avatar", avatar);
        if (identity.fields().isEmpty()) {
            throw Failure.usage("Say what it is to be: --name, --theme, --emoji or --avatar.");
        }
        String id = known(caller.call("agents.list", Json.object()));
        Json before = caller.call("config.get", Json.object());
        return change(caller, before, ConfigPath.of("agents.entries[\"" + id + "\"].identity"), identity);
    }

    /** A change of somebody who is not there would make another agent. */
    private String known(Json agents) {
        String id = agent == null ? agents.get("defaultId").text() : agent;
        if (agents.get("agents").items().stream().noneMatch(there -> there.get("id").text().equals(id))) {
            throw Failure.of("There is no agent \"" + id + "\". Those there are: chela agents list");
        }
        return id;
    }

    @Override
    protected String words(Json answer) {
        return done("Set the identity", answer);
    }
}
