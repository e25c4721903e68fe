package dev.chela.core.agent.internal;

import dev.chela.api.config.Range;
import dev.chela.api.id.AgentId;
import dev.chela.core.agent.Agent;
import java.util.List;
import java.util.Map;

/** The {@code agents} section, OpenClaw's names. A model is a name, or an object with {@code primary} and {@code fallbacks}. */
record AgentsConfig(Defaults defaults, Map<String, Entry> entries) {
    AgentsConfig {
        defaults = defaults == null ? new Defaults(null, null, null, null, 0, 0, 0, null) : defaults;
        entries = entries == null ? Map.of() : entries;
        entries.keySet().forEach(AgentId::new); // Its refusal is shown with file and line.
    }

    record Defaults(
            Object model, String workspace, Boolean skipBootstrap, @Range(min = 0) Integer timeoutSeconds,
            @Range(min = 0, max = 1_000) int maxConcurrent, @Range(min = 0) int bootstrapMaxChars,
            @Range(min = 0) int bootstrapTotalMaxChars, Map<String, Alias> models) {}

    record Alias(String alias) {}

    record Entry(String name, String workspace, Object model, Agent.Identity identity) {
        static final Entry NONE = new Entry(null, null, null, null);
    }

    /** What a {@code model} value says. */
    record Choice(String primary, List<String> fallbacks) {
        static Choice of(Object value) {
            if (value instanceof String name) {
                return new Choice(name, List.of());
            }
            if (value instanceof Map<?, ?> map) {
                return new Choice(text(map.get("primary"), "auto"), names(map.get("fallbacks")));
            }
            return new Choice("auto", List.of());
        }

        private static List<String> names(Object value) {
            return value instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
        }

        private static String text(Object value, String otherwise) {
            return value == null ? otherwise : String.valueOf(value);
        }
    }
}
