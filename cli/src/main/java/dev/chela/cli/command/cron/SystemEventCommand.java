package dev.chela.cli.command.cron;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "event", description = "Tell an agent what happened.")
final class SystemEventCommand extends Question {
    @Option(names = "--text", required = true, paramLabel = "TEXT", description = "What happened.")
    private String text;

    @Option(names = "--mode", paramLabel = "MODE", defaultValue = "next-heartbeat",
            description = "now: in a turn that begins at once. next-heartbeat: when it looks after things next.")
    private String mode;

    @Option(names = "--session-key", paramLabel = "KEY", description = "The conversation that is told; the main one when it is left out.")
    private String session;

    SystemEventCommand(Console console) {
        super(console);
    }

    @Override
    protected Role role() {
        return Role.oneShot(Role.WRITE);
    }

    @Override
    protected Json ask(Caller caller) {
        List<Object> params = new ArrayList<>(List.of("mode", mode, "text", text));
        if (session != null) {
            params.addAll(List.of("sessionKey", session));
        }
        return caller.call("wake", Json.object(params.toArray()));
    }

    @Override
    protected String words(Json answer) {
        return answer.get("ok").isTrue() ? "Told." : "Not now: " + answer.get("reason").text() + ".";
    }

    @Override
    protected int exitCode(Json answer) {
        return answer.get("ok").isTrue() ? 0 : 1;
    }
}
