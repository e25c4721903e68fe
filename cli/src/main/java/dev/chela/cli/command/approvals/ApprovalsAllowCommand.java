package dev.chela.cli.command.approvals;

import dev.chela.cli.Console;
import dev.chela.cli.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "allow", description = "Let a program run without a person's word.")
final class ApprovalsAllowCommand extends ApprovalsChange {
    @Parameters(index = "0", paramLabel = "PROGRAM", description = "A name on the path, or a path; either may have wildcards.")
    private String program;

    @Option(names = "--args", paramLabel = "REGEX", description = "Only with arguments in which this is found.")
    private String arguments;

    @Option(names = "--agent", paramLabel = "ID", defaultValue = "*", description = "Only for this agent; * for all.")
    private String agent;

    ApprovalsAllowCommand(Console console) {
        super(console);
    }

    @Override
    protected void change(Map<String, List<Json>> lists) {
        lists.computeIfAbsent(agent, id -> new ArrayList<>()).add(Json.object("pattern", program, "argPattern", arguments));
    }

    @Override
    protected String words(Json answer) {
        return "On the list: " + program + (arguments == null ? "" : " with " + arguments) + (agent.equals("*") ? ", for every agent" : ", for " + agent);
    }
}
