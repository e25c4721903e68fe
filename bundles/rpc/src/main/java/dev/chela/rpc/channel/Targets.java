package dev.chela.rpc.channel;

import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Messages;
import dev.chela.api.rpc.RpcFault;
import dev.chela.core.channel.Channels;
import dev.chela.core.channel.Channels.AccountStatus;
import dev.chela.core.message.AddressBook;
import dev.chela.core.outbox.ReturnAddress;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Finds whom a client means on which channel. */
@Component(service = Targets.class)
public final class Targets {
    private final Channels channels;
    private final AddressBook book;

    @Activate
    public Targets(@Reference Channels channels, @Reference AddressBook book) {
        this.channels = channels;
        this.book = book;
    }

    /**
     * @param to a name as the house knows it, the platform's id of a person, or {@code group:ID}, {@code channel:ID}; the channel's id may stand before it
     * @param channel where it is left out: the one that stands before the name, or the only one that has an account
     * @param accountId where it is left out: the one at which the name is known, or the channel's first
     */
    public record Target(
            String to, Optional<String> channel, Optional<String> accountId, Optional<String> threadId, Optional<String> replyToId) {}

    /** @throws RpcFault when there is no such channel or account, or nobody is named or several are; the message lists what there is */
    public ReturnAddress find(String method, Target target) {
        String channel = channel(method, target);
        target.accountId().ifPresent(id -> check(channel, id));
        try {
            ReturnAddress there = book.find(new Messages.Target(channel, target.accountId().orElse(""), target.to(), target.threadId().orElse("")));
            return target.replyToId().map(there::answering).orElse(there);
        } catch (Permanent nobody) {
            throw RpcFault.invalid("invalid " + method + " params: at /to: " + nobody.getMessage());
        }
    }

    private List<AccountStatus> enabled() {
        return channels.accounts().stream().filter(AccountStatus::enabled).toList();
    }

    private String channel(String method, Target target) {
        List<String> installed = channels.types().stream().map(type -> type.info().id()).toList();
        target.channel().filter(id -> !installed.contains(id)).ifPresent(id -> {
            throw RpcFault.invalid("unknown channel: " + id + "; there are: " + String.join(", ", installed));
        });
        List<String> open = enabled().stream().map(AccountStatus::channel).distinct().toList();
        Optional<String> named = target.channel().or(() -> open.stream().filter(id -> target.to().strip().startsWith(id + ":")).findFirst());
        if (open.isEmpty() || named.isPresent() && !open.contains(named.get())) {
            throw RpcFault.invalid(named.map(id -> "channel " + id + " has no account that is enabled: see channels." + id)
                    .orElse("no channel has an account: configure one under channels"));
        }
        if (named.isEmpty() && open.size() > 1) {
            throw RpcFault.invalid("invalid " + method + " params: at /channel: must be one of " + String.join(", ", open));
        }
        return named.orElseGet(() -> open.get(0));
    }

    private void check(String channel, String account) {
        List<String> known = enabled().stream().filter(each -> each.channel().equals(channel)).map(AccountStatus::account).toList();
        if (!known.contains(account)) {
            throw RpcFault.invalid("unknown account: " + account + "; channel " + channel + " has: " + String.join(", ", known));
        }
    }
}
