package dev.chela.rpc.usage;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.chela.api.config.Range;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.task.Clock;
import dev.chela.core.usage.Spend;
import dev.chela.core.usage.UsageBook;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code usage.status} and {@code usage.cost}. */
@Component(service = RpcMethods.class)
public final class CostMethods implements RpcMethods {
    private static final String METHOD = "usage.cost";
    private static final int MOST_DAYS = 3660;

    private final UsageBook book;
    private final Clock clock;

    @Activate
    public CostMethods(@Reference UsageBook book, @Reference Clock clock) {
        this.book = book;
        this.clock = clock;
    }

    public record NoParams() {}

    public record Quotas(long updatedAt, List<Object> providers) {}

    /** What is left of a subscription; no provider that is built tells. */
    @Rpc(value = "usage.status", scope = Scope.READ)
    public Quotas status(NoParams params, Caller caller) {
        return new Quotas(clock.now().toEpochMilli(), List.of());
    }

    /**
     * @param startDate {@code 2026-11-21}; with {@code endDate}, which is today where it is left out, instead of {@code days}
     * @param utcOffset {@code UTC+1}, {@code UTC-3:30}, with the mode {@code specific}
     */
    public record CostParams(
            Optional<String> startDate, Optional<String> endDate, @Range(min = 1, max = MOST_DAYS) Optional<Integer> days,
            Optional<Period.Range> range, Optional<Period.Mode> mode, Optional<String> timeZone, Optional<String> utcOffset, Optional<String> agentId) {}

    public record Cost(long updatedAt, long days, List<Day> daily, Totals totals) {}

    /** A day on which something was spent. */
    public record Day(String date, @JsonUnwrapped Totals totals) {}

    @Rpc(value = "usage.cost", scope = Scope.READ)
    public Cost cost(CostParams params, Caller caller) {
        Instant now = clock.now();
        ZoneId zone = Period.zone(METHOD, params.mode(), params.timeZone(), params.utcOffset());
        Period period = period(params, zone, now);
        List<UsageBook.Entry> entries = book.between(period.from(), period.to()).stream()
                .filter(entry -> params.agentId().isEmpty() || params.agentId().get().equals(entry.agent())).toList();
        Map<LocalDate, List<UsageBook.Entry>> daily = entries.stream().collect(
                Collectors.groupingBy(entry -> LocalDate.ofInstant(entry.begin(), zone), TreeMap::new, Collectors.toList()));
        return new Cost(now.toEpochMilli(), ChronoUnit.DAYS.between(period.first(), period.last()) + 1, daily.entrySet().stream()
                .map(day -> new Day(day.getKey().toString(), sum(day.getValue()))).toList(), sum(entries));
    }

    private static Period period(CostParams params, ZoneId zone, Instant now) {
        Period usual = Period.of(METHOD, params.startDate(), params.endDate(), params.range(), zone, now);
        return params.days().filter(days -> params.startDate().isEmpty())
                .map(days -> new Period(usual.last().minusDays(days - 1L), usual.last(), zone)).orElse(usual);
    }

    private static Totals sum(List<UsageBook.Entry> entries) {
        return entries.stream().map(CostMethods::totals).reduce(Totals.NONE, Totals::plus);
    }

    private static Totals totals(UsageBook.Entry entry) {
        Spend spend = entry.spend();
        return new Totals(spend.tokens().input(), spend.tokens().output(), 0, 0, spend.tokens().total(), spend.cost(), spend.inputCost(),
                spend.outputCost(), BigDecimal.ZERO, BigDecimal.ZERO, entry.unpriced());
    }
}
