package dev.chela.cli.command.approvals;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.json.Json;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "forget", description = "Take a command or a program off the list: a person is asked again.")
final class ApprovalsForgetCommand extends ApprovalsChange {
    @Parameters(index = "0", paramLabel = "ID", description = "As chela approvals list shows it.")
    private String id;

    ApprovalsForgetCommand(Console console) {
        super(console);
    }

    @Override
    protected void change(Map<String, List<Json>> lists) {
        boolean any = false;
        for (List<Json> entries : lists.values()) {
            any |= entries.removeIf(entry -> entry.get("id").text().equals(id));
        }
        if (!any) {
            throw Failure.of("Nothing on the list has the id " + id + ": see chela approvals list");
        }
    }

    @Override
    protected String words(Json answer) {
        return "Off the list: " + id;
    }
}
