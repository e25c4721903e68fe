package dev.chela.console.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.config.Config;
import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** What the configuration sets: paths of objects and values. */
@Service
public final class ConfigPaths implements Completer {
    @Reference
    private Config config;

    @Override
    public int complete(Session shell, CommandLine line, List<String> candidates) {
        return new StringsCompleter(paths("", config.current().tree(), new ArrayList<>())).complete(shell, line, candidates);
    }

    private static List<String> paths(String at, JsonNode node, List<String> into) {
        node.fields().forEachRemaining(field -> {
            String path = at.isEmpty() ? field.getKey() : at + "." + field.getKey();
            into.add(path);
            paths(path, field.getValue(), into);
        });
        return into;
    }
}
