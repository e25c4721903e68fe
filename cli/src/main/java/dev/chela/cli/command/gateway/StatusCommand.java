package dev.chela.cli.command.gateway;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Facts;
import dev.chela.cli.ask.ModelName;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Times;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;

@Command(name = "status", description = "Show whether the gateway runs, and what it is doing.")
public final class StatusCommand extends Question {
    public StatusCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        Json hello = caller.gateway().hello();
        Json gateway = Json.object(
                "reachable", true,
                "url", caller.url(),
                "version", hello.at("server.version"),
                "uptimeMs", hello.at("snapshot.uptimeMs"));
        return Json.object(
                "gateway", gateway,
                "status", caller.call("status", Json.object("includeChannelSummary", true)),
                "presence", caller.call("system-presence", Json.ABSENT));
    }

    @Override
    protected String words(Json answer) {
        Json status = answer.get("status");
        Json defaults = status.at("sessions.defaults");
        Facts facts = new Facts(console());
        facts.add("Gateway", answer.at("gateway.url").text() + ", version " + answer.at("gateway.version").text("unknown"));
        facts.add("Running for", Times.span(answer.at("gateway.uptimeMs")));
        facts.add("Model", ModelName.reference(defaults.get("modelProvider").text(), defaults.get("model").text()));
        facts.add("Agent", status.at("heartbeat.defaultAgentId").text());
        facts.add("Sessions", status.at("sessions.count").text());
        status.get("channelSummary").items().forEach(line -> facts.add("Channel", line.text()));
        facts.add("Connected", String.valueOf(answer.get("presence").items().size()));
        return facts.toString();
    }
}
