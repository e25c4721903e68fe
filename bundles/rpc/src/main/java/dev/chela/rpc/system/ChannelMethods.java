package dev.chela.rpc.system;

import dev.chela.api.channel.Health;
import dev.chela.api.channel.Probe;
import dev.chela.api.config.Range;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.task.Clock;
import dev.chela.core.channel.Channels;
import dev.chela.core.channel.Channels.AccountStatus;
import dev.chela.core.channel.Channels.Installed;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code channels.status}, {@code .start}, {@code .stop}, {@code .logout}. */
@Component(service = RpcMethods.class)
public final class ChannelMethods implements RpcMethods {
    private final Channels channels;
    private final Clock clock;

    @Activate
    public ChannelMethods(@Reference Channels channels, @Reference Clock clock) {
        this.channels = channels;
        this.clock = clock;
    }

    public record StatusParams(Optional<Boolean> probe, @Range(min = 0) Optional<Integer> timeoutMs, Optional<String> channel) {}

    public record Status(
            long ts, List<String> channelOrder, Map<String, String> channelLabels, Map<String, ChannelState> channels,
            Map<String, List<Account>> channelAccounts, Map<String, String> channelDefaultAccountId) {}

    public record ChannelState(boolean configured, boolean running) {}

    /** @param refused who wrote and may not, since the account was opened, the first hundred */
    public record Account(
            String accountId, boolean enabled, boolean configured, boolean running, boolean connected, int reconnectAttempts,
            Optional<String> lastError, String healthState, Optional<Long> lastInboundAt, Optional<Long> lastOutboundAt,
            Optional<Checked> probe, List<String> refused) {}

    public record Checked(boolean ok, String detail, String advice) {}

    /** A probe asks each open account's platform, which may take half a minute for each. */
    @Rpc(value = "channels.status", scope = Scope.READ)
    public Status status(StatusParams params, Caller caller) {
        List<Installed> types = channels.types().stream()
                .filter(type -> params.channel().isEmpty() || params.channel().get().equals(type.info().id())).toList();
        List<String> order = types.stream().map(type -> type.info().id()).toList();
        Map<String, List<Account>> accounts = channels.accounts().stream()
                .filter(account -> order.contains(account.channel()))
                .collect(Collectors.groupingBy(AccountStatus::channel, TreeMap::new,
                        Collectors.mapping(account -> account(account, params.probe().orElse(false)), Collectors.toList())));
        return new Status(clock.now().toEpochMilli(), order,
                types.stream().collect(Collectors.toMap(type -> type.info().id(), type -> type.info().label())),
                order.stream().collect(Collectors.toMap(id -> id, id -> state(accounts.getOrDefault(id, List.of())))),
                accounts,
                accounts.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().get(0).accountId())));
    }

    private static ChannelState state(List<Account> accounts) {
        return new ChannelState(!accounts.isEmpty(), accounts.stream().anyMatch(Account::running));
    }

    private Account account(AccountStatus status, boolean probe) {
        boolean connected = status.open() && status.health().status() == Health.Status.CONNECTED;
        Optional<Checked> checked = probe && status.open()
                ? Optional.of(checked(channels.probe(status.channel(), status.account()))) : Optional.empty();
        return new Account(status.account(), status.enabled(), true, status.open(), connected, status.restarts(),
                status.lastFault().isEmpty() ? Optional.empty() : Optional.of(status.lastFault()),
                status.health().status().name().toLowerCase(Locale.ROOT), time(status.lastInboundAt()),
                time(status.lastOutboundAt()), checked, status.refused());
    }

    public record AccountParams(String channel, Optional<String> accountId) {}

    public record Started(String channel, String accountId, boolean started, String outcome) {}

    /** {@code outcome} says {@code already-running} when there was nothing to do. */
    @Rpc(value = "channels.start", scope = Scope.ADMIN)
    public Started start(AccountParams params, Caller caller) {
        AccountStatus before = account("channels.start", params);
        if (!before.enabled()) {
            throw RpcFault.invalid("the account " + before.account() + " of " + before.channel()
                    + " is disabled: set channels." + before.channel() + ".enabled in chela.json5");
        }
        channels.start(before.channel(), before.account());
        AccountStatus now = account("channels.start", params);
        return new Started(now.channel(), now.account(), now.open(),
                before.open() ? "already-running" : now.open() ? "started" : now.health().status().name().toLowerCase(Locale.ROOT));
    }

    public record Stopped(String channel, String accountId, boolean stopped) {}

    /** Until it is started, or the gateway is. What comes for it meanwhile waits. */
    @Rpc(value = "channels.stop", scope = Scope.ADMIN)
    public Stopped stop(AccountParams params, Caller caller) {
        AccountStatus account = account("channels.stop", params);
        channels.stop(account.channel(), account.account());
        return new Stopped(account.channel(), account.account(), true);
    }

    public record LoggedOut(String channel, String accountId, boolean cleared) {}

    /** Forgets what the channel keeps of the account; what stands in the configuration stays there. */
    @Rpc(value = "channels.logout", scope = Scope.ADMIN)
    public LoggedOut logout(AccountParams params, Caller caller) {
        AccountStatus account = account("channels.logout", params);
        return new LoggedOut(account.channel(), account.account(), channels.logout(account.channel(), account.account()));
    }

    /** The one that is meant, the channel's first when none is named. */
    private AccountStatus account(String method, AccountParams params) {
        List<String> known = channels.types().stream().map(type -> type.info().id()).toList();
        if (!known.contains(params.channel())) {
            throw RpcFault.invalid("invalid " + method + " params: at /channel: there is no channel '" + params.channel()
                    + "'; installed are " + known);
        }
        List<AccountStatus> accounts = channels.accounts().stream()
                .filter(account -> account.channel().equals(params.channel())).toList();
        return accounts.stream().filter(account -> params.accountId().filter(id -> !id.isBlank()).map(account.account()::equals).orElse(true))
                .findFirst().orElseThrow(() -> RpcFault.invalid("invalid " + method + " params: at /accountId: " + params.channel()
                        + " has no account '" + params.accountId().orElse("") + "'; configured are "
                        + accounts.stream().map(AccountStatus::account).toList()));
    }

    private static Checked checked(Probe probe) {
        return new Checked(probe.ok(), probe.detail(), probe.advice());
    }

    private static Optional<Long> time(long millis) {
        return millis == 0 ? Optional.empty() : Optional.of(millis);
    }
}
