package dev.chela.web.stub;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One plugin that was added, one that came with the gateway, and what is to be known of others; tells the page of each change, as the real one does. */
public final class Shelf {
    private static final Map<String, Object> BUILTIN = plugin("dev.chela.tool-files", "0.1.0", true, "", false);

    private final StubGateway gateway;
    private final List<Map<String, Object>> notices = new ArrayList<>();
    private String version = "2.0.0";
    private boolean installed = true;
    private boolean enabled = true;
    private String error = "";

    Shelf(StubGateway gateway) {
        this.gateway = gateway;
    }

    public synchronized void refuses(String file, String why) {
        notices.add(Map.of("level", "error", "source", file, "message", why));
        told();
    }

    public synchronized void fails(String why) {
        error = why;
        told();
    }

    private void told() {
        gateway.broadcast("plugins.changed", Map.of("generation", 1));
    }

    synchronized Object answer(String method, JsonNode asked) {
        switch (method) {
            case "plugins.list": return Map.of("plugins", installed ? List.of(plugin("org.example.dice", version, enabled, error, true), BUILTIN) : List.of(BUILTIN),
                    "diagnostics", List.copyOf(notices));
            case "plugins.history": return Map.of("pluginId", asked.path("pluginId").asText(), "generations", version.equals("2.0.0")
                    ? List.of(Map.of("version", "2.0.0", "since", 2), Map.of("version", "1.0.0", "since", 1, "until", 2)) : List.of(Map.of("version", "1.0.0", "since", 3)));
            case "plugins.rollback": version = "1.0.0";
                break;
            case "plugins.setEnabled": enabled = asked.path("enabled").asBoolean();
                break;
            default: installed = false;
        }
        told();
        return Map.of("ok", true);
    }

    private static Map<String, Object> plugin(String id, String version, boolean enabled, String error, boolean removable) {
        Map<String, Object> plugin = Map.of("id", id, "version", version, "enabled", enabled, "description", "Brings something.", "removable", removable);
        if (error.isEmpty()) {
            return plugin;
        }
        Map<String, Object> ill = new HashMap<>(plugin);
        ill.put("error", error);
        return ill;
    }
}
