package dev.chela.console.command;

import dev.chela.api.fault.Permanent;
import dev.chela.core.outbox.Outbox;
import dev.chela.core.outbox.Outbox.Held;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

@Service
@Command(scope = "chela", name = "deliveries", description = "Lists what did not arrive or still waits, sends one again or gives it up.")
public final class DeliveriesCommand extends HouseCommand {
    static final int MOST = 100;

    @Argument(index = 0, name = "what", description = "list, waiting, resend or dismiss")
    @Completion(value = StringsCompleter.class, values = {"list", "waiting", "resend", "dismiss"})
    private String what = "list";

    @Argument(index = 1, name = "key", description = "As the list shows it")
    @Completion(DeliveryKeys.class)
    private @Nullable String key;

    @Reference
    private Outbox outbox;

    @Override
    void run(PrintStream out) {
        switch (what) {
            case "list" -> list("Everything arrived.", outbox.undelivered(MOST), out);
            case "waiting" -> list("Nothing waits.", outbox.open(MOST), out);
            case "resend" -> decided(outbox.resend(named()), "On the way again.", out);
            case "dismiss" -> decided(outbox.dismiss(named()), "Given up.", out);
            default -> throw new Permanent("'" + what + "' is none of list, waiting, resend, dismiss");
        }
    }

    private void list(String none, List<Held> deliveries, PrintStream out) {
        Table table = new Table(none, "Key", "Channel", "To", "State", "Tried", "When", "Why");
        deliveries.forEach(each -> table.row(each.parcel().key().value(), each.parcel().channel() + "/" + each.parcel().account(),
                each.parcel().out().to().id(), each.state().name().toLowerCase(Locale.ROOT), each.attempt(), Instant.ofEpochMilli(each.queuedAt()), each.why()));
        print(table, out);
    }

    private void decided(boolean done, String said, PrintStream out) {
        if (!done) {
            throw new Permanent("nothing is undelivered under the key '" + key + "'; chela:deliveries lists what is");
        }
        out.println(said);
    }

    private String named() {
        if (key == null) {
            throw new Permanent("say which; chela:deliveries lists them");
        }
        return key;
    }
}
