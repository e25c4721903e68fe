package dev.chela.api.channel;

/**
 * What a platform sent, untouched.
 *
 * @param eventId the platform's id of the event: the same event twice has the same id
 * @param lane the conversation it belongs to, cheap to extract; events of one lane are handled in order
 * @param cursor how far the transport has been read with this event, or {@link Cursor#NONE}
 */
public record RawEvent(String eventId, String lane, Replay replay, Cursor cursor, String contentType, byte[] body) {}
