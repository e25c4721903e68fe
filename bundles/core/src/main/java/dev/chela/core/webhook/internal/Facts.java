package dev.chela.core.webhook.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.json.Json;
import dev.chela.core.webhook.Webhooks.Call;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What is known of a call, by the names that templates have for it. Pure. */
record Facts(JsonNode payload, Call call, Instant now) {
    private static final String NAME = "[\\p{L}\\p{N}_$@-]+";
    private static final String INDEX = "\\[(?:\\d{1,6}|\\*)]";
    private static final Pattern EXPRESSION = Pattern.compile(NAME + "(?:" + INDEX + ")*(?:\\." + NAME + "(?:" + INDEX + ")*)*");
    private static final Pattern STEP = Pattern.compile("(" + NAME + ")|\\[(\\d+|\\*)]");
    /** What opens doors is told to no model. */
    private static final Set<String> SECRET = Set.of("authorization", "proxy-authorization", "cookie", "x-openclaw-token", "x-chela-token",
            "x-hub-signature", "x-hub-signature-256", "webhook-signature");

    static boolean understands(String expression) {
        return EXPRESSION.matcher(expression).matches();
    }

    /** Empty for what is missing; JSON for what is no plain value; a line each for what {@code [*]} stands for. */
    String text(String expression) {
        if (expression.equals("path")) {
            return call.path();
        }
        if (expression.equals("now")) {
            return now.toString();
        }
        if (expression.startsWith("headers.")) {
            String name = expression.substring("headers.".length()).toLowerCase(Locale.ROOT);
            return SECRET.contains(name) ? "" : call.header(name);
        }
        if (expression.startsWith("query.")) {
            return call.query().getOrDefault(expression.substring("query.".length()), "");
        }
        List<MatchResult> steps = STEP.matcher(expression).results().toList();
        return found(payload, steps, steps.get(0).group().equals("payload") ? 1 : 0);
    }

    private static String found(JsonNode from, List<MatchResult> steps, int at) {
        JsonNode node = from;
        for (int i = at; i < steps.size(); i++) {
            MatchResult step = steps.get(i);
            if ("*".equals(step.group(2))) {
                int next = i + 1;
                return StreamSupport.stream(node.spliterator(), false).map(each -> found(each, steps, next)).filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("\n"));
            }
            node = step.group(1) != null ? node.path(step.group(1)) : node.path(Integer.parseInt(step.group(2)));
        }
        return node.isMissingNode() || node.isNull() ? "" : node.isContainerNode() ? Json.write(node) : node.asText();
    }
}
