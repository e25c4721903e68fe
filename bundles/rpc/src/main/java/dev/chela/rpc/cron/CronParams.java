package dev.chela.rpc.cron;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.config.Range;
import dev.chela.api.rpc.Field;
import dev.chela.api.rpc.RpcFault;
import dev.chela.core.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What clients ask of jobs. */
public final class CronParams {
    static final int PAGE = 200;

    private CronParams() {}

    public record ListParams(
            Optional<String> sessionKey, Optional<String> sessionAgentId, Optional<Boolean> includeDisabled,
            @Range(min = 1, max = PAGE) Optional<Integer> limit, @Range(min = 0) Optional<Integer> offset, Optional<String> query,
            Optional<Enabled> enabled, Optional<ScheduleKind> scheduleKind, Optional<RunStatus> lastRunStatus, Optional<Trigger> trigger,
            Optional<SortBy> sortBy, Optional<SortDir> sortDir, Optional<String> agentId, Optional<Boolean> compact,
            Optional<Boolean> includeDeliveryPreviews) {}

    public enum Enabled { ALL, ENABLED, DISABLED }

    public enum ScheduleKind { ALL, AT, EVERY, CRON, @JsonProperty("on-exit") ON_EXIT, STREAM }

    public enum RunStatus { ALL, OK, ERROR, SKIPPED, UNKNOWN }

    public enum Trigger { ALL, CONDITIONAL, UNCONDITIONAL }

    public enum SortBy { @JsonProperty("nextRunAtMs") NEXT_RUN, @JsonProperty("updatedAtMs") UPDATED, NAME }

    public enum SortDir { ASC, DESC }

    public record RunsParams(
            Optional<String> agentId, Optional<RunScope> scope, Optional<String> id, Optional<String> jobId, Optional<String> runId,
            @Range(min = 1, max = PAGE) Optional<Integer> limit, @Range(min = 0) Optional<Integer> offset,
            Optional<List<RunEnd>> statuses, Optional<RunStatus> status, Optional<List<Delivered>> deliveryStatuses,
            Optional<Delivered> deliveryStatus, Optional<String> query, Optional<SortDir> sortDir) {}

    public enum RunScope { JOB, ALL }

    public enum RunEnd { OK, ERROR, SKIPPED }

    public enum Delivered {
        DELIVERED, @JsonProperty("not-delivered") NOT_DELIVERED, UNKNOWN, @JsonProperty("not-requested") NOT_REQUESTED;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Clients name a job either way. */
    public record IdParams(Optional<String> id, Optional<String> jobId) {}

    public enum Mode { DUE, FORCE, @JsonProperty("if-enabled") IF_ENABLED }

    public record RunParams(Optional<String> id, Optional<String> jobId, Optional<Mode> mode) {}

    public record UpdateParams(Optional<String> id, Optional<String> jobId, ObjectNode patch, Optional<String> expectedConfigRevision) {}

    /** @param policy this house's own: what becomes of times that were missed or overlap, and how often a failed run is repeated */
    public record AddParams(
            String name, Optional<String> declarationKey, Optional<String> displayName, Optional<ObjectNode> owner, Field<String> agentId,
            Field<String> sessionKey, Optional<String> description, Optional<Boolean> enabled, Optional<Boolean> deleteAfterRun,
            ObjectNode schedule, Optional<ObjectNode> pacing, Optional<ObjectNode> trigger, String sessionTarget, String wakeMode,
            ObjectNode payload, Optional<ObjectNode> delivery, Optional<JsonNode> failureAlert, Optional<ObjectNode> policy) {
        ObjectNode definition() {
            ObjectNode job = Json.object().put("name", name);
            declarationKey.ifPresent(value -> job.put("declarationKey", value));
            displayName.ifPresent(value -> job.put("displayName", value));
            owner.ifPresent(value -> job.set("owner", value));
            text(job, "agentId", agentId);
            text(job, "sessionKey", sessionKey);
            description.ifPresent(value -> job.put("description", value));
            enabled.ifPresent(value -> job.put("enabled", value));
            deleteAfterRun.ifPresent(value -> job.put("deleteAfterRun", value));
            job.set("schedule", schedule);
            pacing.ifPresent(value -> job.set("pacing", value));
            trigger.ifPresent(value -> job.set("trigger", value));
            job.put("sessionTarget", sessionTarget).put("wakeMode", wakeMode).set("payload", payload);
            delivery.ifPresent(value -> job.set("delivery", value));
            failureAlert.ifPresent(value -> job.set("failureAlert", value));
            policy.ifPresent(value -> job.set("policy", value));
            return job;
        }

        private static void text(ObjectNode job, String key, Field<String> value) {
            if (value instanceof Field.Set<String> set) {
                job.put(key, set.value());
            }
        }
    }

    static String id(String method, Optional<String> id, Optional<String> jobId) {
        if (id.isPresent() && jobId.isPresent()) {
            throw RpcFault.invalid("invalid " + method + " params: at /jobId: must not be given beside id");
        }
        return id.or(() -> jobId).filter(given -> !given.isBlank())
                .orElseThrow(() -> RpcFault.invalid("invalid " + method + " params: at root: must have required property 'id'"));
    }
}
