package dev.chela.cli.command.cron;

import dev.chela.cli.Failure;
import dev.chela.cli.json.Json;
import dev.chela.cli.json.JsonText;
import dev.chela.cli.json.MalformedJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a job does, and where its result goes, as it is typed. */
final class CronWhat {
    @Option(names = "--message", paramLabel = "TEXT", description = "Say this to the agent.")
    private String message;

    @Option(names = "--system-event", paramLabel = "TEXT", description = "Tell this to the main conversation.")
    private String event;

    @Option(names = "--command", paramLabel = "SHELL", description = "Run this on the gateway's machine, by sh -lc.")
    private String command;

    @Option(names = "--command-argv", paramLabel = "JSON", description = "Run these words, a JSON list.")
    private String argv;

    @Option(names = "--command-cwd", paramLabel = "DIR", description = "Where the command runs; in the agent's workspace when not said.")
    private String directory;

    @Option(names = "--command-env", paramLabel = "KEY=VALUE", description = "A variable of the command. May be said again.")
    private List<String> variables = List.of();

    @Option(names = "--command-input", paramLabel = "TEXT", description = "What the command reads.")
    private String input;

    @Option(names = "--output-max-bytes", paramLabel = "N", description = "How much of its output is kept.")
    private Long most;

    @Option(names = "--timeout-seconds", paramLabel = "N", description = "How long a run may take; 0 for as long as it does.")
    private Long timeout;

    @Option(names = "--model", paramLabel = "MODEL", description = "Another model than the agent's.")
    private String model;

    @Option(names = "--thinking", paramLabel = "LEVEL", description = "How hard the model is to think.")
    private String thinking;

    @Option(names = "--tools", paramLabel = "LIST", description = "The only tools that may be used, with commas between them.")
    private String tools;

    @Option(names = "--announce", description = "Send the result over a channel.")
    private boolean announce;

    @Option(names = "--no-deliver", description = "Send the result nowhere.")
    private boolean silent;

    @Option(names = "--webhook", paramLabel = "URL", description = "POST the result there.")
    private String webhook;

    @Option(names = "--channel", paramLabel = "CHANNEL", description = "Over this one; the last that somebody wrote over when not said.")
    private String channel;

    @Option(names = "--to", paramLabel = "TARGET", description = "To whom.")
    private String to;

    @Option(names = "--account", paramLabel = "ID", description = "By this account of the channel.")
    private String account;

    @Option(names = "--thread-id", paramLabel = "ID", description = "Into this thread.")
    private String thread;

    /** Empty when nothing was said. @param words in place of --message; null for none */
    Optional<Json> payload(String words) {
        String said = words == null ? message : words;
        int kinds = (said == null ? 0 : 1) + (event == null ? 0 : 1) + (command == null ? 0 : 1) + (argv == null ? 0 : 1);
        if (kinds > 1) {
            throw Failure.usage("Say only one of --message, --system-event, --command and --command-argv.");
        }
        if (event != null) {
            return Optional.of(Json.object("kind", "systemEvent", "text", event));
        }
        if (command != null || argv != null) {
            return Optional.of(Json.object("kind", "command", "argv", words(), "cwd", directory, "env", environment(), "input", input,
                    "timeoutSeconds", timeout, "outputMaxBytes", most));
        }
        boolean turn = said != null || model != null || thinking != null || tools != null;
        return turn ? Optional.of(Json.object("kind", "agentTurn", "message", said, "model", model, "thinking", thinking,
                "timeoutSeconds", timeout, "toolsAllow", tools == null ? null : List.of(tools.split("\\s*,\\s*")))) : Optional.empty();
    }

    private Object words() {
        if (command != null) {
            return List.of("sh", "-lc", command);
        }
        try {
            return JsonText.parse(argv);
        } catch (MalformedJson e) {
            throw Failure.usage("--command-argv is not a JSON list: " + e.where());
        }
    }

    private Map<String, Object> environment() {
        Map<String, Object> environment = new LinkedHashMap<>();
        for (String variable : variables) {
            int sign = variable.indexOf('=');
            if (sign < 1) {
                throw Failure.usage("--command-env \"" + variable + "\" must be KEY=VALUE");
            }
            environment.put(variable.substring(0, sign), variable.substring(sign + 1));
        }
        return environment.isEmpty() ? null : environment;
    }

    /** Empty when nothing was said. */
    Optional<Json> delivery() {
        if (silent) {
            return Optional.of(Json.object("mode", "none"));
        }
        if (webhook != null) {
            return Optional.of(Json.object("mode", "webhook", "to", webhook));
        }
        boolean said = announce || channel != null || to != null || account != null || thread != null;
        return said ? Optional.of(Json.object("mode", "announce", "channel", channel == null ? "last" : channel, "to", to,
                "accountId", account, "threadId", thread)) : Optional.empty();
    }
}
