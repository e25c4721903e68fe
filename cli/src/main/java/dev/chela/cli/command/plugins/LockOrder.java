package dev.chela.cli.command.plugins;

import dev.chela.cli.Failure;
import dev.chela.cli.json.Json;
import dev.chela.cli.json.JsonText;
import dev.chela.cli.json.MalformedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** A set of plugins that is to be made. */
final class LockOrder {
    private static final Map<String, String> DONE = Map.of("install", "installed", "exchange", "exchanged", "enable", "enabled", "disable", "disabled", "remove", "removed");

    @Option(names = "--lock", paramLabel = "FILE", description = "Make the plugins to be those that chela plugins lock wrote there: get what is missing, exchange what differs, put aside what is disabled.")
    private Path file;

    @Option(names = "--jars", paramLabel = "DIR", description = "With --lock: look for the jars in this directory of the gateway's machine before they are fetched.")
    private Path jars;

    @Option(names = "--prune", description = "With --lock: remove the plugins that are not in it.")
    private boolean prune;

    boolean isGiven() {
        if (file == null && (jars != null || prune)) {
            throw Failure.usage("--jars and --prune go with --lock FILE.");
        }
        return file != null;
    }

    Json params(boolean dry) {
        return Json.object("lock", lock(), "jars", jars == null ? null : jars.toAbsolutePath().normalize().toString(),
                "prune", prune ? true : null, "dryRun", dry ? true : null);
    }

    private Json lock() {
        try {
            return JsonText.parse(Files.readString(file));
        } catch (IOException e) {
            throw Failure.of(file + " cannot be read: " + e);
        } catch (MalformedJson e) {
            throw Failure.of(file + " is no JSON: " + e.getMessage());
        }
    }

    String words(Json answer) {
        boolean dry = answer.get("dryRun").isTrue();
        String changes = answer.get("changes").items().stream().map(change -> change(change, dry)).collect(Collectors.joining("\n"));
        String others = answer.get("others").items().stream().map(Json::text).collect(Collectors.joining(", "));
        return (changes.isEmpty() ? "The plugins are those of " + file + "." : changes)
                + (others.isEmpty() ? "" : "\nNot in " + file + (dry ? ", and would stay: " : ", and stay: ") + others + " (--prune removes them)");
    }

    private static String change(Json change, boolean dry) {
        String kind = change.get("change").text();
        boolean aside = change.get("enabled").isPresent() && !change.get("enabled").isTrue() && (kind.equals("install") || kind.equals("exchange"));
        return change.get("pluginId").text() + " " + change.get("version").text() + (dry ? " would be " : " is ") + DONE.getOrDefault(kind, kind) + (aside ? ", put aside." : ".");
    }
}
