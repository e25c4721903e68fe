package dev.chela.core.migration.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Session.Spent;
import dev.chela.core.text.Excerpt;
import java.time.Instant;

/** What lists tell of a conversation, gathered from its entries. */
final class Telling {
    private static final int LONGEST = 120;
    private static final int MICROS = 1_000_000;

    private long entries;
    private String title = "";
    private String preview = "";
    private Spent spent = Spent.NOTHING;
    private long first;
    private long latest;

    void hear(Entry entry) {
        entries++;
        long at = Instant.parse(entry.body().path("timestamp").asText()).toEpochMilli();
        first = first == 0 ? at : first;
        latest = Math.max(latest, at);
        if (!entry.isMessage()) {
            return;
        }
        String said = cut(entry.text());
        if (title.isEmpty() && entry.role().equals("user")) {
            title = said;
        }
        boolean talk = entry.role().equals("user") || entry.role().equals("assistant");
        preview = talk && !said.isEmpty() ? said : preview;
        JsonNode usage = entry.message().path("usage");
        spent = spent.plus(usage.path("input").asLong() + usage.path("cacheRead").asLong() + usage.path("cacheWrite").asLong(),
                usage.path("output").asLong(), Math.round(usage.path("cost").path("total").asDouble() * MICROS));
    }

    private static String cut(String text) {
        return Excerpt.line(text, LONGEST);
    }

    long entries() {
        return entries;
    }

    String title() {
        return title;
    }

    String preview() {
        return preview;
    }

    Spent spent() {
        return spent;
    }

    /** Milliseconds since 1970; 0 before anything was heard. */
    long first() {
        return first;
    }

    long latest() {
        return latest;
    }
}
