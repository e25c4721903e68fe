package dev.chela.rpc.channel;

import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.SessionKey;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.agent.Agents;
import dev.chela.core.outbox.Courier;
import dev.chela.core.outbox.Outbox.Held;
import dev.chela.core.outbox.Outbox.State;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.session.Notes;
import dev.chela.rpc.session.Keys;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code send}: a text to somebody on a channel, through the outbox, once for each idempotency key. Where a session is named, it stands
 * there as the assistant's words, so that later turns know what was said.
 */
@Component(service = RpcMethods.class)
public final class SendMethods implements RpcMethods {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> NO_SUCH_TARGET = List.of("NOT_FOUND", "BAD_FORMAT");

    private final Targets targets;
    private final Courier courier;
    private final Notes notes;
    private final Agents agents;

    @Activate
    public SendMethods(@Reference Targets targets, @Reference Courier courier, @Reference Notes notes, @Reference Agents agents) {
        this.targets = targets;
        this.courier = courier;
        this.notes = notes;
        this.agents = agents;
    }

    /**
     * The first four, and the message that is answered, as {@link Targets.Target} has them.
     *
     * @param sessionKey the conversation that is to know of it, which must be there
     * @param agentId whose, where the key does not say
     */
    public record Params(
            String to, Optional<String> message, Optional<String> channel, Optional<String> accountId, Optional<String> threadId,
            Optional<String> replyToId, Optional<String> sessionKey, Optional<String> agentId, String idempotencyKey) {}

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
        List<Held> parts = delivered(params, to, text);
        Held first = parts.get(0);
        String id = first.refs().isEmpty() ? first.parcel().key().value() : first.refs().get(0).id();
        return new Sent(params.idempotencyKey(), id, to.channel(), to.account(), to.conversation().id());
    }

    private List<Held> sent(Params params, ReturnAddress to, String text) throws InterruptedException {
        if (params.sessionKey().isEmpty() && params.agentId().isPresent()) {
            throw RpcFault.invalid("invalid send params: at /agentId: says whose /sessionKey is, which is missing");
        }
        Optional<SessionKey> session = params.sessionKey().map(key -> Keys.read(agents, key, params.agentId()));
        try {
            return session.isEmpty() ? courier.send(params.idempotencyKey(), to, text, PATIENCE)
                    : courier.send(params.idempotencyKey(), to, text, PATIENCE, sending -> notes.add(session.get(), text, sending));
        } catch (Permanent wrong) {
            throw RpcFault.invalid(String.valueOf(wrong.getMessage()));
        } catch (Transient atWork) {
            throw RpcFault.unavailable(atWork.getMessage() + "; nothing was sent", atWork.after().toMillis());
        }
    }

    private List<Held> delivered(Params params, ReturnAddress to, String text) {
        List<Held> parts;
        try {
            parts = sent(params, to, text);
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
