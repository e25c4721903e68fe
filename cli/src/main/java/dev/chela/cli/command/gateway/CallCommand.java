package dev.chela.cli.command.gateway;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.ask.Access;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.json.Json;
import dev.chela.cli.json.JsonText;
import dev.chela.cli.json.MalformedJson;
import dev.chela.cli.wire.Role;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "call", description = "Call a method of the gateway and print its answer.")
public final class CallCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private Access access;

    @Parameters(index = "0", paramLabel = "METHOD", description = "Such as health, sessions.list, chat.history.")
    private String method;

    @Parameters(index = "1", arity = "0..1", paramLabel = "JSON", description = "The parameters, a JSON object.")
    private String positional;

    @Option(names = "--params", paramLabel = "JSON", description = "The parameters, another way to give them.")
    private String params;

    @Option(names = "--expect-final", description = "Wait for the final answer of a method that first says accepted.")
    private boolean untilFinal;

    @Option(names = "--timeout", paramLabel = "MS", defaultValue = "10000", description = "How long to wait, in milliseconds.")
    private long timeout;

    @Option(names = "--json", description = "Print the answer on one line.")
    private boolean json;

    public CallCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Json parsed = parse(params != null ? params : positional);
        Duration patience = Duration.ofMillis(timeout);
        try (Caller caller = new Caller(access.connector(console), Role.oneShot(Scopes.of(method)), patience)) {
            Json answer = untilFinal
                    ? caller.await(method, caller.gateway().requestUntilFinal(method, parsed).answer())
                    : caller.call(method, parsed);
            console.out().println(json ? answer : answer.pretty());
        }
        return 0;
    }

    private Json parse(String text) {
        if (text == null) {
            return Json.ABSENT;
        }
        try {
            Json value = JsonText.parse(text);
            if (value.isObject()) {
                return value;
            }
        } catch (MalformedJson e) {
            throw Failure.usage("The parameters of " + method + " are not valid JSON: " + e.where());
        }
        throw Failure.usage("The parameters of " + method + " must be a JSON object such as {\"limit\": 5}, not " + text);
    }
}
