package dev.chela.cli.command.channels;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Table;
import dev.chela.cli.json.Json;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "status", description = "Show the channels and their accounts.")
final class ChannelsStatusCommand extends Question {
    @Option(names = "--probe", description = "Ask each channel's platform as well.")
    private boolean probe;

    ChannelsStatusCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("channels.status", Json.object("probe", probe));
    }

    @Override
    protected String words(Json answer) {
        Table table = new Table(console(), "CHANNEL", "ACCOUNT", "STATE", "REFUSED", "WHAT TO DO");
        for (Json id : answer.get("channelOrder").items()) {
            String label = answer.get("channelLabels").get(id.text()).text(id.text());
            for (Json account : answer.get("channelAccounts").get(id.text()).items()) {
                table.row(label, account.get("accountId").text(), state(account),
                        account.get("refused").items().stream().map(Json::text).collect(Collectors.joining(", ")), advice(account));
            }
        }
        return table.or("No channels are configured.");
    }

    /** What the platform just said is newer than what the account knew. */
    private static String advice(Json account) {
        return account.get("probe").get("advice").text(account.get("advice").text());
    }

    private static String state(Json account) {
        Json probe = account.get("probe");
        if (!probe.get("detail").text().isEmpty()) {
            return (probe.get("ok").isTrue() ? "well: " : "not well: ") + probe.get("detail").text();
        }
        if (!account.get("connected").isTrue() && !account.get("detail").text().isEmpty()) {
            return account.get("healthState").text() + ": " + account.get("detail").text();
        }
        String fault = account.get("lastError").text();
        if (!fault.isEmpty()) {
            return "failed: " + fault;
        }
        if (account.get("connected").isTrue()) {
            return "connected";
        }
        return account.get("running").isTrue() ? "running" : account.get("configured").isTrue() ? "stopped" : "not configured";
    }
}
