package dev.chela.rpc.channel;

import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Conversation.Kind;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.rpc.RpcFault;
import dev.chela.core.channel.Channels;
import dev.chela.core.channel.Channels.AccountStatus;
import dev.chela.core.message.AddressBook;
import dev.chela.core.outbox.ReturnAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Finds whom a client means on which channel. */
@Component(service = Targets.class)
public final class Targets {
    private static final Map<String, Kind> KINDS = Map.of("user", Kind.DIRECT, "peer", Kind.DIRECT, "dm", Kind.DIRECT, "direct", Kind.DIRECT,
            "group", Kind.GROUP, "channel", Kind.CHANNEL, "room", Kind.CHANNEL);

    private final Channels channels;
    private final AddressBook book;

    @Activate
    public Targets(@Reference Channels channels, @Reference AddressBook book) {
        this.channels = channels;
        this.book = book;
    }

    /**
     * @param to a name as the house knows it, the platform's id of a person, or {@code group:ID}, {@code channel:ID}; the channel's id may stand before it
     * @param channel where it is left out: the one that has an account
     * @param accountId where it is left out: the channel's first
     */
    public record Target(
            String to, Optional<String> channel, Optional<String> accountId, Optional<String> threadId, Optional<String> replyToId) {}

    /** @throws RpcFault when there is no such channel or account, or nobody is named; the message lists what there is */
    public ReturnAddress find(String method, Target target) {
        AccountStatus account = account(method, target);
        String to = target.to().strip();
        String named = to.startsWith(account.channel() + ":") ? to.substring(account.channel().length() + 1) : to;
        int colon = named.indexOf(':');
        Optional<Kind> kind = colon > 0 ? Optional.ofNullable(KINDS.get(named.substring(0, colon))) : Optional.empty();
        String id = kind.isPresent() ? named.substring(colon + 1) : named;
        if (id.isBlank()) {
            throw RpcFault.invalid("invalid " + method + " params: at /to: must name somebody");
        }
        Conversation meant = book.named(account, kind, id).orElseGet(() -> new Conversation(id, kind.orElse(Kind.DIRECT), "", "", ""));
        Conversation conversation = new Conversation(meant.id(), meant.kind(), target.threadId().orElse(""), meant.spaceId(), meant.title());
        ReplyTo replyTo = target.replyToId().map(message -> new ReplyTo(message, "", false, "")).orElse(ReplyTo.NONE);
        return new ReturnAddress(account.channel(), account.account(), conversation, "", replyTo);
    }

    private AccountStatus account(String method, Target target) {
        List<String> installed = channels.types().stream().map(type -> type.info().id()).toList();
        target.channel().filter(id -> !installed.contains(id)).ifPresent(id -> {
            throw RpcFault.invalid("unknown channel: " + id + "; there are: " + String.join(", ", installed));
        });
        List<AccountStatus> fitting = channels.accounts().stream()
                .filter(each -> each.enabled() && target.channel().map(each.channel()::equals).orElse(true)).toList();
        if (fitting.isEmpty()) {
            throw RpcFault.invalid(target.channel().map(id -> "channel " + id + " has no account that is enabled: see channels." + id)
                    .orElse("no channel has an account: configure one under channels"));
        }
        if (fitting.stream().map(AccountStatus::channel).distinct().count() > 1) {
            throw RpcFault.invalid("invalid " + method + " params: at /channel: must be one of "
                    + fitting.stream().map(AccountStatus::channel).distinct().collect(Collectors.joining(", ")));
        }
        return target.accountId().map(id -> fitting.stream().filter(each -> each.account().equals(id)).findFirst()
                .orElseThrow(() -> RpcFault.invalid("unknown account: " + id + "; channel " + fitting.get(0).channel() + " has: "
                        + fitting.stream().map(AccountStatus::account).collect(Collectors.joining(", "))))).orElse(fitting.get(0));
    }
}
