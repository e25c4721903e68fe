package dev.chela.rpc.system;

import dev.chela.api.channel.Health;
import dev.chela.api.channel.Probe;
import dev.chela.core.channel.Channels;
import dev.chela.core.channel.Channels.AccountStatus;
import dev.chela.core.channel.Channels.Installed;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The channels and their accounts as they are at this moment, in the protocol's names. */
final class ChannelStates {
    private static final int SHORTEST_MS = 1000;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final List<Installed> types;
    private final List<String> order;
    private final Map<String, List<Account>> accounts;

    /**
     * @param only the channel to look at; all when empty
     * @param probe how long each open account's platform may take to answer, half a minute at most; empty for not asking it
     */
    ChannelStates(Channels channels, Optional<String> only, Optional<Duration> probe) {
        types = channels.types().stream().filter(type -> only.isEmpty() || only.get().equals(type.info().id())).toList();
        order = types.stream().map(type -> type.info().id()).toList();
        accounts = channels.accounts().stream().filter(account -> order.contains(account.channel()))
                .collect(Collectors.groupingBy(AccountStatus::channel, TreeMap::new,
                        Collectors.mapping(account -> account(channels, account, probe), Collectors.toList())));
    }

    /** What a request's {@code probe} and {@code timeoutMs} ask for: a second at least. */
    static Optional<Duration> probing(Optional<Boolean> probe, Optional<Integer> timeoutMs) {
        return probe.filter(wanted -> wanted).map(wanted -> timeoutMs.map(ms -> Duration.ofMillis(Math.max(SHORTEST_MS, ms))).orElse(LONGEST));
    }

    /** @param setup what a person does to get an account, one sentence each */
    record Channel(boolean configured, boolean running, List<String> setup) {}

    /**
     * @param detail what the channel says of its state, and {@code advice} what to do about it; absent where it says nothing
     * @param lastTransportActivityAt when the platform last answered
     * @param refused who wrote and may not, since the account was opened, the first hundred
     */
    record Account(
            String accountId, boolean enabled, boolean configured, boolean running, boolean connected, int reconnectAttempts,
            Optional<String> lastError, String healthState, Optional<String> detail, Optional<String> advice, Optional<Long> lastInboundAt, Optional<Long> lastOutboundAt,
            Optional<Long> lastTransportActivityAt,
            Optional<Checked> probe, List<String> refused) {}

    record Checked(boolean ok, String detail, String advice) {}

    /** A channel in the house's health. {@code accountId} and what follows it are its first account's. */
    record Summary(
            boolean configured, boolean running, Optional<String> accountId, Optional<Boolean> connected, Optional<String> healthState,
            Optional<String> lastError, Map<String, Account> accounts) {}

    List<String> order() {
        return order;
    }

    Map<String, String> labels() {
        return types.stream().collect(Collectors.toMap(type -> type.info().id(), type -> type.info().label()));
    }

    Map<String, List<Account>> accounts() {
        return accounts;
    }

    Map<String, Channel> channels() {
        return order.stream().collect(Collectors.toMap(id -> id, this::channel));
    }

    private Channel channel(String id) {
        List<Account> known = accounts.getOrDefault(id, List.of());
        List<String> setup = types.stream().filter(type -> type.info().id().equals(id)).flatMap(type -> type.info().setupSteps().stream()).toList();
        return new Channel(!known.isEmpty(), known.stream().anyMatch(Account::running), setup);
    }

    Map<String, Summary> summaries() {
        Map<String, Summary> summaries = new LinkedHashMap<>();
        order.forEach(id -> summaries.put(id, summary(id)));
        return summaries;
    }

    private Summary summary(String id) {
        Map<String, Account> known = new LinkedHashMap<>();
        accounts.getOrDefault(id, List.of()).forEach(account -> known.put(account.accountId(), account));
        Optional<Account> first = known.values().stream().findFirst();
        Channel channel = channel(id);
        return new Summary(channel.configured(), channel.running(), first.map(Account::accountId), first.map(Account::connected),
                first.map(Account::healthState), first.flatMap(Account::lastError), known);
    }

    private static Account account(Channels channels, AccountStatus status, Optional<Duration> probe) {
        boolean connected = status.open() && status.health().status() == Health.Status.CONNECTED;
        Optional<Checked> checked = probe.filter(asked -> status.open())
                .map(within -> checked(channels.probe(status.channel(), status.account(), within)));
        return new Account(status.account(), status.enabled(), true, status.open(), connected, status.restarts(),
                status.lastFault().isEmpty() ? Optional.empty() : Optional.of(status.lastFault()),
                status.health().status().name().toLowerCase(Locale.ROOT), said(status.health().detail()), said(status.health().advice()), time(status.lastInboundAt()),
                time(status.lastOutboundAt()), time(status.lastProvenAt()), checked, status.refused());
    }

    private static Checked checked(Probe probe) {
        return new Checked(probe.ok(), probe.detail(), probe.advice());
    }

    private static Optional<String> said(String words) {
        return Optional.of(words).filter(some -> !some.isBlank());
    }

    private static Optional<Long> time(long millis) {
        return millis == 0 ? Optional.empty() : Optional.of(millis);
    }
}
