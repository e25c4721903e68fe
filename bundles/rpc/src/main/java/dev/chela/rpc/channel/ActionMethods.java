package dev.chela.rpc.channel;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.config.Range;
import dev.chela.api.grant.Messages.Action;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.agent.Agents;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.rpc.channel.Outgoing.Sent;
import dev.chela.rpc.channel.Outgoing.Told;
import dev.chela.rpc.session.Keys;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code poll} and {@code message.action}: what the tool {@code message} does for the assistant, for clients; once for each idempotency
 * key, on disk before it is tried. What a channel cannot do is refused by name.
 */
@Component(service = RpcMethods.class)
public final class ActionMethods implements RpcMethods {
    private final Targets targets;
    private final Outgoing outgoing;
    private final Agents agents;

    @Activate
    public ActionMethods(@Reference Targets targets, @Reference Outgoing outgoing, @Reference Agents agents) {
        this.targets = targets;
        this.outgoing = outgoing;
        this.agents = agents;
    }

    /**
     * Of the protocol's properties {@code durationSeconds}, {@code durationHours} and {@code isAnonymous} are refused: no channel here can do them.
     *
     * @param maxSelections how many of the options one person may take; 1 where it is left out
     * @param silent only false: a poll is announced as the platform does it
     */
    public record PollParams(
            String to, String question, List<String> options, @Range(min = 1, max = Actions.MOST_OPTIONS) Optional<Integer> maxSelections,
            Optional<Boolean> silent, Optional<String> threadId, Optional<String> channel, Optional<String> accountId, String idempotencyKey) {}

    @Rpc(value = "poll", scope = Scope.WRITE)
    public Sent poll(PollParams params, Caller caller) {
        Keys.run("poll", "idempotencyKey", params.idempotencyKey());
        if (params.silent().orElse(false)) {
            throw RpcFault.invalid("invalid poll params: at /silent: polls cannot be sent silently");
        }
        Action poll = Actions.poll("invalid poll params: at /", params.question(), params.options(), params.maxSelections().orElse(1));
        ReturnAddress to = targets.find("poll", new Targets.Target(params.to(), params.channel(), params.accountId(), params.threadId(), Optional.empty()));
        return outgoing.act("poll:" + params.idempotencyKey(), params.idempotencyKey(), to, poll);
    }

    /**
     * @param action send, sendAttachment, reply, react, edit, delete, unsend or poll
     * @param params as OpenClaw's command line names them: see {@link Actions}
     * @param reply the message that is answered, for send
     * @param sessionKey the conversation that is to know of what is sent, which must be there
     * @param agentId whose, where the key does not say
     * @param senderIsOwner of no consequence: who may call this may write wherever the house can
     * @param conversationReadOrigin of no consequence: nothing is read
     */
    public record ActionParams(
            String channel, String action, ObjectNode params, Optional<Reply> reply, Optional<String> accountId, Optional<Boolean> senderIsOwner,
            Optional<String> sessionKey, Optional<String> agentId, Optional<ReadOrigin> conversationReadOrigin, String idempotencyKey) {}

    /** @param source and {@code mode}: who chose the message, which is of no consequence */
    public record Reply(String replyToId, Source source, Optional<Mode> mode) {}

    public enum Source { EXPLICIT, IMPLICIT }

    public enum Mode { FIRST, ALL }

    public enum ReadOrigin { @JsonProperty("direct-operator") DIRECT_OPERATOR }

    /** @param ok always: what failed is an error */
    public record Acted(boolean ok, String action, String runId, String messageId, String channel, String accountId, String to) {
        static Acted of(String action, Sent sent) {
            return new Acted(true, action, sent.runId(), sent.messageId(), sent.channel(), sent.accountId(), sent.to());
        }
    }

    @Rpc(value = "message.action", scope = Scope.WRITE)
    public Acted act(ActionParams given, Caller caller) {
        Keys.run("message.action", "idempotencyKey", given.idempotencyKey());
        given.agentId().ifPresent(agent -> Keys.read(agents, "main", Optional.of(agent)));
        Actions asked = new Actions(given.channel(), given.action(), given.params());
        Action action = asked.action();
        Optional<String> replyTo = given.reply().map(Reply::replyToId).or(asked::replyTo);
        ReturnAddress to = targets.find("message.action", new Targets.Target(asked.target(), Optional.of(given.channel()),
                given.accountId().or(() -> asked.text("accountId")), asked.text("threadId"), replyTo));
        String key = "action:" + given.idempotencyKey();
        return Acted.of(given.action(), action instanceof Action.Send send
                ? outgoing.send(key, given.idempotencyKey(), to, send, new Told(given.sessionKey(), given.agentId()))
                : outgoing.act(key, given.idempotencyKey(), to, action));
    }
}
