package dev.chela.rpc.skill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.agent.Agents;
import dev.chela.core.config.ConfigEditor;
import dev.chela.core.config.ConfigEditor.Outcome;
import dev.chela.core.json.Json;
import dev.chela.core.secret.Redactor;
import dev.chela.core.skill.Skills;
import dev.chela.rpc.config.Refusals;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code skills.update}: the settings of one skill, written to {@code skills.entries}. */
@Component(service = RpcMethods.class)
public final class SkillSettings implements RpcMethods {
    static final String CLAWHUB = "clawhub";

    private final Skills skills;
    private final Agents agents;
    private final ConfigEditor editor;

    @Activate
    public SkillSettings(@Reference Skills skills, @Reference Agents agents, @Reference ConfigEditor editor) {
        this.skills = skills;
        this.agents = agents;
        this.editor = editor;
    }

    /** @param env an empty value takes a variable away, as an empty {@code apiKey} does */
    public record UpdateParams(
            Optional<String> skillKey, Optional<Boolean> enabled, Optional<String> apiKey, Optional<Map<String, String>> env,
            Optional<String> source, Optional<String> agentId, Optional<String> slug, Optional<Boolean> all, Optional<Boolean> force) {
        /** The first property that only goes with a {@code source}. */
        Optional<String> ofAnotherSource() {
            return agentId.map(there -> "agentId").or(() -> slug.map(there -> "slug"))
                    .or(() -> all.map(there -> "all")).or(() -> force.map(there -> "force"));
        }
    }

    public record Updated(boolean ok, String skillKey, JsonNode config) {}

    @Rpc(value = "skills.update", scope = Scope.ADMIN)
    public Updated update(UpdateParams params, Caller caller) {
        if (params.source().isPresent()) {
            throw noRegistry(params.source().get());
        }
        params.ofAnotherSource().ifPresent(name -> {
            throw RpcFault.invalid("invalid skills.update params: at root: unexpected property '" + name + "' without 'source'");
        });
        String key = params.skillKey().filter(said -> !said.isBlank())
                .orElseThrow(() -> RpcFault.invalid("invalid skills.update params: at root: must have required property 'skillKey'"));
        if (agents.list().stream().flatMap(agent -> skills.standing(agent).stream()).noneMatch(one -> one.skill().key().equals(key))) {
            throw RpcFault.invalid("there is no skill with the key \"" + key + "\"; skills.status lists those there are");
        }
        ObjectNode entry = entry(params);
        if (!entry.isEmpty()) {
            write(key, entry);
        }
        return new Updated(true, key, shown(entry));
    }

    static RpcFault noRegistry(String source) {
        return RpcFault.invalid(source.equals(CLAWHUB)
                ? "skills are not fetched from ClawHub here; put the skill's folder into the workspace's skills/ or into ~/.chela/skills"
                : "invalid params: at /source: \"" + source + "\" is no source of skills");
    }

    private static ObjectNode entry(UpdateParams params) {
        ObjectNode entry = Json.object();
        params.enabled().ifPresent(enabled -> entry.put("enabled", enabled));
        params.apiKey().ifPresent(key -> put(entry, "apiKey", key));
        params.env().ifPresent(variables -> {
            ObjectNode env = entry.putObject("env");
            variables.forEach((name, value) -> put(env, name.strip(), value));
        });
        return entry;
    }

    private static void put(ObjectNode object, String name, String value) {
        if (value.isBlank()) {
            object.putNull(name);
        } else {
            object.put(name, value.strip());
        }
    }

    private void write(String key, ObjectNode entry) {
        ObjectNode patch = Json.object();
        patch.putObject("skills").putObject("entries").set(key, entry);
        Outcome outcome = editor.patch(Json.write(patch), List.of(), Optional.empty());
        if (!(outcome instanceof Outcome.Written)) {
            throw Refusals.of(outcome);
        }
    }

    /** What was set, without the values. */
    private static JsonNode shown(ObjectNode entry) {
        ObjectNode shown = Json.object();
        entry.fields().forEachRemaining(field -> {
            JsonNode value = field.getValue();
            if (value.isObject()) {
                shown.set(field.getKey(), shown((ObjectNode) value));
            } else if (value.isTextual()) {
                shown.put(field.getKey(), Redactor.PLACEHOLDER);
            } else if (!value.isNull()) {
                shown.set(field.getKey(), value);
            }
        });
        return shown;
    }
}
