package dev.chela.rpc.system;

import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.config.Config;
import dev.chela.core.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code config.get}. */
@Component(service = RpcMethods.class)
public final class ConfigMethods implements RpcMethods {
    private final Config config;

    @Activate
    public ConfigMethods(@Reference Config config) {
        this.config = config;
    }

    public record GetParams() {}

    /** What is in force, without a secret in it. */
    @Rpc(value = "config.get", scope = Scope.READ)
    public Map<String, Object> get(GetParams params, Caller caller) {
        Config.Snapshot now = config.current();
        Object tree = Json.plain(now.tree());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("path", now.path());
        answer.put("exists", now.exists());
        answer.put("raw", now.raw().isEmpty() ? null : now.raw());
        for (String view : List.of("parsed", "sourceConfig", "resolved", "runtimeConfig", "config")) {
            answer.put(view, tree);
        }
        answer.put("valid", now.valid());
        answer.put("hash", now.hash());
        answer.put("configRevisionHash", now.hash());
        answer.put("issues", issues(now.issues()));
        answer.put("warnings", issues(now.warnings()));
        answer.put("legacyIssues", List.of());
        answer.put("includedPaths", List.of());
        return answer;
    }

    private static List<Map<String, Object>> issues(List<Config.Issue> issues) {
        return issues.stream().map(issue -> Map.<String, Object>of(
                "path", issue.path(), "message", issue.message(), "line", issue.line())).toList();
    }
}
