package dev.chela.rpc.channel;

import dev.chela.api.grant.Messages.Action;
import dev.chela.api.grant.Messages.Enclosure;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.rpc.channel.Outgoing.Sent;
import dev.chela.rpc.channel.Outgoing.Told;
import dev.chela.rpc.session.Keys;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code send}: a text and files to somebody on a channel, through the outbox, once for each idempotency key. Where a session is named, it stands
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
     * Whom it goes to, and the message that is answered, as {@link Targets.Target} has them; the files as {@link Enclosed} has them. Of the
     * protocol's properties {@code asVoice}, {@code gifPlayback}, {@code forceDocument}, {@code silent} and {@code parseMode} are refused.
     *
     * @param message may be left out where a file is sent
     * @param sessionKey the conversation that is to know of it, which must be there
     * @param agentId whose, where the key does not say
     */
    public record Params(
            String to, Optional<String> message, Optional<String> mediaUrl, Optional<List<String>> mediaUrls, Optional<String> buffer,
            Optional<String> filename, Optional<String> contentType, Optional<String> channel, Optional<String> accountId, Optional<String> threadId,
            Optional<String> replyToId, Optional<String> sessionKey, Optional<String> agentId, String idempotencyKey) {}

    /** Waits until the platform has it. What it does not take at once stays on its way: the same key again asks what became of it. */
    @Rpc(value = "send", scope = Scope.WRITE)
    public Sent send(Params params, Caller caller) {
        Keys.run("send", "idempotencyKey", params.idempotencyKey());
        List<Enclosure> files = files(params);
        String text = params.message().filter(message -> !message.isBlank()).orElse("");
        if (text.isEmpty() && files.isEmpty()) {
            throw RpcFault.invalid("invalid send params: at /message: must not be empty where no file is sent");
        }
        if (params.sessionKey().isEmpty() && params.agentId().isPresent()) {
            throw RpcFault.invalid("invalid send params: at /agentId: says whose /sessionKey is, which is missing");
        }
        ReturnAddress to = targets.find("send", new Targets.Target(params.to(), params.channel(), params.accountId(), params.threadId(),
                params.replyToId()));
        return outgoing.send(params.idempotencyKey(), params.idempotencyKey(), to, new Action.Send(text, "", files),
                new Told(params.sessionKey(), params.agentId()));
    }

    private static List<Enclosure> files(Params params) {
        List<String> places = Stream.concat(params.mediaUrl().stream(), params.mediaUrls().stream().flatMap(List::stream)).toList();
        return new Enclosed(places, params.buffer(), params.filename(), params.contentType()).files("invalid send params: at /");
    }
}
