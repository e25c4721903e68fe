package dev.chela.tool.sessions;

import dev.chela.api.grant.Subagents.Helper;
import dev.chela.api.tool.Content;
import dev.chela.api.tool.Outcome;
import dev.chela.api.tool.ToolResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Results as models read them best: one field in a line. */
final class Told {
    private Told() {}

    static ToolResult result(Map<String, Object> fields) {
        return new ToolResult(List.of(new Content.Text(lines(fields))), Outcome.OK, fields);
    }

    static String lines(Map<String, Object> fields) {
        return fields.entrySet().stream().map(field -> field.getKey() + ": " + field.getValue()).collect(Collectors.joining("\n"));
    }

    static Map<String, Object> helper(Helper helper) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("taskId", helper.id());
        if (!helper.label().isEmpty()) {
            told.put("label", helper.label());
        }
        told.put("status", helper.state().name().toLowerCase(Locale.ROOT));
        told.put("childSessionKey", helper.session());
        told.put("startedAt", helper.startedAt().toString());
        helper.endedAt().ifPresent(end -> told.put("endedAt", end.toString()));
        told.put("tokens", helper.tokens());
        if (!helper.result().isBlank()) {
            told.put("result", helper.result());
        }
        return told;
    }

    static ToolResult helpers(List<Helper> helpers) {
        return helpers.isEmpty() ? ToolResult.text("No sub-agents.")
                : ToolResult.text(helpers.stream().map(helper -> lines(helper(helper))).collect(Collectors.joining("\n\n")));
    }
}
