package dev.chela.core.schedule.internal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which runs of which job go on. Safe on any thread: whoever hears that a turn ended asks beside the scheduler's lock. */
final class OpenRuns {
    private final Map<String, Set<String>> byJob = new HashMap<>();

    synchronized void opened(String job, String run) {
        byJob.computeIfAbsent(job, each -> new HashSet<>()).add(run);
    }

    synchronized void closed(String job, String run) {
        byJob.computeIfPresent(job, (each, runs) -> {
            runs.remove(run);
            return runs.isEmpty() ? null : runs;
        });
    }

    synchronized boolean has(String run) {
        return byJob.values().stream().anyMatch(runs -> runs.contains(run));
    }

    synchronized boolean anyOf(Job job) {
        return byJob.containsKey(job.id());
    }
}
