package dev.chela.cli.command.sessions;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Table;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "cleanup", description = "Say which sessions rest too long and which transcripts take too much; --enforce puts them aside.")
final class SessionsCleanupCommand extends Question {
    @Option(names = "--enforce", description = "Do it.")
    private boolean enforce;

    @Option(names = "--dry-run", description = "Only say it, as it is without --enforce.")
    private boolean dryRun;

    @Option(names = "--agent", paramLabel = "ID", description = "Of this agent; of all when left out.")
    private String agent;

    SessionsCleanupCommand(Console console) {
        super(console);
    }

    @Override
    protected Role role() {
        return Role.oneShot(Role.ADMIN);
    }

    @Override
    protected Json ask(Caller caller) {
        if (enforce && dryRun) {
            throw Failure.usage("--enforce and --dry-run do not go together.");
        }
        return caller.call("sessions.cleanup", Json.object("agent", agent, "allAgents", agent == null, "enforce", enforce));
    }

    @Override
    protected String words(Json answer) {
        Table table = new Table(console(), "AGENT", "ARCHIVE", "DELETE", "OLD TRANSCRIPTS", "BYTES");
        for (Json tidied : answer.get("agents").items()) {
            table.row(tidied.get("agentId").text(), String.valueOf(tidied.get("archived").items().size()),
                    String.valueOf(tidied.get("deleted").items().size()), String.valueOf(tidied.get("removedTranscripts").number().orElse(0L)),
                    String.valueOf(tidied.get("removedBytes").number().orElse(0L)));
        }
        String shown = table.or("There are no sessions.");
        return answer.get("dryRun").isTrue() ? shown + "\nNothing was done. To do it: chela sessions cleanup --enforce" : shown;
    }
}
