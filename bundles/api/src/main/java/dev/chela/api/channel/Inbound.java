package dev.chela.api.channel;

import java.util.List;

/** What an event means. */
public sealed interface Inbound {
    /**
     * @param album what the platform calls the album that this is a part of, where it brings each part as an event of its own: the host
     *     makes one message of them; empty for none
     */
    record Message(Origin origin, Sender sender, Text text, List<MediaRef> media, ReplyTo replyTo, String album) implements Inbound {
        public Message(Origin origin, Sender sender, Text text, List<MediaRef> media, ReplyTo replyTo) {
            this(origin, sender, text, media, replyTo, "");
        }
    }

    record Edited(Origin origin, Text text) implements Inbound {}

    record Deleted(Origin origin) implements Inbound {}

    record Reacted(Origin origin, Sender sender, String emoji, boolean added) implements Inbound {}

    record Pressed(Origin origin, Sender sender, String actionId) implements Inbound {}

    /**
     * The platform has given a conversation another id. The house goes on with the former one, for what it sends as well: the channel knows where
     * that is to go. To be told in the lane of the new one, so that it is known before what is said there.
     */
    record Moved(Conversation from, Conversation to) implements Inbound {}
}
