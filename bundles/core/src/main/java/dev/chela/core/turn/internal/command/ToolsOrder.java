package dev.chela.core.turn.internal.command;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.core.text.Excerpt;
import dev.chela.core.turn.Outlook;
import dev.chela.core.turn.Outlook.Described;
import java.util.List;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /tools}: what the assistant can use here. */
@Component(service = Command.class)
public final class ToolsOrder implements Command {
    private static final int LONGEST = 120;

    private final Outlook outlook;

    @Activate
    public ToolsOrder(@Reference Outlook outlook) {
        this.outlook = outlook;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("tools", List.of(), "Lists the tools that I can use here: /tools, /tools verbose", true);
    }

    @Override
    public String run(CommandCall call) {
        List<Described> tools = outlook.tools(call.session());
        if (tools.isEmpty()) {
            return "There are no tools here.";
        }
        return call.args().equalsIgnoreCase("verbose")
                ? tools.stream().map(tool -> tool.name() + ": " + line(tool.description())).collect(Collectors.joining("\n"))
                : tools.stream().map(Described::name).collect(Collectors.joining(", "));
    }

    private static String line(String text) {
        return Excerpt.of(text.strip().lines().findFirst().orElse(""), LONGEST);
    }
}
