package dev.chela.cli.command.cron;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Times;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;

/** A command that changes jobs. */
abstract class CronChange extends Question {
    CronChange(Console console) {
        super(console);
    }

    @Override
    protected Role role() {
        return Role.oneShot(Role.ADMIN);
    }

    static String next(Json job) {
        return job.get("nextRunAtMs").number().map(Times::time).orElse("when nobody knows");
    }
}
