package dev.chela.web.stub;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What happens by itself; tells the page of each change, as the real one does. */
public final class Jobs {
    private final StubGateway gateway;
    private final List<Map<String, Object>> jobs = new CopyOnWriteArrayList<>();
    private final List<Map<String, Object>> runs = new CopyOnWriteArrayList<>();

    Jobs(StubGateway gateway) {
        this.gateway = gateway;
    }

    public void add(String id, String name) {
        jobs.add(new TreeMap<>(Map.of("id", id, "name", name, "enabled", true, "nextRunAtMs", 4_070_908_800_000L, "state", Map.of(),
                "schedule", Map.of("kind", "cron", "expr", "0 9 * * 1", "tz", "Europe/Berlin"))));
        told(id, "added");
    }

    private void told(String id, String action) {
        gateway.broadcast("cron", Map.of("jobId", id, "action", action, "job", Map.of("id", id)));
    }

    Object answer(String method, JsonNode asked) {
        String id = asked.path("id").asText();
        switch (method) {
            case "cron.list": return Map.of("jobs", new ArrayList<>(jobs), "total", jobs.size());
            case "cron.runs": return Map.of("entries", new ArrayList<>(runs), "total", runs.size());
            case "cron.run": runs.add(0, Map.of("jobId", id, "jobName", job(id).get("name"), "status", "ok", "runAtMs", 1_767_250_800_000L,
                    "durationMs", 1500, "summary", "it is <done>", "usage", Map.of("total_tokens", 12)));
                told(id, "finished");
                return Map.of("ok", true, "enqueued", true, "runId", "manual:" + id);
            case "cron.update": job(id).put("enabled", asked.path("patch").path("enabled").asBoolean());
                told(id, "updated");
                return job(id);
            case "cron.remove": jobs.remove(job(id));
                told(id, "removed");
                return Map.of("ok", true, "removed", true);
            default: throw new IllegalArgumentException("unknown method: " + method);
        }
    }

    private Map<String, Object> job(String id) {
        return jobs.stream().filter(job -> job.get("id").equals(id)).findFirst().orElseThrow();
    }
}
