package dev.chela.cli.command;

import dev.chela.cli.Console;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;

/** A command that changes jobs. */
abstract class CronChange extends Question {
    CronChange(Console console) {
        super(console);
    }

    @Override
    Role role() {
        return Role.oneShot(Role.ADMIN);
    }

    static String next(Json job) {
        return job.get("nextRunAtMs").number().map(CronWords::time).orElse("when nobody knows");
    }
}
