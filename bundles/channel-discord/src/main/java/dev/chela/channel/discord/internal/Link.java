package dev.chela.channel.discord.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Transient;
import dev.chela.api.net.WebSocket;
import dev.chela.api.net.WebSocket.Frame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/** One connection to the gateway, from its hello to its end (docs/events/gateway). */
final class Link {
    /** GUILDS, GUILD_MESSAGES, GUILD_MESSAGE_REACTIONS, DIRECT_MESSAGES, DIRECT_MESSAGE_REACTIONS, MESSAGE_CONTENT. */
    private static final int INTENTS = 1 | 1 << 9 | 1 << 10 | 1 << 12 | 1 << 13 | 1 << 15;
    /** Invalid sequence, session timed out: what was can only be read again. */
    private static final Set<Integer> ANEW = Set.of(4_003, 4_007, 4_009);
    private static final Duration SOONEST = Duration.ofMillis(10);
    private static final Duration LATEST = Duration.ofMinutes(5);

    private final WebSocket line;
    private final String token;
    private final Trail trail;
    private final Ear ear;
    private final Pulse.Heart heart;

    /** Who is told what is heard. */
    interface Ear {
        /** @return when it is on disk, or nothing was to be stored */
        void event(String type, JsonNode data, long number);

        void proven();
    }

    /** How it ended. @param why empty where it is in order @param entered whether Discord had let us in */
    record End(String why, boolean entered) {}

    Link(WebSocket line, String token, Trail trail, Ear ear, Pulse.Heart heart) {
        this.line = line;
        this.token = token;
        this.trail = trail;
        this.ear = ear;
        this.heart = heart;
    }

    End serve() throws Refused {
        JsonNode hello = heard(line.receive());
        if (hello.path("op").asInt() != 10) {
            throw new Transient("Discord's gateway does not say hello", Duration.ZERO);
        }
        Duration interval = Duration.ofMillis(hello.path("d").path("heartbeat_interval").asLong());
        Pulse pulse = heart.start(line, bounded(interval), trail::seq);
        try {
            line.send(trail.resumable() ? resume() : identify());
            return listen(pulse);
        } finally {
            pulse.end();
        }
    }

    private static Duration bounded(Duration said) {
        return said.compareTo(SOONEST) < 0 ? SOONEST : said.compareTo(LATEST) > 0 ? LATEST : said;
    }

    private String resume() {
        ObjectNode ask = Json.object().put("op", 6);
        ask.putObject("d").put("token", token).put("session_id", trail.session()).put("seq", trail.seq());
        return new String(Json.write(ask), StandardCharsets.UTF_8);
    }

    private String identify() {
        ObjectNode ask = Json.object().put("op", 2);
        ObjectNode with = ask.putObject("d").put("token", token).put("intents", INTENTS).put("compress", false);
        with.putObject("properties").put("os", "linux").put("browser", "chela").put("device", "chela");
        return new String(Json.write(ask), StandardCharsets.UTF_8);
    }

    private JsonNode heard(Frame frame) throws Refused {
        if (frame instanceof Frame.Ended ended) {
            Refused.check(ended.code(), ended.reason());
            throw new Transient("the connection ended: " + ended.code() + " " + ended.reason(), Duration.ZERO);
        }
        return Json.read(((Frame.Said) frame).text());
    }

    private End listen(Pulse pulse) throws Refused {
        boolean entered = false;
        while (true) {
            Frame frame = line.receive();
            if (frame instanceof Frame.Ended ended) {
                return ended(ended, pulse, entered);
            }
            pulse.listening(false);
            JsonNode payload = heard(frame);
            switch (payload.path("op").asInt()) {
                case 0 -> entered |= event(payload);
                case 1 -> pulse.beat();
                case 7 -> {
                    line.close(Pulse.TO_BE_RESUMED);
                    return new End("", entered);
                }
                case 9 -> {
                    return invalid(payload.path("d").asBoolean(), entered);
                }
                case 11 -> {
                    pulse.answered();
                    ear.proven();
                }
                default -> { }
            }
            pulse.listening(true);
        }
    }

    /** @return whether it says that we are in */
    private boolean event(JsonNode payload) {
        String type = payload.path("t").asText();
        long number = payload.path("s").asLong();
        if (type.equals("READY")) {
            trail.begun(payload.path("d"));
        }
        ear.event(type, payload.path("d"), number);
        trail.heard(number);
        return type.equals("READY") || type.equals("RESUMED");
    }

    private End invalid(boolean resumable, boolean entered) {
        if (!resumable) {
            trail.lost();
        }
        line.close(Pulse.TO_BE_RESUMED);
        return new End("Discord has ended the session", entered);
    }

    private End ended(Frame.Ended ended, Pulse pulse, boolean entered) throws Refused {
        Refused.check(ended.code(), ended.reason());
        if (ANEW.contains(ended.code())) {
            trail.lost();
        }
        return new End(pulse.foundDead() ? "the line was silent, or Discord did not answer a heartbeat"
                : "the connection ended: " + ended.code() + " " + ended.reason(), entered);
    }
}
