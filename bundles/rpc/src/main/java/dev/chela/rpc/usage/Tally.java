package dev.chela.rpc.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Sums up messages, in the order in which they were said. Used by one thread. */
final class Tally {
    private final ZoneId zone;
    private final Map<String, Long> tools = new TreeMap<>();
    private final Map<String, ModelUse> models = new TreeMap<>();
    private final TreeMap<LocalDate, Day> days = new TreeMap<>();
    private final List<Long> latencies = new ArrayList<>();
    private Totals totals = Totals.NONE;
    private Counts counts = Counts.NONE;
    private long first;
    private long last;
    private long asked;

    Tally(ZoneId zone) {
        this.zone = zone;
    }

    record Tool(String name, long count) {}

    record Tools(long totalCalls, int uniqueTools, List<Tool> tools) {}

    record ModelUse(String provider, String model, long count, Totals totals) {
        ModelUse plus(Totals more) {
            return new ModelUse(provider, model, count + 1, totals.plus(more));
        }
    }

    record Day(Totals totals, Counts counts) {}

    /** Milliseconds from what a person said to what was answered. */
    record Latency(int count, double avgMs, long p95Ms, long minMs, long maxMs) {}

    void add(Use use) {
        totals = totals.plus(use.totals());
        counts = counts.plus(Counts.of(use));
        use.tools().forEach(tool -> tools.merge(tool, 1L, Long::sum));
        days.merge(Instant.ofEpochMilli(use.at()).atZone(zone).toLocalDate(), new Day(use.totals(), Counts.of(use)),
                (day, more) -> new Day(day.totals().plus(more.totals()), day.counts().plus(more.counts())));
        if (use.spent()) {
            ModelUse none = new ModelUse(use.provider(), use.model(), 0, Totals.NONE);
            models.compute(use.provider() + "/" + use.model(), (name, known) -> (known == null ? none : known).plus(use.totals()));
        }
        first = first == 0 ? use.at() : Math.min(first, use.at());
        last = Math.max(last, use.at());
        measure(use);
    }

    private void measure(Use use) {
        if (use.role().equals("user")) {
            asked = use.at();
        } else if (use.role().equals("assistant") && asked > 0) {
            latencies.add(Math.max(0, use.at() - asked));
            asked = 0;
        }
    }

    /** Another session begins: what was asked in the last one is not answered in this. */
    void next() {
        asked = 0;
    }

    boolean isEmpty() {
        return counts.total() == 0;
    }

    Totals totals() {
        return totals;
    }

    Counts counts() {
        return counts;
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    Map<LocalDate, Day> days() {
        return days;
    }

    Tools tools() {
        return new Tools(counts.toolCalls(), tools.size(), tools.entrySet().stream().map(tool -> new Tool(tool.getKey(), tool.getValue()))
                .sorted(Comparator.comparingLong(Tool::count).reversed()).toList());
    }

    /** The dearest first. */
    List<ModelUse> models() {
        return models.values().stream().sorted(Comparator.comparing((ModelUse use) -> use.totals().totalCost())
                .thenComparing(use -> use.totals().totalTokens()).reversed()).toList();
    }

    Optional<Latency> latency() {
        if (latencies.isEmpty()) {
            return Optional.empty();
        }
        List<Long> sorted = latencies.stream().sorted().toList();
        double average = sorted.stream().mapToLong(each -> each).average().orElse(0);
        int p95 = Math.min(sorted.size() - 1, (int) Math.ceil(sorted.size() * 0.95) - 1);
        return Optional.of(new Latency(sorted.size(), average, sorted.get(p95), sorted.get(0), sorted.get(sorted.size() - 1)));
    }
}
