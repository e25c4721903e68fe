package dev.chela.cli.command.memory;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "status", description = "Show what the index of an agent's memory holds.")
final class MemoryStatusCommand extends Question {
    @Option(names = "--agent", paramLabel = "ID", description = "Whose memory; the default agent's when not said.")
    private String agent;

    @Option(names = "--deep", description = "Ask the embedding model, too.")
    private boolean deep;

    MemoryStatusCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("doctor.memory.status", Json.object("agentId", agent, "probe", deep));
    }

    @Override
    protected String words(Json answer) {
        return MemoryWords.of(console(), answer);
    }
}
