package dev.chela.rpc.channel;

import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.rpc.channel.Outgoing.Sent;
import dev.chela.rpc.channel.Outgoing.Told;
import dev.chela.rpc.session.Keys;
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
    private final Targets targets;
    private final Outgoing outgoing;

    @Activate
    public SendMethods(@Reference Targets targets, @Reference Outgoing outgoing) {
        this.targets = targets;
        this.outgoing = outgoing;
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

    /** Waits until the platform has it. What it does not take at once stays on its way: the same key again asks what became of it. */
    @Rpc(value = "send", scope = Scope.WRITE)
    public Sent send(Params params, Caller caller) {
        Keys.run("send", "idempotencyKey", params.idempotencyKey());
        String text = params.message().filter(message -> !message.isBlank())
                .orElseThrow(() -> RpcFault.invalid("invalid send params: at /message: must not be empty; media cannot be sent yet"));
        if (params.sessionKey().isEmpty() && params.agentId().isPresent()) {
            throw RpcFault.invalid("invalid send params: at /agentId: says whose /sessionKey is, which is missing");
        }
        ReturnAddress to = targets.find("send", new Targets.Target(params.to(), params.channel(), params.accountId(), params.threadId(),
                params.replyToId()));
        return outgoing.text(params.idempotencyKey(), params.idempotencyKey(), to, text, new Told(params.sessionKey(), params.agentId()));
    }
}
