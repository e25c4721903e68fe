package dev.chela.rpc.system;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.chela.api.config.Range;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.task.Clock;
import dev.chela.core.home.Home;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Lists of what this house does not have yet: nodes, jobs, suggestions, approvals of plugins. Clients ask for them on every
 * page; that there is none is the truth. Whoever builds one of these takes its method out of here.
 */
@Component(service = RpcMethods.class)
public final class UnbuiltLists implements RpcMethods {
    private static final int PAGE = 200;

    private final Home home;
    private final Clock clock;

    @Activate
    public UnbuiltLists(@Reference Home home, @Reference Clock clock) {
        this.home = home;
        this.clock = clock;
    }

    public record NoParams() {}

    public record Nodes(long ts, List<Object> nodes) {}

    @Rpc(value = "node.list", scope = Scope.READ)
    public Nodes nodes(NoParams params, Caller caller) {
        return new Nodes(clock.now().toEpochMilli(), List.of());
    }

    public record CronParams(
            Optional<String> sessionKey, Optional<String> sessionAgentId, Optional<Boolean> includeDisabled,
            @Range(min = 1, max = PAGE) Optional<Integer> limit, @Range(min = 0) Optional<Integer> offset, Optional<String> query,
            Optional<JobState> enabled, Optional<ScheduleKind> scheduleKind, Optional<RunStatus> lastRunStatus, Optional<Trigger> trigger,
            Optional<SortBy> sortBy, Optional<SortDir> sortDir, Optional<String> agentId, Optional<Boolean> compact,
            Optional<Boolean> includeDeliveryPreviews) {}

    public enum JobState { ALL, ENABLED, DISABLED }

    public enum ScheduleKind { ALL, AT, EVERY, CRON, @JsonProperty("on-exit") ON_EXIT, STREAM }

    public enum RunStatus { ALL, OK, ERROR, SKIPPED, UNKNOWN }

    public enum Trigger { ALL, CONDITIONAL, UNCONDITIONAL }

    public enum SortBy { @JsonProperty("nextRunAtMs") NEXT_RUN, @JsonProperty("updatedAtMs") UPDATED, NAME }

    public enum SortDir { ASC, DESC }

    public record CronPage(
            List<Object> jobs, String snapshotRevision, int total, int offset, int limit, boolean hasMore,
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Integer nextOffset) {}

    @Rpc(value = "cron.list", scope = Scope.READ)
    public CronPage jobs(CronParams params, Caller caller) {
        int limit = params.limit().orElse(PAGE);
        int offset = params.offset().orElse(0);
        return new CronPage(List.of(), "0", 0, offset, limit, false, null);
    }

    public record RunsParams(
            Optional<String> agentId, Optional<RunScope> scope, Optional<String> id, Optional<String> jobId, Optional<String> runId,
            @Range(min = 1, max = PAGE) Optional<Integer> limit, @Range(min = 0) Optional<Integer> offset,
            Optional<List<RunEnd>> statuses, Optional<RunStatus> status, Optional<List<Delivery>> deliveryStatuses,
            Optional<Delivery> deliveryStatus, Optional<String> query, Optional<SortDir> sortDir) {}

    public enum RunScope { JOB, ALL }

    public enum RunEnd { OK, ERROR, SKIPPED }

    public enum Delivery {
        DELIVERED, @JsonProperty("not-delivered") NOT_DELIVERED, UNKNOWN, @JsonProperty("not-requested") NOT_REQUESTED
    }

    public record RunsPage(
            List<Object> entries, int total, int offset, int limit, boolean hasMore,
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Integer nextOffset) {}

    @Rpc(value = "cron.runs", scope = Scope.READ)
    public RunsPage runs(RunsParams params, Caller caller) {
        return new RunsPage(List.of(), 0, params.offset().orElse(0), params.limit().orElse(PAGE), false, null);
    }

    public record CronState(
            boolean enabled, String storePath, int jobs, @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Long nextWakeAtMs) {}

    @Rpc(value = "cron.status", scope = Scope.READ)
    public CronState cron(NoParams params, Caller caller) {
        return new CronState(false, home.root().resolve("cron/jobs.json").toString(), 0, null);
    }

    public record SuggestionsParams(Optional<String> sessionKey, Optional<String> agentId) {}

    public record Suggestions(List<Object> suggestions) {}

    @Rpc(value = "taskSuggestions.list", scope = Scope.READ)
    public Suggestions suggestions(SuggestionsParams params, Caller caller) {
        return new Suggestions(List.of());
    }

    @Rpc(value = "plugin.approval.list", scope = Scope.APPROVALS)
    public List<Object> pluginApprovals(NoParams params, Caller caller) {
        return List.of();
    }

    @Rpc(value = "openclaw.approval.list", scope = Scope.APPROVALS)
    public List<Object> ownApprovals(NoParams params, Caller caller) {
        return List.of();
    }
}
