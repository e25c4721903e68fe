package dev.chela.core.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.ReplyTo;
import dev.chela.core.json.Json;
import java.util.Optional;

/**
 * Where an answer goes, and who asked: what stands in an input's {@code origin} when it came over a channel.
 *
 * @param sender the platform's immutable id of whoever wrote
 * @param replyTo the message that the answer answers
 * @param name how the platform shows the sender; empty when it does not say
 * @param handle the platform's own name of the sender, without its mark; empty when it has none. People change it, and others take it then
 * @param called whether the platform says that the message speaks to the assistant: by a mention, or by answering it
 * @param signature what an answer begins with where several agents answer; empty where one does
 */
public record ReturnAddress(
        String channel, String account, Conversation conversation, String sender, ReplyTo replyTo, String name, String handle, boolean called,
        String signature) {
    /** Of something that nobody wrote over the channel. */
    public ReturnAddress(String channel, String account, Conversation conversation, String sender, ReplyTo replyTo) {
        this(channel, account, conversation, sender, replyTo, "", "", false, "");
    }

    public boolean direct() {
        return conversation.kind() == Conversation.Kind.DIRECT;
    }

    /** Whether what is sent there is read by the same people, whatever thread it stands in. */
    public boolean isSamePlace(ReturnAddress other) {
        return channel.equals(other.channel) && account.equals(other.account) && conversation.id().equalsIgnoreCase(other.conversation.id());
    }

    /** The same place, as an answer to another message there. @param messageId the platform's own */
    public ReturnAddress answering(String messageId) {
        return new ReturnAddress(channel, account, conversation, sender, new ReplyTo(messageId, "", false, ""), name, handle, called, signature);
    }

    public String write() {
        return Json.write(Json.tree(this));
    }

    /** Empty when the text is: the input did not come over a channel. */
    public static Optional<ReturnAddress> read(String origin) {
        if (origin.isEmpty()) {
            return Optional.empty();
        }
        JsonNode tree = Json.read(origin);
        return Optional.of(new ReturnAddress(tree.path("channel").asText(), tree.path("account").asText(),
                conversation(tree.path("conversation")), tree.path("sender").asText(), replyTo(tree.path("replyTo")),
                tree.path("name").asText(), tree.path("handle").asText(), tree.path("called").asBoolean(), tree.path("signature").asText()));
    }

    private static Conversation conversation(JsonNode tree) {
        return new Conversation(tree.path("id").asText(), Conversation.Kind.valueOf(tree.path("kind").asText("DIRECT")),
                tree.path("threadId").asText(), tree.path("spaceId").asText(), tree.path("title").asText());
    }

    private static ReplyTo replyTo(JsonNode tree) {
        return new ReplyTo(tree.path("messageId").asText(), tree.path("authorId").asText(), tree.path("me").asBoolean(),
                tree.path("quoted").asText());
    }
}
