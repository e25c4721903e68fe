package dev.chela.cli.command.gateway;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Facts;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

@Command(name = "health", description = "Ask the gateway whether it is well.")
public final class HealthCommand extends Question {
    public HealthCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("health", Json.ABSENT);
    }

    @Override
    protected int exitCode(Json answer) {
        return answer.get("ok").isTrue() ? 0 : Failure.FAILED;
    }

    @Override
    protected String words(Json answer) {
        Facts facts = new Facts(console());
        facts.add("Health", answer.get("ok").isTrue() ? "ok, in " + answer.get("durationMs").text("0") + " ms" : "not well");
        facts.add(
                "Agents",
                answer.get("agents").items().stream()
                        .map(agent -> agent.get("agentId").text())
                        .collect(Collectors.joining(", ")));
        facts.add("Sessions", answer.at("sessions.count").text());
        facts.add("Channels", String.join(", ", answer.get("channels").fields().keySet()));
        return facts.toString();
    }
}
