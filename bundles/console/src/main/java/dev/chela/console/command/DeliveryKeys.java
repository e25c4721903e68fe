package dev.chela.console.command;

import dev.chela.core.outbox.Outbox;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** The keys of what did not arrive. */
@Service
public final class DeliveryKeys implements Completer {
    @Reference
    private Outbox outbox;

    @Override
    public int complete(Session shell, CommandLine line, List<String> candidates) {
        List<String> keys = outbox.undelivered(DeliveriesCommand.MOST).stream().map(held -> held.parcel().key().value()).toList();
        return new StringsCompleter(keys).complete(shell, line, candidates);
    }
}
