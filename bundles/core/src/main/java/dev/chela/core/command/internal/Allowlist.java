package dev.chela.core.command.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.core.command.OwnerOnly;
import dev.chela.core.config.Config;
import dev.chela.core.config.ConfigEditor;
import dev.chela.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@code /allowlist}: who may write over a channel, as {@code channels.<id>.allowFrom} says. */
@Component(service = Command.class)
public final class Allowlist implements Command {
    private static final String USAGE = "Use /allowlist, /allowlist add CHANNEL:ID or /allowlist remove CHANNEL:ID.";

    private final ConfigEdits edits;

    @Activate
    public Allowlist(@Reference Config config, @Reference ConfigEditor editor) {
        this.edits = new ConfigEdits(config, editor);
    }

    @Deactivate
    public void close() {
        edits.close();
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("allowlist", List.of(), "Shows who may write, or changes it: /allowlist add|remove CHANNEL:ID (owner, with commands.config)", true);
    }

    @Override
    public String run(CommandCall call) {
        OwnerOnly.check(call);
        String[] words = call.args().split("\\s+");
        String verb = words[0].toLowerCase(Locale.ROOT);
        if (words.length == 1 && (verb.isEmpty() || verb.equals("list"))) {
            return list();
        }
        int colon = words.length == 2 ? words[1].indexOf(':') : -1;
        if (colon < 1 || colon == words[1].length() - 1 || !verb.equals("add") && !verb.equals("remove")) {
            return USAGE;
        }
        return edits.allowed() ? change(verb.equals("add"), words[1].substring(0, colon), words[1].substring(colon + 1)) : ConfigEdits.CLOSED;
    }

    private String list() {
        List<String> lines = new ArrayList<>();
        channels().properties().forEach(channel -> {
            if (channel.getValue().has("allowFrom")) {
                lines.add(channel.getKey() + ": " + ids(channel.getValue()).stream().collect(Collectors.joining(", ")));
            }
        });
        return lines.isEmpty() ? "No channel has an allowFrom of its own. " + USAGE : String.join("\n", lines);
    }

    private String change(boolean add, String channel, String id) {
        JsonNode configured = channels().path(channel);
        if (!configured.isObject()) {
            return "There is no channels." + channel + " in the configuration.";
        }
        List<String> ids = new ArrayList<>(ids(configured));
        boolean there = ids.stream().anyMatch(id::equalsIgnoreCase);
        if (add == there) {
            return id + (add ? " is listed already." : " is not listed.");
        }
        if (add) {
            ids.add(id);
        } else {
            ids.removeIf(id::equalsIgnoreCase);
        }
        return edits.set("channels." + channel + ".allowFrom", Json.tree(ids));
    }

    private JsonNode channels() {
        return edits.tree().path("channels");
    }

    private static List<String> ids(JsonNode channel) {
        List<String> ids = new ArrayList<>();
        channel.path("allowFrom").forEach(id -> ids.add(id.asText()));
        return ids;
    }
}
