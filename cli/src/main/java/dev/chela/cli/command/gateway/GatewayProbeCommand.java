package dev.chela.cli.command.gateway;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Facts;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import java.util.List;
import picocli.CommandLine.Command;

@Command(name = "probe", description = "Try what every client needs of a gateway, and time it.")
final class GatewayProbeCommand extends Question {
    private static final List<String> METHODS = List.of("health", "status", "system-presence", "config.get");

    GatewayProbeCommand(Console console) {
        super(console);
    }

    @Override
    protected Role role() {
        return Role.probe();
    }

    @Override
    protected Json ask(Caller caller) {
        List<Json> tries = METHODS.stream().map(method -> attempt(caller, method)).toList();
        boolean ok = tries.stream().allMatch(tried -> tried.get("ok").isTrue());
        return Json.object("ok", ok, "url", caller.url(), "methods", tries);
    }

    private static Json attempt(Caller caller, String method) {
        long start = System.nanoTime();
        try {
            caller.call(method, Json.ABSENT);
            return Json.object("method", method, "ok", true, "ms", (System.nanoTime() - start) / 1_000_000);
        } catch (Failure e) {
            return Json.object("method", method, "ok", false, "error", e.getMessage());
        }
    }

    @Override
    protected int exitCode(Json answer) {
        return answer.get("ok").isTrue() ? 0 : Failure.FAILED;
    }

    @Override
    protected String words(Json answer) {
        Facts facts = new Facts(console());
        facts.add("Gateway", answer.get("url").text() + " answers");
        for (Json tried : answer.get("methods").items()) {
            facts.add(tried.get("method").text(), tried.get("error").text("ok, " + tried.get("ms").text() + " ms"));
        }
        return facts.toString();
    }
}
