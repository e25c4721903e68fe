package dev.chela.cli.command.gateway;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Facts;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Times;
import dev.chela.cli.ask.Version;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

@Command(name = "status", description = "Show whether a gateway answers, and what it would allow.")
final class GatewayStatusCommand extends Question {
    GatewayStatusCommand(Console console) {
        super(console);
    }

    @Override
    protected Role role() {
        return Role.probe();
    }

    @Override
    protected Json ask(Caller caller) {
        Json hello = caller.gateway().hello();
        return Json.object(
                "reachable", true,
                "url", caller.url(),
                "version", hello.at("server.version"),
                "protocol", hello.get("protocol"),
                "uptimeMs", hello.at("snapshot.uptimeMs"),
                "scopes", hello.at("auth.scopes"));
    }

    @Override
    protected String words(Json answer) {
        Facts facts = new Facts(console());
        facts.add("Gateway", answer.get("url").text() + " answers");
        facts.add("Version", answer.get("version").text() + ", protocol " + answer.get("protocol").text("unknown"));
        facts.add("Running for", Times.span(answer.get("uptimeMs")));
        String scopes = answer.get("scopes").items().stream().map(Json::text).collect(Collectors.joining(", "));
        facts.add("Allows", scopes.isEmpty() ? "nothing: connected, but without a scope" : scopes);
        return facts.toString();
    }
}
