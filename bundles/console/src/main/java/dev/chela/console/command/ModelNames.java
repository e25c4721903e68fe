package dev.chela.console.command;

import dev.chela.core.model.Models;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** The models that can be chosen. */
@Service
public final class ModelNames implements Completer {
    @Reference
    private Models models;

    @Override
    public int complete(Session shell, CommandLine line, List<String> candidates) {
        return new StringsCompleter(models.list().stream().map(offer -> offer.ref().toString()).toList()).complete(shell, line, candidates);
    }
}
