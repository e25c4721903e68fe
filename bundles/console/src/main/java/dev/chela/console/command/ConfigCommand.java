package dev.chela.console.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.fault.Permanent;
import dev.chela.core.config.Config;
import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(scope = "chela", name = "config", description = "Shows the configuration in force, secrets left out, and what is wrong with the file.")
public final class ConfigCommand extends HouseCommand {
    @Argument(name = "path", description = "A part of it: gateway, agents.defaults.model, …")
    @Completion(ConfigPaths.class)
    private String path = "";

    @Reference
    private Config config;

    @Override
    void run(PrintStream out) {
        Config.Snapshot now = config.current();
        if (!path.isEmpty()) {
            out.println(show(at(now.tree())));
            return;
        }
        out.println(now.path() + (now.exists() ? now.valid() ? "" : ": has errors; the last good one is in force"
                : " does not exist; the defaults are in force"));
        issues("error", now.path(), now.issues(), out);
        issues("warning", now.path(), now.warnings(), out);
        out.println(show(now.tree()));
    }

    private JsonNode at(JsonNode tree) {
        JsonNode node = tree;
        for (String part : path.split("\\.")) {
            node = node.isArray() && part.matches("\\d{1,9}") ? node.path(Integer.parseInt(part)) : node.path(part);
        }
        if (node.isMissingNode()) {
            throw new Permanent("The configuration does not set '" + path + "'. See: chela:config");
        }
        return node;
    }

    private static String show(JsonNode node) {
        return Plain.text(node.isTextual() ? node.asText() : node.toPrettyString());
    }

    private static void issues(String kind, String file, List<Config.Issue> issues, PrintStream out) {
        issues.forEach(issue -> out.println(kind + ": " + file + (issue.line() > 0 ? ":" + issue.line() : "") + ": "
                + Plain.line(issue.path() + ": " + issue.message())));
    }
}
