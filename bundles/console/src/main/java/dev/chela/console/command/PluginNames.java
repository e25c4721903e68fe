package dev.chela.console.command;

import dev.chela.core.plugin.Plugins;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** The ids of the plugins, those that are put aside and those of the boot set among them. */
@Service
public final class PluginNames implements Completer {
    @Reference
    private Plugins plugins;

    @Override
    public int complete(Session shell, CommandLine line, List<String> candidates) {
        Stream<String> added = Stream.concat(plugins.list().stream().map(each -> each.generation().id()),
                plugins.disabled().stream().map(each -> each.generation().id()));
        List<String> all = Stream.concat(added, plugins.builtin().stream().map(Plugins.Builtin::id)).distinct().toList();
        return new StringsCompleter(all).complete(shell, line, candidates);
    }
}
