package dev.chela.cli.command.plugins;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Table;
import dev.chela.cli.ask.Times;
import dev.chela.cli.json.Json;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "top", description = "What each plugin has cost since it started, the busiest first; of one of them also its last mistakes.")
final class PluginsTopCommand extends Question {
    @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "Only this one, as chela plugins list shows it.")
    private String id = "";

    PluginsTopCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("plugins.top", id.isEmpty() ? Json.object() : Json.object("pluginId", id));
    }

    @Override
    protected String words(Json answer) {
        Table table = new Table(console(), "PLUGIN", "VERSION", "CALLS", "NOW", "FAULTS", "MS INSIDE", "MS CPU", "KB", "KB SENT", "KB RECEIVED", "TOKENS", "THREADS", "EARLIER", "");
        List<String> mishaps = new ArrayList<>();
        for (Json plugin : answer.get("plugins").items()) {
            table.row(plugin.get("id").text(), plugin.get("version").text(), plugin.get("calls").text(), plugin.get("running").text(),
                    plugin.get("faults").text(), plugin.get("insideMs").text(), plugin.get("processorMs").text(),
                    kilobytes(plugin.get("allocatedBytes")), kilobytes(plugin.get("sentBytes")), kilobytes(plugin.get("receivedBytes")), plugin.get("tokens").text(),
                    plugin.get("threads").text(), plugin.get("earlierGenerations").text(),
                    (plugin.get("restsUntil").number().map(until -> "rests until " + Times.time(until) + " ").orElse("") + plugin.get("lane").text()).strip());
            if (!id.isEmpty()) {
                plugin.get("mishaps").items().forEach(mishap -> mishaps.add(words(mishap, plugin.get("id").text())));
            }
        }
        return table.or(id.isEmpty() ? "No plugin offers anything that is called." : id + " offers nothing that is called.")
                + (mishaps.isEmpty() ? "" : "\n\n" + String.join("\n", mishaps));
    }

    private static String kilobytes(Json bytes) {
        return bytes.number().map(count -> String.valueOf(count / 1_000)).orElse("");
    }

    private static String words(Json mishap, String id) {
        StringBuilder text = new StringBuilder(mishap.get("at").number().map(Times::time).orElse("")).append("  ").append(id).append(' ')
                .append(mishap.get("version").text()).append(", ").append(mishap.get("what").text()).append(": ").append(mishap.get("fault").text());
        mishap.get("stack").items().forEach(line -> text.append("\n    ").append(line.text()));
        return text.toString();
    }
}
