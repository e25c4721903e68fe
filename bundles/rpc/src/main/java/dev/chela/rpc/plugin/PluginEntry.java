package dev.chela.rpc.plugin;

import dev.chela.core.plugin.Plugins;
import java.util.List;
import java.util.Optional;

/** A plugin as a catalogue shows it. */
record PluginEntry(
        String id, String name, String version, Optional<String> description, List<String> kind, String origin,
        boolean installed, boolean enabled, String state, List<String> channelIds, Optional<String> error, Runtime runtime, boolean removable) {
    record Runtime(String state, Optional<String> error) {}

    static PluginEntry of(Plugins.Installed plugin) {
        return running(plugin.generation().id(), plugin.generation().version(), "deploy", plugin.problem(), plugin.provides(),
                described(plugin.provides(), plugin.wants(), plugin.elsewhere()));
    }

    static PluginEntry of(Plugins.Builtin plugin) {
        return running(plugin.id(), plugin.version(), "bundled", plugin.problem(), plugin.provides(),
                described(plugin.provides(), plugin.wants(), ""));
    }

    static PluginEntry of(Plugins.Disabled plugin) {
        return new PluginEntry(plugin.generation().id(), plugin.generation().id(), plugin.generation().version(), Optional.empty(),
                List.of(), "deploy", true, false, "disabled", List.of(), Optional.empty(), new Runtime("disabled", Optional.empty()), true);
    }

    private static PluginEntry running(String id, String version, String origin, String problem, List<String> provides, Optional<String> description) {
        Optional<String> error = problem.isEmpty() ? Optional.empty() : Optional.of(problem);
        return new PluginEntry(id, id, version, description, provides.stream().map(what -> what.split(" ")[0]).distinct().toList(), origin,
                true, true, error.isEmpty() ? "enabled" : "error", named(provides, "channel"), error,
                new Runtime(error.isEmpty() ? "active" : "service-failed", error), origin.equals("deploy"));
    }

    private static Optional<String> described(List<String> provides, List<String> wants, String elsewhere) {
        String brings = provides.isEmpty() ? "" : "Brings " + String.join(", ", provides) + ".";
        String reaches = wants.isEmpty() ? "" : " Wants " + String.join(", ", wants) + ".";
        String runs = elsewhere.isEmpty() ? "" : " Runs " + elsewhere + ".";
        return Optional.of((brings + reaches + runs).strip()).filter(words -> !words.isEmpty());
    }

    /** The names of what is of one kind: of "tool dice", dice. */
    static List<String> named(List<String> provides, String kind) {
        return provides.stream().filter(what -> what.startsWith(kind + " ")).map(what -> what.substring(kind.length() + 1)).toList();
    }
}
