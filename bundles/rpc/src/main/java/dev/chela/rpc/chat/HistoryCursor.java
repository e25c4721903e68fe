package dev.chela.rpc.chat;

import dev.chela.core.session.Session;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * How far a client knows a conversation. It holds for one beginning of one session: after a reset the client reads anew.
 *
 * @param seq the last entry that the client knows of
 */
record HistoryCursor(String sessionId, String revision, long seq) {
    private static final String BETWEEN = "\n";

    static HistoryCursor at(Session session) {
        return new HistoryCursor(session.id(), session.revision(), session.entries());
    }

    /** Empty when no gateway can have made it. */
    static Optional<HistoryCursor> read(String cursor) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(BETWEEN, -1);
            return parts.length == 3 ? Optional.of(new HistoryCursor(parts[0], parts[1], Long.parseLong(parts[2]))) : Optional.empty();
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    boolean isOf(Session session) {
        return sessionId.equals(session.id()) && revision.equals(session.revision()) && seq <= session.entries();
    }

    /** As it goes over the wire. */
    String text() {
        String plain = String.join(BETWEEN, sessionId, revision, String.valueOf(seq));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }
}
