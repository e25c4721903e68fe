package dev.chela.cli.command.deliveries;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** A decision about one delivery that did not arrive, or about all of them. */
abstract class DeliveriesChange extends Question {
    @Parameters(index = "0", arity = "0..1", paramLabel = "KEY", description = "As chela deliveries shows it.")
    private @Nullable String key;

    DeliveriesChange(Console console) {
        super(console);
    }

    final Json which() {
        return Json.object("key", key);
    }

    @Override
    protected Role role() {
        return Role.oneShot(Role.ADMIN);
    }

    static String deliveries(Json count) {
        long many = count.number().orElse(0L);
        return many + (many == 1 ? " delivery" : " deliveries");
    }
}
