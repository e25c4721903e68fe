package dev.chela.web.stub;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who and what asks to be let in, and who was; tells the page of each change, as the real one does. */
public final class Entrance {
    private final StubGateway gateway;
    private final List<Map<String, Object>> asking = new CopyOnWriteArrayList<>();
    private final List<Map<String, Object>> people = new CopyOnWriteArrayList<>();
    private final List<Map<String, Object>> devices = new CopyOnWriteArrayList<>();
    private final List<Map<String, Object>> paired = new CopyOnWriteArrayList<>();

    Entrance(StubGateway gateway) {
        this.gateway = gateway;
    }

    public void knocks(String sender, String label, String code) {
        asking.add(Map.of("requestId", "r-" + sender, "channel", "telegram", "channelLabel", "Telegram", "accountId", "default", "senderId", sender,
                "senderLabel", label, "metadata", Map.of("code", code), "createdAt", "2099-01-01T00:00:00Z", "expiresAt", "2099-01-01T01:00:00Z"));
        told("channels.pairing.changed");
    }

    public void connects(String device, String name) {
        devices.add(Map.of("requestId", "d-" + device, "deviceId", device, "displayName", name, "platform", "linux",
                "scopes", List.of("operator.read", "operator.write")));
        told("device.pair.requested");
    }

    private void told(String event) {
        gateway.broadcast(event, Map.of("ts", 1));
    }

    Object answer(String method, JsonNode asked) {
        switch (method) {
            case "channels.pairing.list": return Map.of("accounts", List.of(), "requests", new ArrayList<>(asking), "commandOwnerConfigured", true,
                    "limits", Map.of("pendingPerAccount", 3, "ttlMs", 3_600_000));
            case "channels.pairing.people": return Map.of("people", new ArrayList<>(people));
            case "device.pair.list": return Map.of("pending", new ArrayList<>(devices), "paired", new ArrayList<>(paired));
            case "channels.pairing.approve": return move(asking, "requestId", asked, people, "channels.pairing.changed");
            case "channels.pairing.dismiss": return move(asking, "requestId", asked, new ArrayList<>(), "channels.pairing.changed");
            case "channels.pairing.remove": return move(people, "senderId", asked, new ArrayList<>(), "channels.pairing.changed");
            case "device.pair.approve": return move(devices, "requestId", asked, paired, "device.pair.resolved");
            case "device.pair.reject": return move(devices, "requestId", asked, new ArrayList<>(), "device.pair.resolved");
            case "device.pair.remove": return move(paired, "deviceId", asked, new ArrayList<>(), "device.pair.resolved");
            default: throw new IllegalArgumentException("unknown method: " + method);
        }
    }

    private Object move(List<Map<String, Object>> from, String by, JsonNode asked, List<Map<String, Object>> to, String event) {
        var row = from.stream().filter(each -> each.get(by).equals(asked.get(by).asText())).findFirst().orElseThrow();
        from.remove(row);
        to.add(row);
        told(event);
        return Map.of(by, row.get(by));
    }
}
