package dev.chela.cli.command.channels;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says what to do: a token is typed into a file that only its owner reads, not into a command line that others may see. */
@Command(name = "add", description = "Say how to connect a channel, step by step.")
final class ChannelsAddCommand extends Question {
    @Parameters(index = "0", paramLabel = "CHANNEL", description = "Its id: telegram, …")
    private String channel;

    ChannelsAddCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("channels.status", Json.object());
    }

    @Override
    protected String words(Json answer) {
        List<String> steps = answer.get("channels").get(channel).get("setup").items().stream().map(Json::text).toList();
        if (steps.isEmpty()) {
            return "There is no channel '" + channel + "' here; there is "
                    + String.join(", ", answer.get("channelOrder").items().stream().map(Json::text).toList()) + ".";
        }
        List<String> lines = new ArrayList<>();
        for (int step = 1; step <= steps.size(); step++) {
            lines.add(step + ". " + steps.get(step - 1));
        }
        return String.join("\n", lines);
    }

    @Override
    protected int exitCode(Json answer) {
        return answer.get("channels").get(channel).get("setup").items().isEmpty() ? 1 : 0;
    }
}
