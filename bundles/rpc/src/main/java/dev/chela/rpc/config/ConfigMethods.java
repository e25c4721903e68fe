package dev.chela.rpc.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.chela.api.config.Range;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.rpc.Write;
import dev.chela.api.task.Clock;
import dev.chela.core.config.Config;
import dev.chela.core.config.ConfigEditor;
import dev.chela.core.config.ConfigEditor.Outcome;
import dev.chela.core.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code config.get}, {@code config.set}, {@code config.apply}, {@code config.patch}. */
@Component(service = RpcMethods.class)
public final class ConfigMethods implements RpcMethods {
    private static final int MOST_PATHS = 256;

    private final Config config;
    private final ConfigEditor editor;
    private final Clock clock;

    @Activate
    public ConfigMethods(@Reference Config config, @Reference ConfigEditor editor, @Reference Clock clock) {
        this.config = config;
        this.editor = editor;
        this.clock = clock;
    }

    public record GetParams() {}

    /**
     * @param raw null when the text holds a secret
     * @param parsed and {@code sourceConfig}: what the file and its includes say, variables by name
     * @param resolved and {@code runtimeConfig}, {@code config}: what is in force
     */
    public record View(
            String path, boolean exists, @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String raw, Object parsed, Object sourceConfig,
            Object resolved, Object runtimeConfig, Object config, boolean valid, String hash, String configRevisionHash,
            List<Map<String, Object>> issues, List<Map<String, Object>> warnings, List<Object> legacyIssues, List<String> includedPaths) {}

    /** What the file says and what is in force, without a secret in it. */
    @Rpc(value = "config.get", scope = Scope.READ)
    public View get(GetParams params, Caller caller) {
        Config.Snapshot now = config.current();
        Object written = Json.plain(now.written());
        Object inForce = Json.plain(now.tree());
        return new View(now.path(), now.exists(), now.raw().isEmpty() ? null : now.raw(), written, written, inForce, inForce, inForce,
                now.valid(), now.hash(), now.hash(), issues(now.issues()), issues(now.warnings()), List.of(), now.included());
    }

    private static List<Map<String, Object>> issues(List<Config.Issue> issues) {
        return issues.stream().map(issue -> Map.<String, Object>of(
                "path", issue.path(), "message", issue.message(), "line", issue.line())).toList();
    }

    public record SetParams(String raw, Optional<String> baseHash) {}

    public record Written(
            boolean ok, String path, String hash, Object config, List<String> changedPaths, Optional<Boolean> noop,
            Optional<Sentinel> sentinel) {}

    @Rpc(value = "config.set", scope = Scope.ADMIN)
    public Written set(SetParams params, Caller caller) {
        return written(editor.set(params.raw(), base(params.baseHash())), Optional.empty());
    }

    public record Context(Optional<String> channel, Optional<String> to, Optional<String> accountId, Optional<Object> threadId) {}

    /** The session, the conversation, the note and the delay concern a restart, which no change here needs. */
    public record ApplyParams(
            String raw, Optional<String> baseHash, Optional<String> sessionKey, Optional<Context> deliveryContext,
            Optional<String> note, @Range(min = 0) Optional<Long> restartDelayMs) {}

    @Rpc(value = "config.apply", scope = Scope.ADMIN, write = Write.CONTROL_PLANE)
    public Written apply(ApplyParams params, Caller caller) {
        return written(editor.set(params.raw(), base(params.baseHash())), Optional.of("config-apply"));
    }

    public record PatchParams(
            String raw, Optional<String> baseHash, Optional<String> sessionKey, Optional<Context> deliveryContext,
            Optional<String> note, @Range(min = 0) Optional<Long> restartDelayMs, Optional<List<String>> replacePaths) {}

    @Rpc(value = "config.patch", scope = Scope.ADMIN, write = Write.CONTROL_PLANE)
    public Written patch(PatchParams params, Caller caller) {
        List<String> replaceable = params.replacePaths().orElse(List.of());
        if (replaceable.size() > MOST_PATHS) {
            throw RpcFault.invalid("invalid config.patch params: at /replacePaths: must NOT have more than " + MOST_PATHS + " items");
        }
        return written(editor.patch(params.raw(), replaceable, base(params.baseHash())), Optional.of("config-patch"));
    }

    private Optional<String> base(Optional<String> hash) {
        Config.Snapshot now = config.current();
        if (now.exists() && hash.isEmpty()) {
            throw RpcFault.invalid("config base hash required for " + now.path() + "; re-run config.get and retry with baseHash");
        }
        return hash;
    }

    /** What OpenClaw keeps over the restart that follows; here the change is in force already, and nothing is kept. */
    public record Sentinel(boolean persisted, Payload payload) {}

    public record Payload(String kind, String status, long ts, Map<String, Object> stats) {}

    private Written written(Outcome outcome, Optional<String> kind) {
        if (outcome instanceof Outcome.Written written) {
            boolean noop = written.changedPaths().isEmpty();
            Optional<Sentinel> sentinel = kind.map(name -> new Sentinel(false,
                    new Payload(name, noop ? "skipped" : "ok", clock.now().toEpochMilli(), Map.of("requiresRestart", false))));
            return new Written(true, written.now().path(), written.now().hash(), Json.plain(written.now().tree()),
                    written.changedPaths(), noop ? Optional.of(true) : Optional.empty(), sentinel);
        }
        throw Refusals.of(outcome);
    }
}
