package dev.chela.core.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.AgentId;
import dev.chela.core.config.Config;
import dev.chela.core.config.ConfigEditor;
import dev.chela.core.config.ConfigEditor.Outcome;
import dev.chela.core.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Adds, changes and removes agents, by editing {@code agents.entries}. What is refused leaves the configuration as it was. */
@Component(service = AgentEditor.class)
public final class AgentEditor {
    private static final int LONGEST_ID = 64;

    private final Agents agents;
    private final Config config;
    private final ConfigEditor editor;

    @Activate
    public AgentEditor(@Reference Agents agents, @Reference Config config, @Reference ConfigEditor editor) {
        this.agents = agents;
        this.config = config;
        this.editor = editor;
    }

    /** The id that belongs to a name: lower case, everything else than letters, digits, {@code _} and {@code -} made one {@code -}. */
    public static AgentId idOf(String name) {
        String id = name.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]+", "-").replaceAll("^[_-]+|-+$", "");
        String cut = id.length() > LONGEST_ID ? id.substring(0, LONGEST_ID).replaceAll("-+$", "") : id;
        return cut.isEmpty() ? AgentId.MAIN : new AgentId(cut);
    }

    /**
     * Adds an agent and furnishes its workspace.
     *
     * @param values what its entry says besides the name: {@code workspace}, {@code model}, {@code identity}
     * @throws Permanent when there is one of that id already, or the configuration does not take it
     */
    public Agent create(String name, Map<String, Object> values) {
        AgentId id = idOf(name);
        if (id.equals(AgentId.MAIN)) {
            throw new Permanent("\"main\" is reserved: an agent cannot be named \"" + name + "\"");
        }
        if (find(id).isPresent()) {
            throw new Permanent("agent \"" + id + "\" already exists");
        }
        ObjectNode entry = Json.object().put("name", name.strip());
        values.forEach((key, value) -> entry.set(key, tree(value)));
        write(id, entry, List.of());
        Agent made = agents.get(id);
        agents.context(made); // Furnishes the workspace, as the first turn would.
        return made;
    }

    /**
     * @param values by the entry's keys; an {@code Optional} that is empty removes a key
     * @throws Permanent when there is no such agent, or the configuration does not take it
     */
    public Agent update(AgentId id, Map<String, Object> values) {
        agents.get(id);
        ObjectNode entry = Json.object();
        values.forEach((key, value) -> entry.set(key, tree(value)));
        write(id, entry, List.of());
        return agents.get(id);
    }

    private static JsonNode tree(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(Json::tree).orElseGet(() -> Json.object().nullNode());
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = Json.object();
            map.forEach((key, below) -> object.set(String.valueOf(key), tree(below)));
            return object;
        }
        return Json.tree(value);
    }

    /**
     * @return how many bindings led to it and went with it
     * @throws Permanent for {@code main}, and when there is no such agent
     */
    public int remove(AgentId id) {
        if (id.equals(AgentId.MAIN)) {
            throw new Permanent("\"main\" cannot be deleted: it answers where nobody else is named");
        }
        agents.get(id);
        ArrayNode kept = Json.array();
        JsonNode bindings = config.current().written().path("bindings");
        bindings.forEach(binding -> {
            if (!binding.path("agentId").asText().equals(id.value())) {
                kept.add(binding);
            }
        });
        int removed = bindings.size() - kept.size();
        write(id, null, removed == 0 ? List.of() : List.of(kept));
        return removed;
    }

    private Optional<Agent> find(AgentId id) {
        return agents.list().stream().filter(agent -> agent.id().equals(id)).findFirst();
    }

    private void write(AgentId id, @Nullable ObjectNode entry, List<ArrayNode> bindings) {
        ObjectNode patch = Json.object();
        patch.putObject("agents").putObject("entries").set(id.value(), entry);
        bindings.forEach(list -> patch.set("bindings", list));
        Outcome outcome = editor.patch(Json.write(patch), List.of("bindings"), Optional.empty());
        if (outcome instanceof Outcome.Refused refused) {
            throw new Permanent(refused.why());
        }
        if (outcome instanceof Outcome.Outdated) {
            throw new Transient("the configuration changed in the meantime; try again", Duration.ZERO);
        }
    }
}
