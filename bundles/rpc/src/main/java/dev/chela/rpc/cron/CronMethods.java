package dev.chela.rpc.cron;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.rpc.Write;
import dev.chela.core.json.Json;
import dev.chela.core.schedule.Schedule;
import dev.chela.rpc.cron.CronParams.AddParams;
import dev.chela.rpc.cron.CronParams.IdParams;
import dev.chela.rpc.cron.CronParams.ListParams;
import dev.chela.rpc.cron.CronParams.RunParams;
import dev.chela.rpc.cron.CronParams.RunsParams;
import dev.chela.rpc.cron.CronParams.UpdateParams;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code cron.*}. */
@Component(service = RpcMethods.class)
public final class CronMethods implements RpcMethods {
    private static final Set<String> PATCHED = Set.of("name", "displayName", "agentId", "sessionKey", "description", "enabled", "deleteAfterRun",
            "schedule", "pacing", "trigger", "sessionTarget", "wakeMode", "payload", "delivery", "failureAlert", "policy");

    private final Schedule schedule;

    @Activate
    public CronMethods(@Reference Schedule schedule) {
        this.schedule = schedule;
    }

    @Rpc(value = "cron.list", scope = Scope.READ)
    public Pages.Jobs list(ListParams params, Caller caller) {
        return Pages.jobs(schedule.jobs(), params);
    }

    public record NoParams() {}

    /** @param faulty jobs of the file that are not run, and why; left out when there are none */
    public record State(
            boolean enabled, String storePath, int jobs, @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Long nextWakeAtMs,
            Optional<List<String>> faulty) {}

    @Rpc(value = "cron.status", scope = Scope.READ)
    public State status(NoParams params, Caller caller) {
        Schedule.Status now = schedule.status();
        return new State(now.enabled(), now.file(), now.jobs(), now.nextAt().isPresent() ? now.nextAt().getAsLong() : null,
                Optional.of(now.faulty()).filter(faults -> !faults.isEmpty()));
    }

    @Rpc(value = "cron.get", scope = Scope.READ)
    public ObjectNode get(IdParams params, Caller caller) {
        String id = CronParams.id("cron.get", params.id(), params.jobId());
        return schedule.job(id).orElseThrow(() -> unknown(new Schedule.NoSuchJob(id)));
    }

    /** With a {@code declarationKey} that a job has already, that job becomes what is declared. */
    @Rpc(value = "cron.add", scope = Scope.ADMIN, write = Write.CONTROL_PLANE)
    public ObjectNode add(AddParams params, Caller caller) {
        ObjectNode definition = params.definition();
        if (params.declarationKey().isEmpty()) {
            return previewed(answered("cron.add", () -> schedule.add(definition)));
        }
        Schedule.Declared declared = answered("cron.add", () -> schedule.declare(definition));
        ObjectNode answer = Json.object().put("created", declared.created());
        if (!declared.created()) {
            answer.put("updated", true);
        }
        answer.set("job", declared.job());
        return answer;
    }

    private static ObjectNode previewed(ObjectNode job) {
        Pages.Preview preview = Pages.preview(job);
        job.putObject("deliveryPreview").put("label", preview.label()).put("detail", preview.detail());
        return job;
    }

    @Rpc(value = "cron.update", scope = Scope.ADMIN, write = Write.CONTROL_PLANE)
    public ObjectNode update(UpdateParams params, Caller caller) {
        String id = CronParams.id("cron.update", params.id(), params.jobId());
        params.patch().fieldNames().forEachRemaining(name -> {
            if (!PATCHED.contains(name)) {
                throw RpcFault.invalid("invalid cron.update params: at /patch: " + (name.equals("state")
                        ? "what became of a job is for the gateway alone to say: state cannot be patched" : "unexpected property '" + name + "'"));
            }
        });
        return answered("cron.update", () -> schedule.update(id, params.patch(), params.expectedConfigRevision().orElse("")));
    }

    public record Removed(boolean ok, boolean removed) {}

    @Rpc(value = "cron.remove", scope = Scope.ADMIN, write = Write.CONTROL_PLANE)
    public Removed remove(IdParams params, Caller caller) {
        String id = CronParams.id("cron.remove", params.id(), params.jobId());
        return answered("cron.remove", () -> {
            schedule.remove(id);
            return new Removed(true, true);
        });
    }

    /** @param reason why it was not started */
    public record Started(boolean ok, Optional<Boolean> enqueued, Optional<String> runId, Optional<Boolean> ran, Optional<String> reason) {}

    @Rpc(value = "cron.run", scope = Scope.ADMIN, write = Write.CONTROL_PLANE)
    public Started run(RunParams params, Caller caller) {
        String id = CronParams.id("cron.run", params.id(), params.jobId());
        Schedule.Mode mode = Schedule.Mode.valueOf(params.mode().orElse(CronParams.Mode.FORCE).name());
        Schedule.Started started = answered("cron.run", () -> schedule.run(id, mode));
        return started.reason().isEmpty()
                ? new Started(true, Optional.of(true), Optional.of(started.runId()), Optional.empty(), Optional.empty())
                : new Started(true, Optional.empty(), Optional.empty(), Optional.of(false), Optional.of(started.reason()));
    }

    @Rpc(value = "cron.runs", scope = Scope.READ)
    public Pages.Ends runs(RunsParams params, Caller caller) {
        Optional<String> job = params.scope().filter(scope -> scope == CronParams.RunScope.ALL).isPresent()
                ? Optional.empty() : params.id().or(params::jobId);
        return Pages.ends(schedule.log(job), params);
    }

    private static <T> T answered(String method, Supplier<T> work) {
        try {
            return work.get();
        } catch (Schedule.NoSuchJob unknown) {
            throw unknown(unknown);
        } catch (Permanent wrong) {
            throw RpcFault.invalid("invalid " + method + " params: " + wrong.getMessage());
        } catch (Transient later) {
            throw RpcFault.unavailable(String.valueOf(later.getMessage()), later.after().toMillis());
        }
    }

    private static RpcFault unknown(Schedule.NoSuchJob unknown) {
        return RpcFault.invalid(String.valueOf(unknown.getMessage()), Map.of("code", "CRON_JOB_NOT_FOUND", "jobId", unknown.id()));
    }
}
