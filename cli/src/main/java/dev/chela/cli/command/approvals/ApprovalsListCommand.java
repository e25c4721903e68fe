package dev.chela.cli.command.approvals;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Table;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(name = "list", description = "List the commands and programs that run without a person's word.")
final class ApprovalsListCommand extends Question {
    ApprovalsListCommand(Console console) {
        super(console);
    }

    @Override
    protected Role role() {
        return Role.oneShot(Role.ADMIN);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("exec.approvals.get", Json.object());
    }

    @Override
    protected String words(Json answer) {
        Json now = answer.get("resolvedDefaults");
        Table listed = new Table(console(), "ID", "AGENT", "WHAT", "ARGUMENTS");
        for (Map.Entry<String, Json> agent : answer.at("file.agents").fields().entrySet()) {
            for (Json entry : agent.getValue().get("allowlist").items()) {
                boolean command = entry.get("source").isPresent();
                listed.row(entry.get("id").text(), agent.getKey(), entry.get("pattern").text(), command ? "exactly so" : entry.get("argPattern").text("any"));
            }
        }
        return "Commands: " + now.get("security").text() + ", asked for: " + now.get("ask").text() + "\n\n"
                + listed.or("Nothing is on the list. To add a program: chela approvals allow PROGRAM");
    }
}
