package dev.chela.core.outbox.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.channel.Button;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.MessageRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Rendered;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.channel.Tone;
import dev.chela.api.fault.Defect;
import dev.chela.core.json.Json;
import dev.chela.core.outbox.Parcel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How what is to be sent stands in its row. */
final class OutboundJson {
    private OutboundJson() {}

    static String write(Parcel parcel) {
        ObjectNode tree = (ObjectNode) Json.tree(parcel.out());
        tree.put("kind", parcel.out().getClass().getSimpleName());
        parcel.over().ifPresent(delivery -> tree.put("over", delivery.value()));
        if (parcel.passing()) {
            tree.put("passing", true);
        }
        return Json.write(tree);
    }

    static Parcel read(DeliveryKey key, String channel, String account, String text) {
        JsonNode tree = Json.read(text);
        return new Parcel(key, channel, account, outbound(tree),
                Optional.ofNullable(tree.path("over").textValue()).map(DeliveryKey::new), tree.path("passing").asBoolean());
    }

    private static Outbound outbound(JsonNode tree) {
        Conversation to = conversation(tree.path("to"));
        MessageRef target = new MessageRef(tree.path("target").path("id").asText());
        return switch (tree.path("kind").asText()) {
            case "Post" -> new Outbound.Post(to, replyTo(tree.path("replyTo")), rendered(tree.path("text")),
                    list(tree.path("media"), OutboundJson::media),
                    list(tree.path("buttons"), b -> new Button(b.path("label").asText(), b.path("actionId").asText())),
                    Tone.valueOf(tree.path("tone").asText()));
            case "Edit" -> new Outbound.Edit(to, target, rendered(tree.path("text")));
            case "Delete" -> new Outbound.Delete(to, target);
            case "React" -> new Outbound.React(to, target, tree.path("emoji").asText(), tree.path("add").asBoolean());
            case "Poll" -> new Outbound.Poll(to, tree.path("question").asText(), list(tree.path("choices"), JsonNode::asText),
                    tree.path("most").asInt(1));
            default -> throw new Defect("an outbox row holds a '" + tree.path("kind").asText() + "', which nobody can send");
        };
    }

    private static Conversation conversation(JsonNode tree) {
        return new Conversation(tree.path("id").asText(), Conversation.Kind.valueOf(tree.path("kind").asText()),
                tree.path("threadId").asText(), tree.path("spaceId").asText(), tree.path("title").asText());
    }

    private static ReplyTo replyTo(JsonNode tree) {
        return new ReplyTo(tree.path("messageId").asText(), tree.path("authorId").asText(), tree.path("me").asBoolean(),
                tree.path("quoted").asText());
    }

    private static Rendered rendered(JsonNode tree) {
        return new Rendered(tree.path("dialect").asText(), tree.path("text").asText());
    }

    private static MediaRef media(JsonNode tree) {
        return new MediaRef(tree.path("id").asText(), tree.path("mimeType").asText(), tree.path("name").asText(),
                tree.path("bytes").asLong(-1));
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> each) {
        List<T> list = new ArrayList<>();
        array.forEach(item -> list.add(each.apply(item)));
        return List.copyOf(list);
    }
}
