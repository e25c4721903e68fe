package dev.chela.core.schedule.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.event.EventType;
import dev.chela.core.schedule.internal.LogRows.Run;
import dev.chela.core.store.Ledger.Outcome;
import dev.chela.core.store.Step;
import dev.chela.core.text.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a run: one commit that holds the log's entry, what the job learns of it, and what leaves the house because of it. */
final class Ending {
    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);
    private static final int SUMMARY = 4000;
    private static final int MOST_FAILURES = 10;
    private static final int USUAL_RETRIES = 5;

    private final Rooms rooms;
    private final Book book;
    private final Outward outward;

    Ending(Rooms rooms, Book book) {
        this.rooms = rooms;
        this.book = book;
        this.outward = new Outward(rooms);
    }

    /** @param last whether no other run of the job goes on @return the entry; empty when it had ended before */
    Optional<ObjectNode> end(Run run, Result result, boolean last) {
        ObjectNode entry = entry(run, result);
        Step.Builder step = Step.named("end run");
        List<String> addresses = new ArrayList<>();
        Optional<Job> job = book.find(run.job());
        Optional<JobState> state = job.map(each -> learn(each, run, result, last));
        job.ifPresent(each -> {
            addresses.addAll(outward.result(step, each, run.id(), result, entry));
            addresses.addAll(outward.alert(step, each, run.id(), result.error(), state.orElseThrow()));
            tellDelivery(state.orElseThrow(), entry);
            OptionalLong due = state.orElseThrow().told().due();
            due.ifPresent(next -> entry.put("nextRunAtMs", next));
            step.change(LogRows.save(run.job(), state.orElseThrow()));
        });
        long now = rooms.now();
        step.change(LogRows.end(run.id(), entry, now, String.join("\n", addresses))).fact(CronFacts.of(EventType.CRON_FINISHED, entry));
        step.change(LogRows.forgetMost(run.job())).change(LogRows.forgetBefore(now - rooms.config().get().runRetention().toMillis()));
        if (rooms.ledger().commit(step.build()) == Outcome.REFUSED) {
            return Optional.empty();
        }
        state.ifPresent(each -> book.now(run.job(), each));
        job.ifPresent(this::retire);
        return Optional.of(entry);
    }

    private ObjectNode entry(Run run, Result result) {
        long now = rooms.now();
        ObjectNode entry = run.entry().deepCopy();
        entry.put("ts", now).put("status", result.fine() ? "ok" : "error").put("durationMs", Math.max(0, now - run.began()));
        entry.put("completionStatus", result.unknown() ? "unknown" : result.fine() ? "succeeded" : "failed");
        if (!result.fine()) {
            entry.put("error", result.error()).put("errorReason", result.reason());
        }
        if (!result.text().isBlank()) {
            entry.put("summary", Excerpt.of(result.text(), SUMMARY));
        }
        entry.setAll(result.facts());
        return entry;
    }

    private JobState learn(Job job, Run run, Result result, boolean last) {
        JobState state = book.state(job.id()).copy();
        ObjectNode node = state.node();
        long now = rooms.now();
        if (last) {
            node.remove("runningAtMs");
        }
        String status = result.fine() ? "ok" : "error";
        node.put("lastRunAtMs", run.began()).put("lastRunStatus", status).put("lastStatus", status).put("lastDurationMs", Math.max(0, now - run.began()));
        node.put("consecutiveErrors", result.fine() ? 0 : state.errors() + 1).put("consecutiveSkipped", 0);
        state.own().remove(List.of("holdUntil", "waits"));
        if (result.fine()) {
            node.remove(List.of("lastError", "lastErrorReason"));
        } else {
            node.put("lastError", result.error()).put("lastErrorReason", result.reason());
            afterFailure(job, run, result, state);
        }
        boolean scheduled = run.scheduled() > 0;
        if (job.runsOnce() && scheduled && !state.own().has("retryAt")) {
            state.next(OptionalLong.empty()).own().put("done", true);
        }
        return state;
    }

    private void afterFailure(Job job, Run run, Result result, JobState state) {
        long pause = rooms.now() + Rules.pause(state.errors()).toMillis();
        int retries = job.timing() instanceof Timing.OnExit ? 0
                : job.rules().retries().orElse(job.runsOnce() && result.passing() ? USUAL_RETRIES : 0);
        if (!result.unknown() && run.scheduled() > 0 && run.attempt() < retries) {
            state.own().put("retryAt", rooms.now() + Rules.pause(run.attempt() + 1).toMillis()).put("retryFor", run.scheduled())
                    .put("retryAttempt", run.attempt() + 1);
        } else if (!job.runsOnce()) {
            state.own().put("holdUntil", pause);
        }
        if (!job.runsOnce() && state.errors() >= MOST_FAILURES) {
            state.node().putObject("autoDisabled").put("reason", "consecutive-failures").put("atMs", rooms.now())
                    .put("consecutiveErrors", state.errors());
        }
    }

    private static void tellDelivery(JobState state, ObjectNode entry) {
        state.node().put("lastDeliveryStatus", entry.path("deliveryStatus").asText()).put("lastDelivered", entry.path("delivered").asBoolean());
        if (entry.has("deliveryError")) {
            state.node().put("lastDeliveryError", entry.path("deliveryError").asText());
        } else {
            state.node().remove("lastDeliveryError");
        }
    }

    /** What the file has to say: a job that has run for the last time, or fails too often. */
    private void retire(Job job) {
        JobState state = book.state(job.id());
        if (state.own().path("done").asBoolean()) {
            book.finish(job);
        } else if (state.node().has("autoDisabled") && job.enabled()) {
            LOG.warn("cron job {} ({}) failed {} times in a row and is disabled; enable it when it is repaired: chela cron enable {}",
                    job.id(), job.name(), state.errors(), job.id());
            book.disable(job);
        }
    }

    /** What was to be POSTed has been, or cannot be. @param wrong by address; empty where it has been */
    void posted(Run run, Map<String, String> wrong) {
        Optional<Delivery.Route> primary = book.find(run.job()).map(job -> job.delivery().primary());
        boolean waits = run.entry().path("deliveryStatus").asText().equals("unknown") && primary.filter(route -> route.mode() == Delivery.Mode.ANNOUNCE).isEmpty();
        wrong.entrySet().stream().filter(each -> !each.getValue().isEmpty()).forEach(each ->
                LOG.warn("run {} could not be POSTed to a webhook and will not be: {}", run.id(), each.getValue()));
        if (waits) {
            String why = primary.map(route -> wrong.getOrDefault(route.to(), "")).orElseGet(() -> String.join("; ", wrong.values()));
            delivered(run, why.isEmpty(), why);
        }
        rooms.ledger().commit(Step.named("posted").change(LogRows.posted(run.id())).build());
    }

    /** What became of what a run sent. */
    void delivered(Run run, boolean arrived, String why) {
        ObjectNode entry = run.entry().deepCopy();
        entry.put("delivered", arrived).put("deliveryStatus", arrived ? "delivered" : "not-delivered");
        if (!arrived) {
            entry.put("deliveryError", why);
        }
        Step.Builder step = Step.named("delivered").change(LogRows.amend(run.id(), entry));
        Optional<JobState> state = book.find(run.job()).map(job -> book.state(job.id()).copy());
        state.ifPresent(each -> {
            tellDelivery(each, entry);
            step.change(LogRows.save(run.job(), each));
        });
        rooms.ledger().commit(step.build());
        state.ifPresent(each -> book.now(run.job(), each));
    }
}
