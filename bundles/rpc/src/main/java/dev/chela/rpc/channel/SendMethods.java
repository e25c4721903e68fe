package dev.chela.rpc.channel;

import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.outbox.Courier;
import dev.chela.core.outbox.Outbox.Held;
import dev.chela.core.outbox.Outbox.State;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.rpc.session.Keys;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code send}: a text to somebody on a channel, through the outbox, once for each idempotency key. */
@Component(service = RpcMethods.class)
public final class SendMethods implements RpcMethods {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> NO_SUCH_TARGET = List.of("NOT_FOUND", "BAD_FORMAT");

    private final Targets targets;
    private final Courier courier;

    @Activate
    public SendMethods(@Reference Targets targets, @Reference Courier courier) {
        this.targets = targets;
        this.courier = courier;
    }

    /** The first four, and the message that is answered, as {@link Targets.Target} has them. */
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
        ReturnAddress to = targets.find("send", new Targets.Target(params.to(), params.channel(), params.accountId(), params.threadId(),
                params.replyToId()));
        List<Held> parts = delivered(params.idempotencyKey(), to, text);
        Held first = parts.get(0);
        String id = first.refs().isEmpty() ? first.parcel().key().value() : first.refs().get(0).id();
        return new Sent(params.idempotencyKey(), id, to.channel(), to.account(), to.conversation().id());
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
