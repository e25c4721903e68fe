package dev.chela.rpc.channel;

import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Conversation.Kind;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.channel.Channels;
import dev.chela.core.channel.Channels.AccountStatus;
import dev.chela.core.outbox.Courier;
import dev.chela.core.outbox.Outbox.Held;
import dev.chela.core.outbox.Outbox.State;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.rpc.session.Keys;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code send}: a text to somebody on a channel, through the outbox, once for each idempotency key. */
@Component(service = RpcMethods.class)
public final class SendMethods implements RpcMethods {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Map<String, Kind> KINDS = Map.of("user", Kind.DIRECT, "peer", Kind.DIRECT, "dm", Kind.DIRECT, "direct", Kind.DIRECT,
            "group", Kind.GROUP, "channel", Kind.CHANNEL, "room", Kind.CHANNEL);
    private static final List<String> NO_SUCH_TARGET = List.of("NOT_FOUND", "BAD_FORMAT");

    private final Channels channels;
    private final Courier courier;

    @Activate
    public SendMethods(@Reference Channels channels, @Reference Courier courier) {
        this.channels = channels;
        this.courier = courier;
    }

    /**
     * @param to the platform's id of a person, or {@code group:ID}, {@code channel:ID}; the channel's id may stand before it
     * @param channel where it is left out: the one that has an account
     * @param accountId where it is left out: the channel's first
     */
    public record Params(
            String to, Optional<String> message, Optional<String> channel, Optional<String> accountId, Optional<String> threadId,
            Optional<String> replyToId, String idempotencyKey) {}

    /** @param messageId the platform's id of the first message that it became; this house's own where the platform has none */
    public record Sent(String runId, String messageId, String channel, String accountId, String to) {}

    /** Waits until the platform has it. What it does not take at once stays on its way: the same key again asks what became of it. */
    @Rpc(value = "send", scope = Scope.WRITE)
    public Sent send(Params params, Caller caller) {
        Keys.run("send", "idempotencyKey", params.idempotencyKey());
        String text = params.message().filter(message -> !message.isBlank())
                .orElseThrow(() -> RpcFault.invalid("invalid send params: at /message: must not be empty; media cannot be sent yet"));
        AccountStatus account = account(params);
        ReturnAddress to = address(params, account);
        List<Held> parts = delivered(params.idempotencyKey(), to, text);
        Held first = parts.get(0);
        String id = first.refs().isEmpty() ? first.parcel().key().value() : first.refs().get(0).id();
        return new Sent(params.idempotencyKey(), id, account.channel(), account.account(), to.conversation().id());
    }

    private AccountStatus account(Params params) {
        List<String> installed = channels.types().stream().map(type -> type.info().id()).toList();
        params.channel().filter(id -> !installed.contains(id)).ifPresent(id -> {
            throw RpcFault.invalid("unknown channel: " + id + "; there are: " + String.join(", ", installed));
        });
        List<AccountStatus> fitting = channels.accounts().stream()
                .filter(each -> each.enabled() && params.channel().map(each.channel()::equals).orElse(true)).toList();
        if (fitting.isEmpty()) {
            throw RpcFault.invalid(params.channel().map(id -> "channel " + id + " has no account that is enabled: see channels." + id)
                    .orElse("no channel has an account: configure one under channels"));
        }
        if (fitting.stream().map(AccountStatus::channel).distinct().count() > 1) {
            throw RpcFault.invalid("invalid send params: at /channel: must be one of "
                    + fitting.stream().map(AccountStatus::channel).distinct().collect(Collectors.joining(", ")));
        }
        return params.accountId().map(id -> fitting.stream().filter(each -> each.account().equals(id)).findFirst()
                .orElseThrow(() -> RpcFault.invalid("unknown account: " + id + "; channel " + fitting.get(0).channel() + " has: "
                        + fitting.stream().map(AccountStatus::account).collect(Collectors.joining(", "))))).orElse(fitting.get(0));
    }

    private static ReturnAddress address(Params params, AccountStatus account) {
        String to = params.to().strip();
        String target = to.startsWith(account.channel() + ":") ? to.substring(account.channel().length() + 1) : to;
        int colon = target.indexOf(':');
        Optional<Kind> kind = colon > 0 ? Optional.ofNullable(KINDS.get(target.substring(0, colon))) : Optional.empty();
        String id = kind.isPresent() ? target.substring(colon + 1) : target;
        if (id.isBlank()) {
            throw RpcFault.invalid("invalid send params: at /to: must name somebody");
        }
        Conversation conversation = new Conversation(id, kind.orElse(Kind.DIRECT), params.threadId().orElse(""), "", "");
        ReplyTo replyTo = params.replyToId().map(message -> new ReplyTo(message, "", false, "")).orElse(ReplyTo.NONE);
        return new ReturnAddress(account.channel(), account.account(), conversation, "", replyTo);
    }

    private List<Held> delivered(String key, ReturnAddress to, String text) {
        List<Held> parts;
        try {
            parts = courier.send(key, to, text, PATIENCE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw queued("the gateway stops; the message is kept and sent when it is back");
        }
        parts.stream().filter(part -> part.state() == State.REJECTED).findFirst().ifPresent(refused -> {
            throw NO_SUCH_TARGET.stream().anyMatch(refused.why()::startsWith)
                    ? RpcFault.invalid("unknown target: " + to.conversation().id() + " on " + to.channel() + " (" + refused.why() + ")")
                    : new RpcFault("UNAVAILABLE", to.channel() + " refused the message: " + refused.why(), Map.of(), -1);
        });
        parts.stream().filter(part -> part.state() == State.IN_DOUBT).findFirst().ifPresent(doubt -> {
            throw new RpcFault("UNAVAILABLE", "nobody knows whether the message arrived: " + doubt.why(), Map.of("code", "OUTBOUND_IN_DOUBT"), -1);
        });
        if (!parts.stream().allMatch(part -> part.state() == State.SENT)) {
            throw queued(to.channel() + " has not taken the message yet; it is kept and sent when it does");
        }
        return parts;
    }

    private static RpcFault queued(String why) {
        return new RpcFault("UNAVAILABLE", why, Map.of("code", "OUTBOUND_DELIVERY_QUEUED"), 1000);
    }
}
