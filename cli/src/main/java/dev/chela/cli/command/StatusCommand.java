package dev.chela.cli.command;

import dev.chela.cli.Console;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "status", description = "Show whether the gateway runs, and what it is doing.")
final class StatusCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private Access access;

    @Option(names = "--timeout", paramLabel = "MS", defaultValue = "10000", description = "How long to wait, in milliseconds.")
    private long timeout;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Caller caller = new Caller(access.connector(console), Role.oneShot(Role.READ))) {
            Duration patience = Duration.ofMillis(timeout);
            Json status = caller.call("status", Json.object("includeChannelSummary", !json), patience);
            Json presence = caller.call("system-presence", Json.ABSENT, patience);
            String url = access.target(console).url().toString();
            Json hello = caller.gateway().hello();
            console.out().println(json ? document(url, hello, status, presence).pretty() : words(url, hello, status, presence));
        }
        return 0;
    }

    private static Json document(String url, Json hello, Json status, Json presence) {
        Json gateway = Json.object(
                "reachable", true,
                "url", url,
                "version", hello.at("server.version"),
                "uptimeMs", hello.at("snapshot.uptimeMs"));
        return Json.object("gateway", gateway, "status", status, "presence", presence);
    }

    private String words(String url, Json hello, Json status, Json presence) {
        Facts facts = new Facts(console.style());
        facts.add("Gateway", url + ", version " + hello.at("server.version").text("unknown"));
        hello.at("snapshot.uptimeMs").number().ifPresent(millis -> facts.add("Running for", Ago.words(Duration.ofMillis(millis))));
        Json defaults = status.at("sessions.defaults");
        facts.add("Model", Models.reference(defaults.get("modelProvider").text(), defaults.get("model").text()));
        facts.add("Agent", status.at("heartbeat.defaultAgentId").text());
        facts.add("Sessions", status.at("sessions.count").text());
        status.get("channelSummary").items().forEach(line -> facts.add("Channel", line.text()));
        facts.add("Connected", String.valueOf(presence.items().size()));
        return facts.toString();
    }
}
