package dev.chela.rpc.system;

import dev.chela.api.config.Range;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.task.Clock;
import dev.chela.core.channel.Channels;
import dev.chela.core.channel.Channels.AccountStatus;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
            long ts, List<String> channelOrder, Map<String, String> channelLabels, Map<String, ChannelStates.Channel> channels,
            Map<String, List<ChannelStates.Account>> channelAccounts, Map<String, String> channelDefaultAccountId) {}

    /** A probe asks each open account's platform, which may take {@code timeoutMs} for each, half a minute at most. */
    @Rpc(value = "channels.status", scope = Scope.READ)
    public Status status(StatusParams params, Caller caller) {
        ChannelStates states = new ChannelStates(channels, params.channel(),
                ChannelStates.probing(params.probe(), params.timeoutMs()));
        return new Status(clock.now().toEpochMilli(), states.order(), states.labels(), states.channels(), states.accounts(),
                states.accounts().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().get(0).accountId())));
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
}
