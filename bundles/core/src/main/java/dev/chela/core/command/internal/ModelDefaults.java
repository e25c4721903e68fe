package dev.chela.core.command.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import dev.chela.api.id.AgentId;
import dev.chela.core.config.Config;
import dev.chela.core.config.ConfigEditor;
import dev.chela.core.json.Json;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Writes into the configuration which model an agent uses, or all that say nothing of their own. */
@Component(service = ModelDefaults.class)
public final class ModelDefaults {
    private final Config config;
    private final ConfigEditor editor;

    @Activate
    public ModelDefaults(@Reference Config config, @Reference ConfigEditor editor) {
        this.config = config;
        this.editor = editor;
    }

    void ofAgent(AgentId agent, String model) {
        write(List.of("agents", "entries", agent.value()), model);
    }

    void ofAll(String model) {
        write(List.of("agents", "defaults"), model);
    }

    /** Fallbacks that stand there stay. @throws Permanent when the configuration does not take it */
    private void write(List<String> place, String model) {
        JsonNode said = config.current().written();
        ObjectNode patch = Json.object();
        ObjectNode at = patch;
        for (String part : place) {
            at = at.putObject(part);
            said = said.path(part);
        }
        if (said.path("model").isObject()) {
            at.putObject("model").put("primary", model);
        } else {
            at.put("model", model);
        }
        ConfigEditor.Outcome outcome = editor.patch(Json.write(patch), List.of(), Optional.empty());
        if (outcome instanceof ConfigEditor.Outcome.Refused refused) {
            throw new Permanent("Nothing was changed: " + refused.why());
        }
        if (outcome instanceof ConfigEditor.Outcome.Outdated) {
            throw new Permanent("Somebody else changed the file just now; try again.");
        }
    }
}
