package dev.chela.api.channel;

import java.time.Instant;

/** Where and when an event happened. {@code messageId} is the platform's. */
public record Origin(Conversation conversation, String messageId, Instant sentAt) {}
