package dev.chela.web.stub;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Sessions, transcripts and the methods that the page calls. What the assistant does is a {@link Script}. */
public final class House {
    private static final List<String> METHODS = List.of("agent.identity.get", "agents.list", "channels.pairing.approve", "channels.pairing.dismiss",
            "channels.pairing.list", "channels.pairing.people", "channels.pairing.remove", "channels.start", "channels.status", "channels.stop", "chat.abort", "chat.history", "chat.media", "chat.send", "cron.list", "cron.remove", "cron.run", "cron.runs", "cron.update", "deliveries.dismiss", "deliveries.list", "deliveries.resend",
            "device.pair.approve", "device.pair.list", "device.pair.reject",
            "device.pair.remove", "exec.approval.list", "exec.approval.resolve", "health", "models.list", "plugins.history", "plugins.list", "plugins.rollback", "plugins.setEnabled", "plugins.uninstall", "question.list", "question.resolve", "sessions.delete", "sessions.groups.list", "sessions.list", "sessions.messages.subscribe", "sessions.patch", "sessions.reset", "sessions.subscribe");

    private final StubGateway gateway;
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final Map<String, String> runs = new ConcurrentHashMap<>();
    public volatile Script script = Script.echo();
    public volatile boolean takesFiles = true;
    /** What happens after the next page of history was made and before it goes out. */
    public volatile Runnable meanwhile = () -> {};
    public volatile List<String> agents = List.of("main");
    public volatile List<String> groups = List.of();
    /** What answers can name: by place, as the page is given it. */
    public final Map<String, Map<String, Object>> files = new ConcurrentHashMap<>();
    public final Entrance entrance;
    public final Jobs jobs;
    public final Lines lines;
    public final Doubts doubts;
    public final Shelf shelf;
    public volatile String ticket = "once";
    private volatile boolean openToAll;

    House(StubGateway gateway) {
        this.gateway = gateway;
        this.entrance = new Entrance(gateway);
        this.jobs = new Jobs(gateway);
        this.lines = new Lines(gateway);
        this.doubts = new Doubts(gateway);
        this.shelf = new Shelf(gateway);
        session("agent:main:main");
    }

    public synchronized Session session(String key) {
        return sessions.computeIfAbsent(key, each -> new Session(gateway, this, each));
    }

    /** From now on nobody has to show anything, as behind a proxy that knows the person. */
    public void opens() {
        openToAll = true;
    }

    boolean knows(JsonNode auth) {
        if (auth.path("bootstrapToken").asText().equals(ticket)) {
            ticket = "used already";
            return true;
        }
        return openToAll || auth.path("token").asText().equals(StubGateway.TOKEN) || auth.path("deviceToken").asText().equals("device");
    }

    void settled(String run) {
        runs.put(run, "ok");
    }

    synchronized Object answer(String method, JsonNode asked) {
        var key = asked.path("sessionKey").asText(asked.path("key").asText());
        switch (method) {
            case "connect": return hello();
            case "agents.list": return Map.of("defaultId", "main", "mainKey", "main", "scope", "per-sender",
                    "agents", agents.stream().map(id -> Map.of("id", id, "name", id)).toList());
            case "sessions.groups.list": return Map.of("groups", groups.stream().map(name -> Map.of("name", name, "position", 0)).toList());
            case "sessions.list": return Map.of("sessions", rows(asked.path("agentId").asText("main")), "defaults", Map.of("modelProvider", "demo", "model", "offline"));
            case "models.list": return Map.of("models", List.of(
                    Map.of("provider", "demo", "id", "offline", "name", "Offline demo", "available", true),
                    Map.of("provider", "anthropic", "id", "claude-sonnet-4-5", "name", "Claude Sonnet 4.5", "available", true),
                    Map.of("provider", "openai", "id", "gpt-5", "name", "GPT-5", "available", false)));
            case "agent.identity.get": return Map.of("agentId", asked.path("agentId").asText("main"), "name", "Chela");
            case "chat.history": return history(session(key), asked);
            case "chat.media": return file(asked.path("place").asText());
            case "chat.send": return send(key, asked);
            case "chat.abort": session(key).stop(); return Map.of("ok", true, "aborted", true, "runIds", List.of());
            case "sessions.patch": session(key).patch(asked); return Map.of("ok", true, "key", key);
            case "sessions.reset": session(key).reset(); return Map.of("ok", true, "key", key);
            case "sessions.delete": sessions.remove(key); return Map.of("ok", true, "key", key, "deleted", true);
            case "sessions.subscribe": case "sessions.messages.subscribe": return Map.of("subscribed", true);
            default: return method.startsWith("cron.") ? jobs.answer(method, asked)
                    : method.startsWith("plugins.") ? shelf.answer(method, asked)
                    : Lines.METHODS.contains(method) ? lines.answer(method, asked)
                    : Doubts.METHODS.contains(method) ? doubts.answer(method, asked) : entrance.answer(method, asked);
        }
    }

    private Map<String, Object> file(String place) {
        var file = files.get(place);
        if (file == null) {
            throw new IllegalArgumentException("'" + place + "' is no file");
        }
        return file;
    }

    private Map<String, Object> history(Session session, JsonNode asked) {
        var page = session.history(asked.path("limit").asInt(50), asked.path("offset").asInt(0));
        var happens = meanwhile;
        meanwhile = () -> {};
        happens.run();
        return page;
    }

    private Map<String, Object> send(String key, JsonNode asked) {
        var run = asked.get("idempotencyKey").asText();
        var before = runs.putIfAbsent(run, "in_flight");
        if (before != null) {
            return Map.of("runId", run, "status", before);
        }
        var session = session(key);
        var message = asked.get("message").asText();
        if (session.takes(run, message)) {
            gateway.later(() -> session.answer(script, run, message));
        }
        return Map.of("runId", run, "status", "started");
    }

    private List<Map<String, Object>> rows(String agent) {
        var rows = new ArrayList<Map<String, Object>>();
        sessions.values().stream().map(Session::row).filter(row -> row.get("agentId").equals(agent)).forEach(rows::add);
        return rows;
    }

    private Map<String, Object> hello() {
        var policy = new HashMap<String, Object>(Map.of("maxPayload", 26214400, "maxBufferedBytes", 52428800, "tickIntervalMs", 30000));
        if (takesFiles) {
            policy.put("attachments", Map.of("maxBytes", 100_000, "maxImageBytes", 50_000));
        }
        return Map.of("type", "hello-ok", "protocol", 4, "server", Map.of("version", "0.1.0", "connId", "c"),
                "features", Map.of("methods", METHODS, "events", List.of("agent", "chat")), "policy", policy,
                "snapshot", Map.of("sessionDefaults", Map.of("defaultAgentId", "main", "mainKey", "main", "mainSessionKey", "agent:main:main")),
                "auth", Map.of("role", "operator", "scopes", List.of("operator.admin"), "deviceToken", "device"));
    }
}
