package dev.chela.core.session.internal;

import dev.chela.api.id.SessionKey;
import dev.chela.core.json.Json;
import dev.chela.core.session.Glance;
import dev.chela.core.session.Session;
import dev.chela.core.store.Row;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A session as the table has it: until somebody wants to know more than lists do, it stays the text it is kept as. */
final class Filed {
    static final String ROWS = """
            SELECT key, body, json_extract(body, '$.label') AS label, json_extract(body, '$.look.category') AS category,
            json_extract(body, '$.updatedAt') AS updatedAt, json_extract(body, '$.last.startedAt') AS spokenAt,
            json_extract(body, '$.look.pinnedAt') AS pinnedAt, json_extract(body, '$.look.archivedAt') AS archivedAt FROM session
            ORDER BY updatedAt DESC, key""";

    private final Glance glance;
    private @Nullable String text;
    private @Nullable Session session;

    private Filed(Glance glance, @Nullable String text, @Nullable Session session) {
        this.glance = glance;
        this.text = text;
        this.session = session;
    }

    static Filed of(Session session) {
        return new Filed(Glance.at(session), null, session);
    }

    /** One of {@link #ROWS}. */
    static Filed of(Row row) {
        Glance glance = new Glance(new SessionKey(row.text("key")), text(row, "label"), text(row, "category"), row.number("updatedAt"),
                row.number("spokenAt"), row.number("pinnedAt"), row.number("archivedAt"));
        return new Filed(glance, row.text("body"), null);
    }

    private static String text(Row row, String column) {
        return Objects.requireNonNullElse(row.text(column), "");
    }

    SessionKey key() {
        return glance.key();
    }

    Glance glance() {
        return glance;
    }

    long updatedAt() {
        return glance.updatedAt();
    }

    synchronized Session session() {
        if (session == null) {
            session = SessionJson.read(glance.key(), Json.read(text));
            text = null;
        }
        return session;
    }
}
