package dev.chela.cli.command.gateway;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.Interrupts;
import dev.chela.cli.Style;
import dev.chela.cli.ask.Access;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "logs", description = "Show the gateway's log.")
public final class LogsCommand implements Callable<Integer> {
    private static final long POLL_MILLIS = 500;
    private static final int MAX_BYTES = 250_000;

    private final Console console;
    private final CountDownLatch stopped = new CountDownLatch(1);

    @Mixin
    private Access access;

    @Option(names = {"-f", "--follow"}, description = "Go on with new lines until Ctrl-C.")
    private boolean follow;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "200", description = "At most so many lines.")
    private int limit;

    @Option(names = "--json", description = "Print the gateway's answer, one JSON document per answer.")
    private boolean json;

    public LogsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Interrupts.Registration interrupt = console.interrupts().onInterrupt(stopped::countDown);
        try (Caller caller = new Caller(access.connector(console), Role.oneShot(Role.READ), Duration.ofSeconds(10))) {
            Json page = tail(caller, Json.ABSENT);
            print(page, false);
            while (follow && !interrupted()) {
                page = tail(caller, page.get("cursor"));
                print(page, true);
            }
        } catch (Failure e) {
            throw e.type().equals(Failure.UNREACHABLE) ? Failure.unreachable(e.getMessage() + file()) : e;
        } finally {
            interrupt.close();
        }
        return 0;
    }

    private String file() {
        return access.isElsewhere() ? "" : "\nWhat it wrote before is in " + console.surroundings().home().resolve("logs") + ".";
    }

    private Json tail(Caller caller, Json cursor) {
        return caller.call("logs.tail", Json.object("cursor", cursor, "limit", limit, "maxBytes", MAX_BYTES));
    }

    private boolean interrupted() {
        try {
            return stopped.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void print(Json page, boolean onlyNews) {
        List<Json> lines = page.get("lines").items();
        if (json && !(onlyNews && lines.isEmpty())) {
            console.out().println(follow ? page : page.pretty());
        } else if (!json) {
            sayWhatIsMissing(page);
            lines.forEach(line -> console.out().println(Style.safe(LogLine.of(line.text()))));
        }
    }

    private void sayWhatIsMissing(Json page) {
        if (page.get("reset").isTrue()) {
            console.warn("the log file was rotated; some lines may be missing");
        }
    }
}
