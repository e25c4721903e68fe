package dev.chela.rpc.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.task.Clock;
import dev.chela.core.config.ConfigSchema;
import dev.chela.core.json.Json;
import dev.chela.rpc.system.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code config.schema} and {@code config.schema.lookup}: made anew for each call, since bundles bring and take sections. */
@Component(service = RpcMethods.class)
public final class SchemaMethods implements RpcMethods {
    private static final int LONGEST = 1024;

    private final ConfigSchema schema;
    private final Clock clock;

    @Activate
    public SchemaMethods(@Reference ConfigSchema schema, @Reference Clock clock) {
        this.schema = schema;
        this.clock = clock;
    }

    public record SchemaParams() {}

    public record Hint(Optional<Boolean> sensitive, Optional<String> help) {}

    public record Whole(Object schema, Map<String, Hint> uiHints, String version, String generatedAt) {}

    @Rpc(value = "config.schema", scope = Scope.READ)
    public Whole whole(SchemaParams params, Caller caller) {
        ConfigSchema.Described described = schema.describe();
        Map<String, Hint> hints = new TreeMap<>();
        described.secrets().forEach(path -> hints.put(path, hint()));
        return new Whole(Json.plain(described.schema()), hints, Version.CURRENT, clock.now().toString());
    }

    private static Hint hint() {
        return new Hint(Optional.of(true), Optional.empty());
    }

    public record LookupParams(String path) {}

    public record Found(
            String path, Object schema, String reloadKind, Optional<Hint> hint, Optional<String> hintPath, List<Child> children) {}

    public record Child(
            String key, String path, Optional<String> type, boolean required, boolean hasChildren, String reloadKind,
            Optional<Hint> hint, Optional<String> hintPath) {}

    @Rpc(value = "config.schema.lookup", scope = Scope.READ)
    public Found lookup(LookupParams params, Caller caller) {
        if (!params.path().matches("[A-Za-z0-9_./\\[\\]\\-*]{1," + LONGEST + "}")) {
            throw RpcFault.invalid("invalid config.schema.lookup params: at /path: must be 1 to " + LONGEST
                    + " of the characters A-Z a-z 0-9 _ . / [ ] - *");
        }
        ConfigSchema.Described described = schema.describe();
        SchemaPath path = SchemaPath.of(params.path());
        JsonNode node = path.in(described.schema()).orElseThrow(() -> RpcFault.invalid("config schema path not found: " + params.path()));
        List<Child> children = SchemaPath.children(node).entrySet().stream()
                .map(child -> child(child.getKey(), child.getValue(), path.child(child.getKey()), described)).toList();
        Optional<String> hinted = path.fitting(described.secrets());
        return new Found(path.toString(), Json.plain(SchemaPath.shallow(node)), reload(path, described), hinted.map(at -> hint()), hinted,
                children);
    }

    private static Child child(String key, JsonNode node, SchemaPath at, ConfigSchema.Described described) {
        Optional<String> hinted = at.fitting(described.secrets());
        return new Child(key, at.toString(), Optional.of(node.path("type").asText()).filter(type -> !type.isEmpty()), false,
                !SchemaPath.children(node).isEmpty(), reload(at, described), hinted.map(found -> hint()), hinted);
    }

    /** A section takes changes while the gateway runs; whatever none reads, nobody reloads. */
    private static String reload(SchemaPath path, ConfigSchema.Described described) {
        return path.isWithin(described.sections()) ? "hot" : "none";
    }
}
