package dev.chela.web.stub;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** The accounts of one channel and what did not arrive over them; tells the page of each change, as the real one does. */
public final class Lines {
    static final Set<String> METHODS = Set.of("channels.status", "channels.start", "channels.stop", "deliveries.list", "deliveries.resend",
            "deliveries.dismiss");

    private final StubGateway gateway;
    private final List<Map<String, Object>> undelivered = new CopyOnWriteArrayList<>();
    private volatile boolean running = true;

    Lines(StubGateway gateway) {
        this.gateway = gateway;
    }

    /** @param state in-doubt or rejected */
    public void lost(String key, String text, String state) {
        undelivered.add(Map.of("key", key, "channel", "telegram", "accountId", "work", "to", "42", "kind", "post", "text", text, "state", state,
                "attempts", 2, "error", "the bot was blocked", "queuedAt", 1_767_250_800_000L));
        told(key);
    }

    private void told(String key) {
        gateway.broadcast("deliveries.changed", Map.of("key", key, "change", "any"));
    }

    Object answer(String method, JsonNode asked) {
        String key = asked.path("key").asText();
        switch (method) {
            case "channels.status": return Map.of("channelOrder", List.of("telegram"), "channelLabels", Map.of("telegram", "Telegram"),
                    "channelAccounts", Map.of("telegram", List.of(Map.of("accountId", "work", "enabled", true, "running", running, "connected", running))));
            case "channels.start": running = true;
                return Map.of("started", true);
            case "channels.stop": running = false;
                return Map.of("stopped", true);
            case "deliveries.list": return Map.of("deliveries", List.copyOf(undelivered));
            default: undelivered.removeIf(one -> one.get("key").equals(key));
                told(key);
                return Map.of();
        }
    }
}
