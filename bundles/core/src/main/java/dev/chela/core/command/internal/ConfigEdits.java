package dev.chela.core.command.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import dev.chela.core.config.Config;
import dev.chela.core.config.ConfigEditor;
import dev.chela.core.json.Json;
import java.util.List;
import java.util.Optional;

/** What an order asks of the configuration where {@code commands.config} lets it, and how it is told what came of it. */
final class ConfigEdits implements AutoCloseable {
    static final String CLOSED = "The configuration is not changed by messages; commands.config allows it.";

    private final Config config;
    private final ConfigEditor editor;
    private final Config.Live<CommandsConfig> settings;

    ConfigEdits(Config config, ConfigEditor editor) {
        this.config = config;
        this.editor = editor;
        this.settings = config.section("commands", CommandsConfig.class);
    }

    @Override
    public void close() {
        settings.close();
    }

    boolean allowed() {
        return settings.get().config();
    }

    /** The configuration in force, without its secrets. */
    JsonNode tree() {
        return config.current().tree();
    }

    /** JSON, else the text itself. */
    static JsonNode value(String text) {
        try {
            return Json.read(text);
        } catch (Permanent noJson) {
            return Json.object().textNode(text);
        }
    }

    String set(String path, JsonNode value) {
        ObjectNode patch = Json.object();
        ObjectNode at = patch;
        String[] parts = path.split("\\.");
        for (int i = 0; i < parts.length - 1; i++) {
            at = at.putObject(parts[i]);
        }
        at.set(parts[parts.length - 1], value);
        ConfigEditor.Outcome outcome = editor.patch(Json.write(patch), List.of(path), Optional.empty());
        if (outcome instanceof ConfigEditor.Outcome.Written written) {
            return written.changedPaths().isEmpty() ? "It says that already." : "Changed: " + String.join(", ", written.changedPaths());
        }
        return outcome instanceof ConfigEditor.Outcome.Refused refused ? told(refused) : "Somebody else changed the file just now; try again.";
    }

    private static String told(ConfigEditor.Outcome.Refused refused) {
        StringBuilder all = new StringBuilder("Nothing was changed: ").append(refused.why());
        refused.issues().forEach(issue -> all.append("\n").append(issue.path()).append(' ').append(issue.message()));
        return all.toString();
    }
}
