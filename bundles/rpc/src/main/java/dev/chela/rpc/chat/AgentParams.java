package dev.chela.rpc.chat;

import dev.chela.api.config.Range;
import dev.chela.rpc.channel.Targets.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code agent} takes.
 *
 * @param sessionId the session's id, instead of its key or as a check on it
 * @param expectedExistingSessionId the session must be there already, and be this one
 * @param provider of {@code model}, where that does not name one
 * @param to whoever is spoken for: without a session, the turn is of the conversation with them; with {@code deliver}, the answer goes there
 * @param replyTo takes the place of {@code to} for the answer; so do {@code replyChannel} and {@code replyAccountId}
 * @param deliver whether the answer also goes over a channel: to whom is named, else where the session was last spoken to
 * @param bestEffortDeliver whether the turn also takes place when its answer cannot go anywhere
 * @param timeout in seconds
 * @param extraSystemPrompt what the model is told for this run alone
 * @param label the session's new label
 */
public record AgentParams(
        String message, String idempotencyKey, Optional<String> agentId, Optional<String> sessionKey, Optional<String> sessionId,
        Optional<String> expectedExistingSessionId, Optional<String> provider, Optional<String> model, Optional<String> to,
        Optional<String> channel, Optional<String> accountId, Optional<String> threadId, Optional<String> replyTo,
        Optional<String> replyChannel, Optional<String> replyAccountId, Optional<Boolean> deliver, Optional<Boolean> bestEffortDeliver,
        @Range(min = 0) Optional<Integer> timeout, Optional<List<Map<String, Object>>> attachments, Optional<String> thinking,
        Optional<String> extraSystemPrompt, Optional<String> label) {

    /** With whom the turn is; empty when nobody is named. */
    Optional<Target> partner() {
        return to.map(somebody -> new Target(somebody, channel, accountId, threadId, Optional.empty()));
    }

    /** Where its answer goes, if anywhere. */
    Sending.Wanted wanted() {
        Optional<Target> named = replyTo.or(() -> to).map(somebody -> new Target(somebody, replyChannel.or(() -> channel),
                replyAccountId.or(() -> accountId), threadId, Optional.empty()));
        return new Sending.Wanted(deliver.orElse(false), named, replyChannel.or(() -> channel));
    }

    /** With its provider, as far as one is named. */
    Optional<String> reference() {
        return model.map(name -> provider.filter(owner -> !name.startsWith(owner + "/")).map(owner -> owner + "/" + name).orElse(name));
    }
}
