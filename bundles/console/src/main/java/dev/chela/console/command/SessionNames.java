package dev.chela.console.command;

import dev.chela.core.session.Sessions;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** The keys of the conversations. */
@Service
public final class SessionNames implements Completer {
    @Reference
    private Sessions sessions;

    @Override
    public int complete(Session shell, CommandLine line, List<String> candidates) {
        return new StringsCompleter(sessions.glances().stream().map(session -> session.key().value()).toList()).complete(shell, line, candidates);
    }
}
