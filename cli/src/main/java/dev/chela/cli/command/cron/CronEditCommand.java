package dev.chela.cli.command.cron;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "edit", description = "Change what is said of a job, and nothing else.")
final class CronEditCommand extends CronChange {
    @Parameters(index = "0", paramLabel = "ID", description = "As chela cron list shows it.")
    private String id;

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

    @Option(names = "--agent", paramLabel = "ID", description = "Which agent.")
    private String agent;

    @Option(names = "--session", paramLabel = "TARGET", description = "main, isolated, current, or session:KEY.")
    private String session;

    @Option(names = "--wake", paramLabel = "MODE", description = "now or next-heartbeat.")
    private String wake;

    @Option(names = "--enable", description = "Use it.")
    private boolean enable;

    @Option(names = "--disable", description = "Do not use it.")
    private boolean disable;

    CronEditCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        if (enable && disable) {
            throw Failure.usage("--enable and --disable do not go together.");
        }
        Map<String, Object> patch = new LinkedHashMap<>();
        put(patch, "name", name);
        put(patch, "description", description);
        put(patch, "agentId", agent);
        put(patch, "sessionTarget", session);
        put(patch, "wakeMode", wake);
        put(patch, "enabled", enable ? Boolean.TRUE : disable ? Boolean.FALSE : null);
        when.schedule(null).ifPresent(schedule -> patch.put("schedule", schedule));
        what.payload(null).ifPresent(payload -> patch.put("payload", payload));
        what.delivery().ifPresent(delivery -> patch.put("delivery", delivery));
        policy.policy().ifPresent(rules -> patch.put("policy", rules));
        if (patch.isEmpty()) {
            throw Failure.usage("Say what to change; chela cron edit --help lists what can be said.");
        }
        return caller.call("cron.update", Json.object("id", id, "patch", Json.of(patch)));
    }

    private static void put(Map<String, Object> patch, String key, Object value) {
        if (value != null) {
            patch.put(key, value);
        }
    }

    @Override
    protected String words(Json job) {
        return "Job " + job.get("id").text() + " \"" + job.get("name").text() + "\": " + CronWords.when(job.get("schedule"))
                + (job.get("enabled").isTrue() ? ", next " + next(job) : ", disabled") + ".";
    }
}
