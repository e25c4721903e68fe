package dev.chela.console.command;

import dev.chela.core.tool.ToolSpec;
import dev.chela.core.tool.Tools;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** The names of the tools. */
@Service
public final class ToolNames implements Completer {
    @Reference
    private Tools tools;

    @Override
    public int complete(Session shell, CommandLine line, List<String> candidates) {
        return new StringsCompleter(tools.all().stream().map(ToolSpec::name).toList()).complete(shell, line, candidates);
    }
}
