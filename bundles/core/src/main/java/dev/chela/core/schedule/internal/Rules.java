package dev.chela.core.schedule.internal;

import dev.chela.api.fault.Permanent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a job does when things do not go as planned: its property {@code policy}, which is this house's own.
 *
 * @param misfire empty for what the configuration says
 * @param retries how often a failed run is repeated; empty for five times after a passing fault of a job that runs once, and else never
 */
record Rules(Optional<Misfire> misfire, Overlap overlap, Optional<Integer> retries, Alert alert) {
    private static final List<Duration> BACK_OFF = List.of(Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(5),
            Duration.ofMinutes(15), Duration.ofHours(1));

    /** For times that passed while nobody could act. */
    enum Misfire { SKIP, ONCE, ALL }

    /** For a time that comes while the job still runs. */
    enum Overlap { SKIP, QUEUE, PARALLEL }

    /** @param after zero for never */
    record Alert(Optional<Long> after, Optional<Long> cooldown, Optional<Delivery.Route> route) {}

    static Rules read(Fields job) {
        Fields policy = job.has("policy") ? job.object("policy") : new Fields(job.node().path("policy"), "/policy");
        policy.only(Set.of("misfire", "overlap", "retries"), Map.of());
        return new Rules(policy.text("misfire").map(given -> Misfire.valueOf(upper(policy.word("misfire", "", List.of("skip", "once", "all"))))),
                Overlap.valueOf(upper(policy.word("overlap", "skip", List.of("skip", "queue", "parallel")))),
                policy.number("retries", 0).map(Long::intValue), alert(job));
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    private static Alert alert(Fields job) {
        if (job.node().path("failureAlert").isBoolean() && !job.node().path("failureAlert").asBoolean()) {
            return new Alert(Optional.of(0L), Optional.empty(), Optional.empty());
        }
        if (!job.has("failureAlert")) {
            return new Alert(Optional.empty(), Optional.empty(), Optional.empty());
        }
        Fields alert = job.object("failureAlert").only(
                Set.of("after", "channel", "to", "cooldownMs", "includeSkipped", "mode", "accountId"), Map.of());
        if (alert.flag("includeSkipped", false)) {
            throw new Permanent("at /failureAlert/includeSkipped: is not built: runs that were skipped raise no alert");
        }
        boolean routed = alert.has("channel") || alert.has("to") || alert.has("mode");
        return new Alert(alert.number("after", 1), alert.number("cooldownMs", 0),
                routed ? Optional.of(Delivery.Route.read(alert, "announce")) : Optional.empty());
    }

    /** How long to wait after so many failures in a row. */
    static Duration pause(int failures) {
        return BACK_OFF.get(Math.min(Math.max(failures, 1), BACK_OFF.size()) - 1);
    }
}
