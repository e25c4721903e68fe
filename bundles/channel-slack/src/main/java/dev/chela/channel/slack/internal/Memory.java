package dev.chela.channel.slack.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.MessageRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.fault.Transient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What Slack remembers: a message has its delivery's mark in its metadata, and a conversation can be read. An app that may not see metadata
 * finds none at its own messages, and can tell nothing then.
 */
final class Memory {
    private static final int PAGE = 200;
    private static final int MOST_PAGES = 5;

    private final WebApi api;
    private final Sending sending;
    private final Predicate<JsonNode> own;

    /** @param own whether a message is the app's */
    Memory(WebApi api, Sending sending, Predicate<JsonNode> own) {
        this.api = api;
        this.sending = sending;
        this.own = own;
    }

    /**
     * What became of a delivery.
     *
     * @return empty where more stands in the conversation than is read, or the app may not read there
     * @throws Transient when Slack cannot be asked now
     */
    Optional<Delivery> recall(Outbound out, DeliveryKey key) {
        if (!(out instanceof Outbound.Post post)) {
            return Optional.of(new Delivery.Retry(Duration.ZERO));
        }
        Sending.Place place = sending.place(out.to());
        if (place.instead().isPresent() && place.instead().get() instanceof Delivery.Retry later) {
            throw new Transient("Slack does not say where that is", later.after());
        }
        if (place.instead().isPresent()) {
            return place.instead();
        }
        String mark = Sending.mark(key);
        return post.media().isEmpty() ? message(place.channel(), out.to(), mark)
                : Optional.of(sending.uploads().shared(mark, place.channel()).<Delivery>map(ref -> new Delivery.Sent(List.of(ref))).orElse(new Delivery.Retry(Duration.ZERO)));
    }

    private Optional<Delivery> message(String channel, Conversation to, String mark) {
        Call call = (to.threadId().isEmpty() ? Call.of("conversations.history") : Call.of("conversations.replies").with("ts", to.threadId()))
                .with("channel", channel).with("limit", String.valueOf(PAGE)).with("include_all_metadata", "true");
        String cursor = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            Answer answer = api.ask(cursor.isEmpty() ? call : call.with("cursor", cursor));
            if (answer instanceof Answer.Refused no) {
                if (no.passing()) {
                    throw new Transient("Slack does not say what stands there: " + no, no.retryAfter());
                }
                return Optional.empty();
            }
            JsonNode told = ((Answer.Ok) answer).body();
            for (JsonNode message : told.path("messages")) {
                if (message.at("/metadata/event_payload/key").asText().equals(mark)) {
                    return Optional.of(new Delivery.Sent(List.of(new MessageRef(message.path("ts").asText()))));
                }
                if (!message.has("metadata") && !message.has("files") && own.test(message)) {
                    return Optional.empty();
                }
            }
            cursor = told.at("/response_metadata/next_cursor").asText("");
            if (cursor.isEmpty()) {
                return Optional.of(new Delivery.Retry(Duration.ZERO));
            }
        }
        return Optional.empty();
    }
}
