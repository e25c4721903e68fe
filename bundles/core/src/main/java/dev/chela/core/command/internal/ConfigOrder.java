package dev.chela.core.command.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.core.command.OwnerOnly;
import dev.chela.core.config.Config;
import dev.chela.core.config.ConfigEditor;
import dev.chela.core.json.Json;
import dev.chela.core.text.Excerpt;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@code /config}: reads and writes the configuration, where {@code commands.config} lets the owner do it by messages. */
@Component(service = Command.class)
public final class ConfigOrder implements Command {
    private static final String USAGE = "Use /config show|get PATH|set PATH VALUE|unset PATH.";
    private static final int LONGEST = 3_000;

    private final ConfigEdits edits;

    @Activate
    public ConfigOrder(@Reference Config config, @Reference ConfigEditor editor) {
        this.edits = new ConfigEdits(config, editor);
    }

    @Deactivate
    public void close() {
        edits.close();
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("config", List.of(), "Shows or changes the configuration: /config show|get|set|unset (owner, with commands.config)", true);
    }

    @Override
    public String run(CommandCall call) {
        OwnerOnly.check(call);
        if (!edits.allowed()) {
            return ConfigEdits.CLOSED;
        }
        String[] words = call.args().split("\\s+", 3);
        String path = words.length > 1 ? words[1] : "";
        return switch (words[0].toLowerCase(Locale.ROOT)) {
            case "show", "get" -> shown(path);
            case "set" -> words.length < 3 ? USAGE : edits.set(path, ConfigEdits.value(words[2]));
            case "unset" -> path.isEmpty() ? USAGE : edits.set(path, Json.object().nullNode());
            default -> USAGE;
        };
    }

    /** Secrets are not in it. */
    private String shown(String path) {
        JsonNode at = edits.tree();
        for (String part : path.isEmpty() ? new String[0] : path.split("\\.")) {
            at = at.isArray() && part.matches("[0-9]{1,6}") ? at.path(Integer.parseInt(part)) : at.path(part);
        }
        if (at.isMissingNode()) {
            return path + " is not set.";
        }
        String text = at.isContainerNode() ? at.toPrettyString() : Json.write(at);
        return (path.isEmpty() ? "" : path + ": ") + Excerpt.of(text, LONGEST);
    }
}
