package dev.chela.cli.command.plugins;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

@Command(name = "refresh", description = "Look at every file in deploy/ again, also at those that were refused.")
final class PluginsRefreshCommand extends Question {
    PluginsRefreshCommand(Console console) {
        super(console);
    }

    @Override
    protected Role role() {
        return Role.oneShot(Role.ADMIN);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("plugins.refresh", Json.object());
    }

    @Override
    protected String words(Json answer) {
        return answer.get("warnings").items().isEmpty() ? "Everything in deploy/ is used."
                : answer.get("warnings").items().stream().map(Json::text).collect(Collectors.joining("\n"));
    }
}
