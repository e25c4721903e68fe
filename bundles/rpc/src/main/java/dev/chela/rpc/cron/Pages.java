package dev.chela.rpc.cron;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.rpc.cron.CronParams.Delivered;
import dev.chela.rpc.cron.CronParams.Enabled;
import dev.chela.rpc.cron.CronParams.ListParams;
import dev.chela.rpc.cron.CronParams.RunEnd;
import dev.chela.rpc.cron.CronParams.RunsParams;
import dev.chela.rpc.cron.CronParams.ScheduleKind;
import dev.chela.rpc.cron.CronParams.SortBy;
import dev.chela.rpc.cron.CronParams.SortDir;
import dev.chela.rpc.cron.CronParams.Trigger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which jobs and which ends a client sees, and in which order. Pure. */
public final class Pages {
    private Pages() {}

    public record Preview(String label, String detail) {}

    public record Jobs(
            List<ObjectNode> jobs, String snapshotRevision, int total, int offset, int limit, boolean hasMore,
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Integer nextOffset, Optional<Map<String, Preview>> deliveryPreviews) {}

    public record Ends(
            List<ObjectNode> entries, int total, int offset, int limit, boolean hasMore,
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Integer nextOffset) {}

    static Jobs jobs(List<ObjectNode> all, ListParams wanted) {
        List<ObjectNode> fitting = new ArrayList<>(all.stream().filter(fits(wanted)).toList());
        fitting.sort(order(wanted.sortBy().orElse(SortBy.NEXT_RUN)));
        if (wanted.sortDir().orElse(SortDir.ASC) == SortDir.DESC) {
            Collections.reverse(fitting);
        }
        int offset = wanted.offset().orElse(0);
        int limit = wanted.limit().orElse(CronParams.PAGE);
        List<ObjectNode> page = fitting.stream().skip(offset).limit(limit).toList();
        boolean more = offset + page.size() < fitting.size();
        Optional<Map<String, Preview>> previews = wanted.includeDeliveryPreviews().orElse(false)
                ? Optional.of(page.stream().collect(Collectors.toMap(job -> job.path("id").asText(), Pages::preview, (one, other) -> one, LinkedHashMap::new)))
                : Optional.empty();
        return new Jobs(page, Integer.toHexString(all.hashCode()), fitting.size(), offset, limit, more, more ? offset + page.size() : null, previews);
    }

    private static Predicate<ObjectNode> fits(ListParams wanted) {
        Enabled enabled = wanted.enabled().orElse(wanted.includeDisabled().orElse(false) ? Enabled.ALL : Enabled.ENABLED);
        ScheduleKind kind = wanted.scheduleKind().orElse(ScheduleKind.ALL);
        CronParams.RunStatus last = wanted.lastRunStatus().orElse(CronParams.RunStatus.ALL);
        Optional<String> agent = wanted.agentId().or(wanted::sessionAgentId);
        return job -> (enabled == Enabled.ALL || job.path("enabled").asBoolean() == (enabled == Enabled.ENABLED))
                && (kind == ScheduleKind.ALL || job.path("schedule").path("kind").asText().equals(word(kind)))
                && (last == CronParams.RunStatus.ALL || job.path("lastRunStatus").asText("unknown").equals(word(last)))
                && wanted.trigger().orElse(Trigger.ALL) != Trigger.CONDITIONAL
                && agent.map(id -> job.path("agentId").asText().equals(id)).orElse(true)
                && wanted.sessionKey().map(key -> job.path("sessionKey").asText().equals(key)).orElse(true)
                && wanted.query().map(text -> has(job, text, "id", "name", "description")).orElse(true);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static boolean has(JsonNode node, String text, String... fields) {
        String sought = text.strip().toLowerCase(Locale.ROOT);
        return Stream.of(fields).anyMatch(field -> node.path(field).asText().toLowerCase(Locale.ROOT).contains(sought));
    }

    private static Comparator<ObjectNode> order(SortBy by) {
        return switch (by) {
            case NAME -> Comparator.comparing(job -> job.path("name").asText().toLowerCase(Locale.ROOT));
            case UPDATED -> Comparator.comparingLong(job -> job.path("updatedAtMs").asLong());
            case NEXT_RUN -> Comparator.comparingLong(job -> job.path("nextRunAtMs").asLong(Long.MAX_VALUE));
        };
    }

    /** Where a job's result goes, in a few words. */
    static Preview preview(JsonNode job) {
        JsonNode delivery = job.path("delivery");
        String mode = delivery.path("mode").asText("none");
        if (mode.equals("announce")) {
            String channel = delivery.path("channel").asText("last");
            String to = delivery.path("to").asText();
            return new Preview("announce", to.isEmpty() ? "to " + (channel.equals("last") ? "wherever somebody last wrote from" : channel) : channel + ":" + to);
        }
        return mode.equals("webhook") ? new Preview("webhook", delivery.path("to").asText()) : new Preview("none", "nothing is sent");
    }

    static Ends ends(List<ObjectNode> newestFirst, RunsParams wanted) {
        List<ObjectNode> fitting = new ArrayList<>(newestFirst.stream().filter(fits(wanted)).toList());
        if (wanted.sortDir().orElse(SortDir.DESC) == SortDir.ASC) {
            Collections.reverse(fitting);
        }
        int offset = wanted.offset().orElse(0);
        int limit = wanted.limit().orElse(CronParams.PAGE);
        List<ObjectNode> page = fitting.stream().skip(offset).limit(limit).toList();
        boolean more = offset + page.size() < fitting.size();
        return new Ends(page, fitting.size(), offset, limit, more, more ? offset + page.size() : null);
    }

    private static Predicate<ObjectNode> fits(RunsParams wanted) {
        Set<String> statuses = wanted.statuses().map(list -> list.stream().map((RunEnd end) -> word(end)).collect(Collectors.toSet()))
                .orElseGet(() -> wanted.status().filter(one -> one != CronParams.RunStatus.ALL).map(one -> Set.of(word(one))).orElse(Set.of()));
        Set<String> deliveries = wanted.deliveryStatuses().map(list -> list.stream().map(Delivered::word).collect(Collectors.toSet()))
                .orElseGet(() -> wanted.deliveryStatus().map(one -> Set.of(one.word())).orElse(Set.of()));
        return entry -> (statuses.isEmpty() || statuses.contains(entry.path("status").asText()))
                && (deliveries.isEmpty() || deliveries.contains(entry.path("deliveryStatus").asText()))
                && wanted.runId().map(id -> entry.path("runId").asText().equals(id)).orElse(true)
                && wanted.agentId().map(id -> entry.path("sessionKey").asText().startsWith("agent:" + id + ":")).orElse(true)
                && wanted.query().map(text -> has(entry, text, "jobName", "summary", "error", "jobId")).orElse(true);
    }
}
