package dev.chela.channel.discord.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.Cursor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * How far has been heard: in which session, up to which of its events, and since which message nothing is certain. The cursor that is
 * stored with each event says it; a session only once the gap before it is closed, so that nobody goes on in it over that gap. One
 * thread hears, and writes here.
 */
final class Trail {
    static final String CURSOR = "gateway";
    private static final String SESSION = "session";
    private static final String BEGAN = "began";
    private static final String NONE = "-";
    /** Messages of different channels do not come in the order of their ids. */
    private static final Duration DISORDER = Duration.ofMinutes(1);

    private final ChannelHost host;
    private final Set<String> awaited = new HashSet<>();
    private String session = NONE;
    private String url = "";
    private Me me = new Me("", "");
    private volatile long seq;
    private long since;
    private long newest;

    Trail(ChannelHost host) {
        this.host = host;
        String[] told = host.cursor(CURSOR).value().split(" ");
        since = told.length == 3 ? Long.parseLong(told[2]) : host.state().get(BEGAN).map(Long::parseLong).orElse(0L);
        newest = since;
        host.state().get(SESSION).map(Json::read).ifPresent(kept -> {
            me = new Me(kept.path("me").asText(), kept.path("name").asText());
            if (told.length == 3 && kept.path("id").asText().equals(told[0])) {
                session = told[0];
                seq = Long.parseLong(told[1]);
                url = kept.path("url").asText();
            }
        });
    }

    /** A new session, in which each guild is still to tell what stands in it. */
    void begun(JsonNode ready) {
        session = ready.path("session_id").asText();
        seq = 0;
        url = ready.path("resume_gateway_url").asText();
        me = new Me(ready.path("user").path("id").asText(), ready.path("user").path("username").asText());
        ObjectNode kept = Json.object().put("id", session).put("url", url).put("me", me.id()).put("name", me.name());
        host.state().put(SESSION, new String(Json.write(kept), StandardCharsets.UTF_8));
        awaited.clear();
        ready.path("guilds").forEach(guild -> awaited.add(guild.path("id").asText()));
        since = Math.max(since, awaited.isEmpty() ? newest : since);
        if (since == 0) {
            since = Snowflake.at(Instant.now().plus(DISORDER)); // What was written before is not for us.
            newest = Math.max(newest, since);
            host.state().put(BEGAN, String.valueOf(since));
        }
    }

    /** Nothing that a guild had to tell is missing any more. */
    void told(String guild) {
        awaited.remove(guild);
        if (awaited.isEmpty()) {
            since = Math.max(since, newest);
        }
    }

    /** It was stored, or there was nothing to store. */
    void heard(long number) {
        seq = Math.max(seq, number);
    }

    /** What is to be stored with a message of this id, or with what is none. */
    Cursor cursor(long number, String message) {
        newest = Math.max(newest, Snowflake.number(message));
        since = awaited.isEmpty() ? Math.max(since, newest) : since;
        return new Cursor(CURSOR, (awaited.isEmpty() ? session : NONE) + " " + number + " " + since);
    }

    /** A message that was read after a gap, and stored without a cursor: what else was missed is not behind it. */
    void readAgain(String message) {
        newest = Math.max(newest, Snowflake.number(message));
    }

    /** After which message everything is to be read again; empty where nothing was ever heard. */
    Optional<Long> gap() {
        return since == 0 ? Optional.empty() : Optional.of(Snowflake.earlier(since, DISORDER));
    }

    boolean resumable() {
        return !session.equals(NONE) && !url.isEmpty();
    }

    void lost() {
        session = NONE;
        seq = 0;
    }

    String session() {
        return session;
    }

    String url() {
        return url;
    }

    long seq() {
        return seq;
    }

    Me me() {
        return me;
    }
}
