package dev.chela.cli.command.cron;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "add", aliases = "create", description = "Add a job.")
final class CronAddCommand extends CronChange {
    @Parameters(index = "0", arity = "0..1", paramLabel = "SCHEDULE", description = "\"0 9 * * 1\", \"every 1h\", 20m; or the name when --at, --every, --cron or --on-exit say when.")
    private String first;

    @Parameters(index = "1", arity = "0..1", paramLabel = "MESSAGE", description = "Say this to the agent.")
    private String second;

    @Mixin
    private CronWhen when;

    @Mixin
    private CronWhat what;

    @Mixin
    private CronPolicy policy;

    @Option(names = "--name", paramLabel = "NAME", description = "What it is called.")
    private String name;

    @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
    private String description;

    @Option(names = "--declaration-key", paramLabel = "KEY", description = "Under which the same job is found again and becomes this one.")
    private String key;

    @Option(names = "--agent", paramLabel = "ID", description = "Which agent; the first when not said.")
    private String agent;

    @Option(names = "--session", paramLabel = "TARGET", description = "main, isolated, current, or session:KEY.")
    private String session;

    @Option(names = "--session-key", paramLabel = "KEY", description = "The conversation that it belongs to.")
    private String sessionKey;

    @Option(names = "--wake", paramLabel = "MODE", description = "now, or next-heartbeat: with the agent's next heartbeat.", defaultValue = "now")
    private String wake;

    @Option(names = "--disabled", description = "Not yet.")
    private boolean disabled;

    @Option(names = "--delete-after-run", description = "Remove it when it has run; that is so for --at.")
    private boolean delete;

    @Option(names = "--keep-after-run", description = "Keep it, disabled, when it has run.")
    private boolean keep;

    CronAddCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        boolean named = when.said();
        Json schedule = when.schedule(named ? null : first)
                .orElseThrow(() -> Failure.usage("Say when: chela cron add --every 1h --message \"…\", or --at, --cron, --on-exit"));
        Json payload = what.payload(second).orElseThrow(() -> Failure.usage("Say what: --message, --system-event or --command"));
        boolean event = payload.get("kind").text().equals("systemEvent");
        String target = session != null ? session : event ? "main" : "isolated";
        String called = name != null ? name : named && first != null ? first : payload.get("message").text(payload.get("text").text("command"));
        Boolean once = delete ? Boolean.TRUE : keep ? Boolean.FALSE : null;
        return caller.call("cron.add", Json.object("name", called.lines().findFirst().orElse("job"), "description", description,
                "declarationKey", key, "agentId", agent, "sessionKey", sessionKey, "enabled", !disabled, "deleteAfterRun", once,
                "schedule", schedule, "sessionTarget", target, "wakeMode", wake, "payload", payload,
                "delivery", what.delivery().orElse(event ? null : Json.object("mode", "announce", "channel", "last")),
                "policy", policy.policy().orElse(null)));
    }

    @Override
    protected String words(Json answer) {
        Json job = answer.get("job").isPresent() ? answer.get("job") : answer;
        return "Job " + job.get("id").text() + " \"" + job.get("name").text() + "\": " + CronWords.when(job.get("schedule")) + ", next " + next(job) + ".";
    }
}
