package dev.chela.channel.discord.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.channel.Pauses;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Reads what was written while nobody listened and no session could be resumed: in the direct channels that are known, and in those of
 * a guild that have something newer. What it cannot read, it tells.
 */
final class CatchUp {
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 20;

    private final Asking asking;
    private final Trail trail;
    private final Places places;
    private final BiConsumer<JsonNode, String> take;
    private final Pauses pauses;
    private final List<String> unread = new ArrayList<>();
    private String missed = "";

    /** @param take a message and the guild in which it stands, empty for none */
    CatchUp(Asking asking, Trail trail, Places places, BiConsumer<JsonNode, String> take, Pauses pauses) {
        this.asking = asking;
        this.trail = trail;
        this.places = places;
        this.take = take;
        this.pauses = pauses;
    }

    /** Begins anew: what was missed before was told. */
    void direct() {
        unread.clear();
        missed = "";
        trail.gap().ifPresent(after -> {
            places.direct().keySet().stream().sorted().forEach(channel -> read(channel, "", after, "a direct channel"));
            tell(after);
        });
    }

    void guild(JsonNode guild) {
        trail.gap().ifPresent(last -> {
            long after = Math.max(last, joined(guild));
            String id = guild.path("id").asText();
            for (String kind : new String[] {"channels", "threads"}) {
                for (JsonNode channel : guild.path(kind)) {
                    if (Snowflake.number(channel.path("last_message_id").asText()) > after) {
                        read(channel.path("id").asText(), id, after, "#" + channel.path("name").asText());
                    }
                }
            }
            tell(after);
        });
    }

    /** What stood there before is not for us. */
    private static long joined(JsonNode guild) {
        try {
            return Snowflake.at(OffsetDateTime.parse(guild.path("joined_at").asText()).toInstant());
        } catch (DateTimeException untold) {
            return 0;
        }
    }

    private void read(String channel, String guild, long from, String name) {
        long after = from;
        for (int page = 0; !pauses.over(); page++) {
            Optional<JsonNode> messages = page == MOST_PAGES ? Optional.empty() : asking.get("/channels/" + channel + "/messages?after=" + after + "&limit=" + PAGE);
            if (messages.isEmpty()) {
                unread.add(name);
                return;
            }
            for (int i = messages.get().size() - 1; i >= 0 && !pauses.over(); i--) {
                take.accept(messages.get().get(i), guild);
                after = Math.max(after, Snowflake.number(messages.get().get(i).path("id").asText()));
            }
            if (messages.get().size() < PAGE) {
                return;
            }
        }
    }

    private void tell(long after) {
        if (!unread.isEmpty()) {
            missed = "what was written from " + Snowflake.time(String.valueOf(after)).truncatedTo(ChronoUnit.SECONDS) + " to "
                    + Instant.now().truncatedTo(ChronoUnit.SECONDS) + " could not all be read in " + String.join(", ", unread);
        }
    }

    /** For people; empty when nothing was. */
    String missed() {
        return missed;
    }
}
