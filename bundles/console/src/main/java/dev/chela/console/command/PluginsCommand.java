package dev.chela.console.command;

import dev.chela.api.task.Clock;
import dev.chela.core.plugin.Plugins;
import java.io.PrintStream;
import java.time.Duration;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(scope = "chela", name = "plugins", description = "Lists the plugins of deploy/, and those that were refused, with the reason.")
public final class PluginsCommand extends HouseCommand {
    @Reference
    private Plugins plugins;

    @Reference
    private Clock clock;

    @Override
    void run(PrintStream out) {
        if (!plugins.list().isEmpty() || plugins.refused().isEmpty()) {
            Table table = new Table("deploy/ holds no plugin. Copy a jar there, and it is live within a second.",
                    "Plugin", "Version", "Build", "Bundle", "Running", "Faults", "Brings");
            plugins.list().forEach(plugin -> table.row(plugin.generation().id(), plugin.generation().version(),
                    plugin.generation().sha256().substring(0, 8), plugin.bundle(),
                    Plain.time(Duration.between(plugin.since(), clock.now())), plugin.faults(),
                    String.join(", ", plugin.provides())));
            print(table, out);
        }
        plugins.list().stream().filter(plugin -> !plugin.works())
                .forEach(plugin -> out.println(Plain.line(plugin.file() + " does not work: " + plugin.problem())));
        plugins.builtin().stream().filter(plugin -> !plugin.problem().isEmpty())
                .forEach(plugin -> out.println(Plain.line(plugin.id() + " of the boot set does not work: " + plugin.problem())));
        plugins.disabled().forEach(disabled -> out.println(Plain.line(disabled.generation() + " is disabled: its jar lies in deploy/ as "
                + disabled.file() + ".disabled")));
        plugins.refused().forEach(refused -> out.println(Plain.line(refused.file() + " was refused: " + refused.reason())));
    }
}
