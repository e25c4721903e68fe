package dev.chela.core.migration.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Where an OpenClaw of January 2026 keeps what.
 *
 * @param root the state directory
 * @param config what its configuration says; empty when it has none or it cannot be read
 */
public record SourceHouse(Path root, ObjectNode config) {
    private static final List<String> STATE = List.of(".openclaw", ".moltbot", ".clawdbot");
    private static final List<String> CONFIG = List.of("openclaw.json", "moltbot.json", "clawdbot.json");
    private static final List<String> SIGNS = List.of("agents", "sessions", "workspace", "credentials", "cron");

    /**
     * @param named a directory, perhaps with {@code ~}; empty for the usual ones
     * @throws Permanent when it is none of OpenClaw's
     */
    public static Path find(String named, Path userHome) {
        if (named.isBlank()) {
            return STATE.stream().map(userHome::resolve).filter(Files::isDirectory).map(SourceHouse::real).findFirst().orElseThrow(() ->
                    new Permanent("there is none of " + String.join(", ", STATE) + " in " + userHome + "; name OpenClaw's state directory"));
        }
        Path directory = expand(named.strip(), userHome, userHome);
        if (!Files.isDirectory(directory)) {
            throw new Permanent(directory + " is no directory on the gateway's machine; name OpenClaw's state directory, such as ~/.openclaw");
        }
        if (Stream.concat(CONFIG.stream(), SIGNS.stream()).noneMatch(sign -> Files.exists(directory.resolve(sign)))) {
            throw new Permanent(directory + " is no state directory of OpenClaw: it has none of " + String.join(", ", CONFIG) + ", "
                    + String.join("/, ", SIGNS) + "/");
        }
        return real(directory);
    }

    private static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at " + directory + ": " + e.getMessage(), e);
        }
    }

    private static Path expand(String path, Path userHome, Path relativeTo) {
        return path.equals("~") || path.startsWith("~/") ? userHome.resolve(path.substring(Math.min(2, path.length()))).normalize()
                : relativeTo.resolve(path).normalize();
    }

    static Optional<Path> configFile(Path root) {
        return CONFIG.stream().map(root::resolve).filter(Files::isRegularFile).findFirst();
    }

    /** What the configuration says of each agent, by id; {@code main} when it names none. */
    Map<String, JsonNode> agents() {
        Map<String, JsonNode> agents = new LinkedHashMap<>();
        config.path("agents").path("entries").properties().forEach(entry -> agents.put(entry.getKey(), entry.getValue()));
        config.path("agents").path("list").forEach(entry -> agents.putIfAbsent(entry.path("id").asText("main"), entry));
        if (agents.isEmpty()) {
            agents.put("main", config.path("agents").path("none"));
        }
        return agents;
    }

    /** Who answered where nobody else was named. */
    String defaultAgent() {
        Map<String, JsonNode> agents = agents();
        return agents.entrySet().stream().filter(entry -> entry.getValue().path("default").asBoolean()).map(Map.Entry::getKey).findFirst()
                .orElseGet(() -> agents.containsKey("main") ? "main" : agents.keySet().iterator().next());
    }

    /** The first of an agent's possible workspaces that is there. */
    Optional<Path> workspace(String agent) {
        Path userHome = Path.of(System.getProperty("user.home"));
        JsonNode defaults = config.path("agents").path("defaults").path("workspace");
        String own = agents().get(agent).path("workspace").asText("");
        List<String> candidates = new ArrayList<>();
        if (!own.isEmpty()) {
            return Optional.of(expand(own, userHome, root)).filter(Files::isDirectory);
        }
        if (agent.equals(defaultAgent())) {
            candidates.addAll(List.of(defaults.asText(""), "workspace"));
        } else {
            candidates.addAll(List.of(defaults.isTextual() ? defaults.asText() + "-" + agent : "", "workspace-" + agent));
        }
        return candidates.stream().filter(path -> !path.isEmpty()).map(path -> expand(path, userHome, root)).filter(Files::isDirectory).findFirst();
    }

    /** The directories of transcripts, by agent: also of agents that the configuration does not name any more. */
    Map<String, Path> sessions() {
        Map<String, Path> all = new LinkedHashMap<>();
        for (Path agent : list(root.resolve("agents"))) {
            if (Files.isDirectory(agent.resolve("sessions"))) {
                all.put(agent.getFileName().toString(), agent.resolve("sessions"));
            }
        }
        if (Files.isDirectory(root.resolve("sessions"))) {
            all.putIfAbsent(defaultAgent(), root.resolve("sessions")); // From before there were agents.
        }
        return all;
    }

    /** By name; nothing when it is no directory. */
    static List<Path> list(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(directory)) {
            return List.copyOf(inside.collect(java.util.stream.Collectors.toCollection(TreeSet::new)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory + ": " + e.getMessage(), e);
        }
    }

    String relative(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }
}
