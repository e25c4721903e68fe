package dev.chela.cli.command.cron;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Facts;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Times;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "heartbeat", description = "Show what came of the last heartbeat, or stop all of them and let them begin again.")
final class SystemHeartbeatCommand extends Question {
    private static final String LAST = "last";
    private static final Set<String> CHANGES = Set.of("enable", "disable");

    @Parameters(index = "0", paramLabel = "last|enable|disable", description = "last, enable or disable.")
    private String what;

    SystemHeartbeatCommand(Console console) {
        super(console);
    }

    @Override
    protected Role role() {
        return Role.oneShot(what.equals(LAST) ? Role.READ : Role.ADMIN);
    }

    @Override
    protected Json ask(Caller caller) {
        if (what.equals(LAST)) {
            return caller.call("last-heartbeat", Json.object());
        }
        if (!CHANGES.contains(what)) {
            throw Failure.usage("\"" + what + "\" is none of last, enable and disable. See: chela system heartbeat --help");
        }
        return caller.call("set-heartbeats", Json.object("enabled", what.equals("enable")));
    }

    @Override
    protected String words(Json answer) {
        if (!what.equals(LAST)) {
            return answer.get("enabled").isTrue() ? "Heartbeats are on." : "Heartbeats are off, until they are enabled again.";
        }
        if (!answer.get("status").isPresent()) {
            return "There was no heartbeat yet.";
        }
        Facts facts = new Facts(console());
        facts.add("Heartbeat", answer.get("status").text());
        facts.add("When", Times.time(answer.get("ts")));
        facts.add("Agent", answer.get("agentId").text());
        facts.add("Why", answer.get("reason").text());
        facts.add("Sent to", answer.get("to").text());
        facts.add("Said", answer.get("preview").text());
        return facts.toString();
    }
}
