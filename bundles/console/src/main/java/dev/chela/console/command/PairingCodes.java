package dev.chela.console.command;

import dev.chela.core.access.Pairings;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** The codes of those who wait to be let in. */
@Service
public final class PairingCodes implements Completer {
    @Reference
    private Pairings pairings;

    @Override
    public int complete(Session shell, CommandLine line, List<String> candidates) {
        return new StringsCompleter(pairings.pending().stream().map(Pairings.Request::code).toList()).complete(shell, line, candidates);
    }
}
