package dev.chela.tool.cron;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.grant.Jobs;
import dev.chela.api.tool.Tool;
import dev.chela.testkit.tool.ToolBench;
import dev.chela.testkit.tool.ToolContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CronTest extends ToolContract {
    private final Map<String, Map<String, Object>> jobs = new LinkedHashMap<>();
    private final List<String> done = new ArrayList<>();

    @Override
    protected Tool<?> tool() {
        return new Cron();
    }

    @Override
    protected String example() {
        return "{\"action\": \"list\"}";
    }

    @Override
    protected ToolBench bench(Path at) {
        return new ToolBench(at).grants(Jobs.class, new InMemory());
    }

    private final class InMemory implements Jobs {
        @Override
        public List<Map<String, Object>> list() {
            return List.copyOf(jobs.values());
        }

        @Override
        public Map<String, Object> add(Map<String, Object> job) {
            Map<String, Object> added = new LinkedHashMap<>(job);
            added.put("id", "j" + jobs.size());
            added.put("nextRunAtMs", 1_767_250_800_000L);
            jobs.put("j" + jobs.size(), added);
            return added;
        }

        @Override
        public Map<String, Object> update(String id, Map<String, Object> patch) {
            done.add("update " + id + " " + patch);
            return Map.of("id", id);
        }

        @Override
        public void remove(String id) {
            done.add("remove " + id);
        }

        @Override
        public String run(String id) {
            return "manual:" + id;
        }

        @Override
        public List<Map<String, Object>> runs(String id) {
            return List.of(Map.of("jobId", id, "status", "ok", "summary", "a \"quoted\"\nword"));
        }
    }

    @Test
    void jobs_are_added_shown_changed_started_and_removed() throws Exception {
        String added = textOf("{\"action\": \"add\", \"job\": {\"name\": \"tea\", \"schedule\": {\"kind\": \"every\", \"everyMs\": 60000},"
                + " \"payload\": {\"kind\": \"agentTurn\", \"message\": \"make tea\"}}}");
        assertThat(added).isEqualTo("{\"name\":\"tea\",\"schedule\":{\"kind\":\"every\",\"everyMs\":60000},"
                + "\"payload\":{\"kind\":\"agentTurn\",\"message\":\"make tea\"},\"id\":\"j0\",\"nextRunAtMs\":1767250800000}");
        assertThat(textOf("{\"action\": \"get\", \"jobId\": \"j0\"}")).isEqualTo(added);
        assertThat(textOf("{\"action\": \"list\"}")).contains("make tea");
        assertThat(textOf("{\"action\": \"status\"}")).contains("2026-01-01T07:00:00Z");
        assertThat(textOf("{\"action\": \"run\", \"jobId\": \"j0\"}")).contains("manual:j0");
        assertThat(textOf("{\"action\": \"runs\", \"jobId\": \"j0\"}")).contains("a \\\"quoted\\\"\\u000aword");
        textOf("{\"action\": \"update\", \"jobId\": \"j0\", \"patch\": {\"enabled\": false}}");
        textOf("{\"action\": \"remove\", \"jobId\": \"j0\"}");
        assertThat(done).containsExactly("update j0 {enabled=false}", "remove j0");
    }

    @Test
    void a_wake_is_a_job_that_is_due_at_once() throws Exception {
        assertThat(textOf("{\"action\": \"wake\", \"text\": \"look\", \"mode\": \"next-heartbeat\"}"))
                .contains("1970-01-01T00:00:01Z", "systemEvent", "look", "next-heartbeat");
    }
}
