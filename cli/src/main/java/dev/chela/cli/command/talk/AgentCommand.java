package dev.chela.cli.command.talk;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.Interrupts;
import dev.chela.cli.Style;
import dev.chela.cli.ask.Access;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.json.Json;
import dev.chela.cli.target.Reasons;
import dev.chela.cli.wire.Gateway;
import dev.chela.cli.wire.Role;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "agent", description = "Run one turn of an agent and print its reply.")
public final class AgentCommand implements Callable<Integer> {
    private static final long MAX_FILE = 4L * 1024 * 1024;
    /** How much longer than the turn itself we wait for word of it. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Console console;

    @Mixin
    private Access access;

    @Option(names = {"-m", "--message"}, paramLabel = "TEXT", description = "What to say to the agent.")
    private String message;

    @Option(names = "--message-file", paramLabel = "FILE", description = "Read the message from a file of at most 4 MiB.")
    private Path messageFile;

    @Option(names = {"--session-key", "--session"}, paramLabel = "KEY", description = "The session, such as main.")
    private String session;

    @Option(names = "--session-id", paramLabel = "ID", description = "The session, by its id.")
    private String sessionId;

    @Option(names = "--agent", paramLabel = "ID", description = "The agent, when it is not the default one.")
    private String agent;

    @Option(names = "--model", paramLabel = "MODEL", description = "The model of this turn, as provider/model.")
    private String model;

    @Option(names = "--thinking", paramLabel = "LEVEL", description = "How hard to think, such as off, low, high.")
    private String thinking;

    @Option(names = "--timeout", paramLabel = "S", defaultValue = "600", description = "The turn's time limit in seconds.")
    private int timeout;

    @Option(names = "--json", description = "Print the gateway's whole answer.")
    private boolean json;

    public AgentCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        String runId = UUID.randomUUID().toString();
        Json params = params(runId, text());
        Duration patience = Duration.ofSeconds(timeout).plus(GRACE);
        try (Caller caller = new Caller(access.connector(console), Role.oneShot(Role.WRITE), patience)) {
            Abort abort = new Abort(caller.gateway(), runId, session);
            Interrupts.Registration interrupt = console.interrupts().onInterrupt(() -> abort.run(console.err()));
            try {
                Gateway.LongRequest turn = caller.gateway().requestUntilFinal("agent", params);
                abort.watch(turn);
                return await(caller, turn, abort);
            } finally {
                interrupt.close();
            }
        }
    }

    private int await(Caller caller, Gateway.LongRequest turn, Abort abort) {
        try {
            Json answer = caller.await("agent", turn.answer());
            return abort.happened() ? Failure.INTERRUPTED : print(answer);
        } catch (Failure e) {
            // A run that was aborted may well end in an error; the person who aborted it knows.
            if (abort.happened()) {
                return Failure.INTERRUPTED;
            }
            throw e;
        }
    }

    private Json params(String runId, String text) {
        return Json.object(
                "message", text,
                "agentId", agent,
                "sessionKey", session,
                "sessionId", sessionId,
                "model", model,
                "thinking", thinking,
                "deliver", false,
                "timeout", timeout,
                "idempotencyKey", runId);
    }

    private String text() {
        if (message != null && messageFile != null) {
            throw Failure.usage("Give either --message or --message-file, not both.");
        }
        String text = messageFile != null ? read(messageFile) : message;
        if (text == null || text.isBlank()) {
            throw Failure.usage("Nothing to say: give --message TEXT or --message-file FILE.");
        }
        return text;
    }

    private static String read(Path file) {
        try {
            long size = Files.size(file);
            if (size > MAX_FILE) {
                throw Failure.usage("--message-file " + file + " has " + size + " bytes; at most " + MAX_FILE + " are sent.");
            }
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw Failure.usage("--message-file " + file + " is not UTF-8 text.");
        } catch (IOException e) {
            throw Failure.usage("Cannot read --message-file " + file + ": " + Reasons.of(e) + ".");
        }
    }

    private int print(Json answer) {
        if (json) {
            console.out().println(answer.pretty());
        } else {
            String reply = reply(answer);
            console.out().println(reply.isEmpty() ? "No reply." : Style.safe(reply));
        }
        return succeeded(answer) ? 0 : Failure.FAILED;
    }

    private static String reply(Json answer) {
        List<Json> payloads = answer.at("result.payloads").items();
        return payloads.stream()
                .map(AgentCommand::words)
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining("\n"));
    }

    private static String words(Json payload) {
        String media = payload.get("mediaUrl").text();
        String text = payload.get("text").text();
        return media.isEmpty() ? text : text + (text.isEmpty() ? "" : "\n") + "MEDIA: " + media;
    }

    private boolean succeeded(Json answer) {
        String status = answer.get("status").text("ok");
        if (status.equals("ok")) {
            return true;
        }
        console.err().println("error: The turn ended with " + status + ": " + answer.get("summary").text("no summary") + ".");
        return false;
    }
}
