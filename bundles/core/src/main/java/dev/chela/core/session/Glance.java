package dev.chela.core.session;

import dev.chela.api.id.SessionKey;

/**
 * What lists sort and sift sessions by. After a start it costs next to nothing, where {@link Session} has first to be read.
 *
 * @param category the group that a person has put it into; empty for none
 * @param spokenAt when its last run began; 0 when it never had one
 * @param pinnedAt 0 when it is not pinned
 * @param archivedAt 0 when it is not archived
 */
public record Glance(SessionKey key, String label, String category, long updatedAt, long spokenAt, long pinnedAt, long archivedAt) {
    public static Glance at(Session session) {
        return new Glance(session.key(), session.label(), session.look().category(), session.updatedAt(), session.last().startedAt(),
                session.look().pinnedAt(), session.look().archivedAt());
    }
}
