package dev.chela.core.turn.internal.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.core.json.Json;
import dev.chela.core.turn.Outlook;
import dev.chela.core.turn.Outlook.Part;
import dev.chela.core.turn.Outlook.Sizes;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /context}: of what the next prompt consists, and how much of it. */
@Component(service = Command.class)
public final class ContextOrder implements Command {
    private static final int CHARS_PER_TOKEN = 4;
    private static final int MOST = 10;

    private final Outlook outlook;

    @Activate
    public ContextOrder(@Reference Outlook outlook) {
        this.outlook = outlook;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("context", List.of(), "Shows what a prompt consists of: /context, /context detail, /context json", true);
    }

    @Override
    public String run(CommandCall call) {
        Sizes sizes = outlook.sizes(call.session());
        return switch (call.args().toLowerCase(Locale.ROOT)) {
            case "", "list" -> report(sizes, MOST);
            case "detail" -> report(sizes, Integer.MAX_VALUE);
            case "json" -> Json.write(tree(sizes));
            default -> "Use /context, /context detail or /context json.";
        };
    }

    private static String report(Sizes sizes, int most) {
        return "Next prompt for " + sizes.model() + (sizes.window() > 0 ? ", which reads " + tokens(sizes.window()) : "") + ":\n"
                + "System prompt: " + size(sum(sizes.system())) + "\n" + lines(sizes.system(), Integer.MAX_VALUE)
                + "Tools: " + sizes.tools().size() + ", " + size(sum(sizes.tools())) + "\n" + lines(largest(sizes.tools()), most)
                + "Conversation: " + sizes.messages() + " messages, about " + tokens(sizes.messageTokens())
                + (sizes.lastPrompt() > 0 ? "\nLast prompt, as counted: " + tokens(sizes.lastPrompt()) : "");
    }

    private static List<Part> largest(List<Part> parts) {
        return parts.stream().sorted(Comparator.comparingLong(Part::chars).reversed()).toList();
    }

    private static String lines(List<Part> parts, int most) {
        String more = parts.size() > most ? "- and " + (parts.size() - most) + " more: /context detail\n" : "";
        return parts.stream().limit(most).map(part -> "- " + part.name() + ": " + size(part.chars()) + "\n").collect(Collectors.joining()) + more;
    }

    private static long sum(List<Part> parts) {
        return parts.stream().mapToLong(Part::chars).sum();
    }

    private static String size(long chars) {
        return String.format(Locale.ROOT, "%,d characters, about ", chars) + tokens(chars / CHARS_PER_TOKEN);
    }

    private static String tokens(long count) {
        return String.format(Locale.ROOT, "%,d tokens", count);
    }

    private static ObjectNode tree(Sizes sizes) {
        ObjectNode tree = Json.object().put("model", sizes.model()).put("window", sizes.window()).put("messages", sizes.messages())
                .put("messageTokens", sizes.messageTokens()).put("lastPromptTokens", sizes.lastPrompt());
        tree.set("system", Json.tree(sizes.system()));
        tree.set("tools", Json.tree(sizes.tools()));
        return tree;
    }
}
