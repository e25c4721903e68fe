package dev.chela.cli.command.memory;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "index", description = "Read the memory files that changed into the index.")
final class MemoryIndexCommand extends Question {
    @Option(names = "--agent", paramLabel = "ID", description = "Whose memory; the default agent's when not said.")
    private String agent;

    @Option(names = "--force", description = "Throw the index away and make it again.")
    private boolean force;

    MemoryIndexCommand(Console console) {
        super(console);
    }

    @Override
    protected Role role() {
        return Role.oneShot(Role.WRITE);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("memory.index", Json.object("agentId", agent, "force", force));
    }

    @Override
    protected String words(Json answer) {
        return MemoryWords.of(console(), answer);
    }
}
