package dev.chela.cli.command.memory;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.Style;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "search", description = "Find passages in what an agent remembers.")
final class MemorySearchCommand extends Question {
    @Parameters(arity = "0..*", paramLabel = "WORD", description = "What to look for.")
    private List<String> words = List.of();

    @Option(names = "--query", paramLabel = "TEXT", description = "The same as one text, where it begins with a dash.")
    private String query;

    @Option(names = "--agent", paramLabel = "ID", description = "Whose memory; the default agent's when not said.")
    private String agent;

    @Option(names = "--max-results", paramLabel = "N", description = "At most so many.")
    private Integer most;

    @Option(names = "--min-score", paramLabel = "N", description = "Only what scores as much, 0 to 1.")
    private Double least;

    MemorySearchCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        String wanted = query != null ? query : String.join(" ", words);
        if (wanted.isBlank()) {
            throw Failure.usage("Say what to look for. See: chela memory search --help");
        }
        return caller.call("memory.search", Json.object("query", wanted, "agentId", agent, "maxResults", most, "minScore", least));
    }

    @Override
    protected String words(Json answer) {
        List<String> shown = new ArrayList<>();
        for (Json hit : answer.get("results").items()) {
            String place = hit.get("path").text() + "#L" + hit.get("startLine").text() + "-L" + hit.get("endLine").text();
            String score = String.format(Locale.ROOT, "%.2f", Double.parseDouble(hit.get("score").text("0")));
            shown.add(console().style().dim(Style.safe(score + "  " + place)) + "\n"
                    + Style.safe(hit.get("snippet").text()).indent(6).stripTrailing());
        }
        return shown.isEmpty() ? "Nothing in the memory of " + answer.get("agentId").text() + " fits." : String.join("\n\n", shown);
    }
}
