package dev.chela.api.channel;

import java.util.List;

/** What an event means. */
public sealed interface Inbound {
    record Message(Origin origin, Sender sender, Text text, List<MediaRef> media, ReplyTo replyTo) implements Inbound {}

    record Edited(Origin origin, Text text) implements Inbound {}

    record Deleted(Origin origin) implements Inbound {}

    record Reacted(Origin origin, Sender sender, String emoji, boolean added) implements Inbound {}

    record Pressed(Origin origin, Sender sender, String actionId) implements Inbound {}

    record Moved(Conversation from, Conversation to) implements Inbound {}
}
