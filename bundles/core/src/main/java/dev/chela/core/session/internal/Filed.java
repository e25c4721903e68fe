package dev.chela.core.session.internal;

import dev.chela.api.id.SessionKey;
import dev.chela.core.json.Json;
import dev.chela.core.session.Session;
import dev.chela.core.store.Row;
import org.jspecify.annotations.Nullable;

/** A session as the table has it: until somebody wants to know more than its place, it stays the text it is kept as. */
final class Filed {
    private final SessionKey key;
    private final long updatedAt;
    private @Nullable String text;
    private @Nullable Session session;

    private Filed(SessionKey key, long updatedAt, @Nullable String text, @Nullable Session session) {
        this.key = key;
        this.updatedAt = updatedAt;
        this.text = text;
        this.session = session;
    }

    static Filed of(Session session) {
        return new Filed(session.key(), session.updatedAt(), null, session);
    }

    static Filed of(Row row) {
        return new Filed(new SessionKey(row.text("key")), row.number("updatedAt"), row.text("body"), null);
    }

    SessionKey key() {
        return key;
    }

    long updatedAt() {
        return updatedAt;
    }

    synchronized Session session() {
        if (session == null) {
            session = SessionJson.read(key, Json.read(text));
            text = null;
        }
        return session;
    }
}
