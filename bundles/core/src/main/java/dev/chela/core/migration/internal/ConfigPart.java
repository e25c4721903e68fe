package dev.chela.core.migration.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.config.Config;
import dev.chela.core.config.Config.Issue;
import dev.chela.core.config.ConfigEditor;
import dev.chela.core.config.ConfigEditor.Outcome;
import dev.chela.core.config.ForeignConfig;
import dev.chela.core.config.ForeignConfig.Sifted;
import dev.chela.core.json.Json;
import dev.chela.core.migration.internal.Findings.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings over what the configuration says and this house understands. What is said here already stays as it is. */
public final class ConfigPart {
    /** What belongs to the other gateway and not to the assistant, with the reason that people are told; empty for none worth telling. */
    private static final Map<String, String> NEVER = Map.of(
            "$schema", "", "meta", "", "wizard", "",
            "gateway", "belongs to the gateway that runs here: its port, address and token are its own");
    private static final String PLACE = "says where OpenClaw keeps its files; here they lie in this gateway's own directory";
    private static final String VEILED = "__OPENCLAW_REDACTED__";

    private final Config config;
    private final ConfigEditor editor;
    private final ForeignConfig foreign;

    public ConfigPart(Config config, ConfigEditor editor, ForeignConfig foreign) {
        this.config = config;
        this.editor = editor;
        this.foreign = foreign;
    }

    public SourceHouse read(Path root, Findings findings) {
        Optional<Path> file = SourceHouse.configFile(root);
        Optional<ForeignConfig.Read> read = file.map(foreign::read);
        read.ifPresent(said -> said.issues().forEach(issue -> findings.left(Kind.CONFIGURATION, named(file.get(), issue), issue.message())));
        return new SourceHouse(root, read.map(ForeignConfig.Read::tree).orElseGet(Json::object));
    }

    private static String named(Path file, Issue issue) {
        return (issue.path().isEmpty() ? file.toString() : issue.path()) + (issue.line() > 0 ? ", line " + issue.line() : "");
    }

    public void bring(SourceHouse source, Findings findings) {
        Sifted sifted = foreign.sift(translated(source.config(), findings));
        sifted.left().forEach(issue -> findings.left(Kind.CONFIGURATION, issue.path(), issue.message()));
        ObjectNode missing = Json.object();
        missing(sifted.fitting(), config.current().written(), "", missing, findings);
        if (!missing.isEmpty() && !findings.rehearsal()) {
            write(missing, findings);
        }
        if (!missing.isEmpty()) {
            findings.note("the configuration: " + config.current().path());
        }
        if (missing.has("channels")) {
            findings.note("channels: stop OpenClaw before they are opened here, since two gateways at one account take each other's messages");
        }
    }

    private void write(ObjectNode missing, Findings findings) {
        Outcome outcome = editor.patch(Json.write(missing), List.of(), Optional.empty());
        if (outcome instanceof Outcome.Refused refused) {
            findings.left(Kind.CONFIGURATION, "all of it", refused.why());
        }
    }

    /** The same in the words of this house: agents by their ids, and nothing that is only the other house's. */
    private static ObjectNode translated(ObjectNode said, Findings findings) {
        ObjectNode tree = said.deepCopy();
        NEVER.forEach((key, why) -> drop(tree, key, key, why, findings));
        if (tree.get("session") instanceof ObjectNode session) {
            drop(session, "store", "session.store", PLACE, findings);
            drop(session, "mainKey", "session.mainKey", "", findings);
        }
        if (tree.get("agents") instanceof ObjectNode agents) {
            agents(agents, findings);
        }
        return tree;
    }

    private static void agents(ObjectNode agents, Findings findings) {
        if (agents.get("defaults") instanceof ObjectNode defaults) {
            drop(defaults, "workspace", "agents.defaults.workspace", PLACE, findings);
        }
        agents.path("entries").properties().forEach(entry -> {
            if (entry.getValue() instanceof ObjectNode object) {
                drop(object, "workspace", "agents.entries." + entry.getKey() + ".workspace", PLACE, findings);
                drop(object, "agentDir", "agents.entries." + entry.getKey() + ".agentDir", PLACE, findings);
            }
        });
    }

    private static void drop(ObjectNode around, String key, String path, String why, Findings findings) {
        if (around.remove(key) != null && !why.isEmpty()) {
            findings.left(Kind.CONFIGURATION, path, why);
        }
    }

    /** What is said there and not here; an agent that says nothing is still an agent. */
    private static void missing(ObjectNode there, JsonNode here, String at, ObjectNode into, Findings findings) {
        there.properties().forEach(entry -> {
            String path = at.isEmpty() ? entry.getKey() : at + "." + entry.getKey();
            JsonNode said = entry.getValue();
            JsonNode own = here.path(entry.getKey());
            if (own.isMissingNode()) {
                into.set(entry.getKey(), said);
                findings.brought(Kind.CONFIGURATION, leaves(said));
            } else if (said instanceof ObjectNode object && own.isObject()) {
                ObjectNode below = Json.object();
                missing(object, own, path, below, findings);
                if (!below.isEmpty()) {
                    into.set(entry.getKey(), below);
                }
            } else if (own.equals(said) || own.asText().equals(VEILED)) {
                findings.there(Kind.CONFIGURATION, leaves(said));
            } else {
                findings.left(Kind.CONFIGURATION, path, "says something else here already; what is here stays");
            }
        });
    }

    private static long leaves(JsonNode node) {
        if (!node.isObject() || node.isEmpty()) {
            return 1;
        }
        long sum = 0;
        for (JsonNode below : node) {
            sum += leaves(below);
        }
        return sum;
    }
}
