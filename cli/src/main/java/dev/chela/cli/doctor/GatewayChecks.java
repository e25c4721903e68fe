package dev.chela.cli.doctor;

import dev.chela.cli.Failure;
import dev.chela.cli.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** What only a running gateway can tell. */
final class GatewayChecks {
    private final BiFunction<String, Json, Json> call;

    /** With the means to call a method. */
    GatewayChecks(BiFunction<String, Json, Json> call) {
        this.call = call;
    }

    List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(asked("health", () -> List.of(health())));
        findings.addAll(asked("settings", this::config));
        findings.addAll(asked("model", () -> List.of(model())));
        findings.addAll(asked("skills", this::skills));
        findings.addAll(asked("tools", this::tools));
        findings.addAll(asked("plugins", this::plugins));
        findings.addAll(asked("deliveries", () -> List.of(deliveries())));
        return findings;
    }

    /** A question the gateway cannot answer is a finding too, and no reason to skip the others. */
    private static List<Finding> asked(String check, Supplier<List<Finding>> question) {
        try {
            return question.get();
        } catch (Failure e) {
            return List.of(Finding.fail(check, e.getMessage(), "See: ./chela logs"));
        }
    }

    private Finding health() {
        return call.apply("health", Json.ABSENT).get("ok").isTrue()
                ? Finding.ok("health", "the gateway is well")
                : Finding.fail("health", "the gateway says that it is not well", "See: ./chela health --json");
    }

    private List<Finding> config() {
        Json config = call.apply("config.get", Json.object());
        List<Finding> findings = new ArrayList<>();
        for (Json issue : config.get("issues").items()) {
            findings.add(Finding.fail("settings", said(issue), "Correct it in " + config.get("path").text() + "."));
        }
        for (Json warning : config.get("warnings").items()) {
            findings.add(Finding.warn("settings", said(warning), "See docs/, or take the key out."));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok("settings", "the configuration is valid"));
        }
        return findings;
    }

    private static String said(Json issue) {
        String path = issue.get("path").text();
        return issue.text(path.isEmpty() ? issue.get("message").text() : path + ": " + issue.get("message").text());
    }

    private Finding model() {
        Json agents = call.apply("agents.list", Json.object());
        String defaultId = agents.get("defaultId").text();
        String model = agents.get("agents").items().stream()
                .filter(agent -> agent.get("id").text().equals(defaultId))
                .map(agent -> agent.at("model.primary").text())
                .findFirst()
                .orElse("");
        if (model.isEmpty()) {
            return Finding.fail("model", "the agent " + defaultId + " has no model", KEY);
        }
        return model.startsWith("demo/")
                ? Finding.warn("model", model + " is in use, which is no language model", KEY)
                : Finding.ok("model", model);
    }

    /** Of every agent; a program that a skill lacks is no fault, a file that cannot be read is one. */
    private List<Finding> skills() {
        Set<String> said = new LinkedHashSet<>();
        for (Json agent : call.apply("agents.list", Json.object()).get("agents").items()) {
            Json status = call.apply("skills.status", Json.object("agentId", agent.get("id").text()));
            for (Json problem : status.get("problems").items()) {
                long line = problem.get("line").number().orElse(0L);
                said.add(problem.get("path").text() + (line == 0 ? "" : ":" + line) + " " + problem.get("message").text());
            }
        }
        return said.isEmpty() ? List.of(Finding.ok("skills", "every skill file can be read"))
                : said.stream().map(one -> Finding.warn("skills", one, "Correct the file; it counts in the next turn.")).toList();
    }

    /** What stands in the tool policy of every agent and means nothing, and which agents' commands reach what is not theirs. */
    private List<Finding> tools() {
        Map<String, Finding> said = new LinkedHashMap<>();
        for (Json agent : call.apply("agents.list", Json.object()).get("agents").items()) {
            Json effective = call.apply("tools.effective", Json.object("sessionKey", "main", "agentId", agent.get("id").text()));
            effective.get("notices").items().stream().filter(notice -> notice.get("severity").text().equals("warning"))
                    .forEach(notice -> said.put(notice.get("message").text(), finding(notice)));
        }
        return said.isEmpty() ? List.of(Finding.ok("tools", "every tool that the policy allows by name exists")) : List.copyOf(said.values());
    }

    private static Finding finding(Json notice) {
        String message = notice.get("message").text();
        return notice.get("id").text().equals("isolation")
                ? Finding.warn("isolation", message, "Install bubblewrap and set agents.defaults.sandbox.mode to \"all\", or deny exec.")
                : Finding.warn("tools", message, "Correct the name, or install the plugin that has the tool.");
    }

    /** Whose word the installed ones bear; nothing where the owner said that he does not care. */
    private List<Finding> plugins() {
        Json trust = call.apply("plugins.trust.list", Json.object());
        List<Finding> findings = new ArrayList<>();
        trust.get("problems").items().forEach(problem ->
                findings.add(Finding.warn("plugins", "trust/: " + problem.text(), "Replace or delete the file in trust/.")));
        if (!trust.get("policy").text().equals("off")) {
            trust.get("plugins").items().stream().filter(plugin -> !plugin.at("signature.state").text().equals("trusted")).forEach(plugin ->
                    findings.add(Finding.warn("plugins", plugin.get("file").text() + " is " + plugin.at("signature.words").text(),
                            "See docs/trust.md, or set plugins.trust.policy to \"off\".")));
        }
        trust.get("plugins").items().stream().filter(plugin -> plugin.get("lane").text().contains("without a sandbox")).forEach(plugin ->
                findings.add(Finding.warn("plugins", plugin.get("file").text() + " runs " + plugin.get("lane").text(),
                        "Install bubblewrap and restart the gateway; see docs/trust.md.")));
        return findings.isEmpty() ? List.of(Finding.ok("plugins", "nothing was added that nobody vouches for")) : findings;
    }

    private Finding deliveries() {
        int undelivered = call.apply("deliveries.list", Json.object("limit", MOST)).get("deliveries").items().size();
        return undelivered == 0 ? Finding.ok("deliveries", "everything arrived")
                : Finding.warn("deliveries", (undelivered == MOST ? MOST + " or more" : undelivered + "") + " did not arrive, or may not have",
                        "See them with ./chela deliveries, then send them again or dismiss them.");
    }

    private static final int MOST = 1000;
    private static final String KEY =
            "Set ANTHROPIC_API_KEY or OPENAI_API_KEY and restart the gateway, or name a model in chela.json5 (agents.defaults.model).";
}
