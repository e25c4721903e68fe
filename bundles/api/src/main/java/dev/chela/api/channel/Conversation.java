package dev.chela.api.channel;

/**
 * A place to talk.
 *
 * @param id the platform's id of the chat, room or channel
 * @param threadId the thread or topic in it; empty when none
 * @param spaceId the guild, team or workspace around it; empty when none
 */
public record Conversation(String id, Kind kind, String threadId, String spaceId, String title) {
    public enum Kind { DIRECT, GROUP, CHANNEL }
}
