package dev.chela.console.command;

import dev.chela.api.fault.Permanent;
import dev.chela.core.tool.ToolSpec;
import dev.chela.core.tool.Tools;
import java.io.PrintStream;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

@Service
@Command(scope = "chela", name = "tools", description = "Lists the tools that are installed, or describes one.")
public final class ToolsCommand extends HouseCommand {
    @Argument(name = "tool", description = "One tool, to be described with its arguments.")
    @Completion(ToolNames.class)
    private @Nullable String name;

    @Reference
    private Tools tools;

    @Override
    void run(PrintStream out) {
        if (name != null) {
            describe(tools.find(name).orElseThrow(() -> new Permanent("There is no tool '" + name + "'. See: chela:tools")), out);
            return;
        }
        Table table = new Table("There are no tools.", "Tool", "Effect", "Bundle", "Description");
        tools.all().forEach(tool -> table.row(tool.name(), effect(tool), tool.guest().plugin(), tool.description()));
        print(table, out);
    }

    private static void describe(ToolSpec tool, PrintStream out) {
        out.println(tool.name() + ", " + effect(tool) + ", of " + tool.guest());
        out.println(Plain.text(tool.description()));
        out.println(tool.schema().toPrettyString());
    }

    private static String effect(ToolSpec tool) {
        return tool.effect().name().toLowerCase(Locale.ROOT);
    }
}
