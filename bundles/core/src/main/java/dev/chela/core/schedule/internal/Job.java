package dev.chela.core.schedule.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import dev.chela.core.hash.Sha256;
import dev.chela.core.json.Json;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A job as it stands in the file, understood.
 *
 * @param source as written; never changed
 * @param target main, isolated, current, or {@code session:} and a key
 */
record Job(String id, ObjectNode source, Timing timing, Payload payload, Delivery delivery, Rules rules, String target) {
    private static final long FULL_HOUR_STAGGER = 300_000;
    private static final long SHORTEST = 1000;

    /** @throws Permanent naming what is wrong, and where in the job */
    static Job read(ObjectNode source, ZoneId zone) {
        Fields job = new Fields(source, "");
        String id = job.required("id");
        job.required("name");
        for (String unbuilt : List.of("trigger", "pacing")) {
            if (job.has(unbuilt)) {
                throw new Permanent("at /" + unbuilt + ": is not built here; a job is started by its schedule alone");
            }
        }
        Payload payload = Payload.read(job.object("payload"));
        String target = job.text("sessionTarget").orElse(payload instanceof Payload.Event ? "main" : "isolated");
        checkTarget(target, payload);
        job.word("wakeMode", "now", List.of("now", "next-heartbeat"));
        Delivery delivery = job.has("delivery") ? Delivery.read(job.object("delivery")) : Delivery.NONE;
        return new Job(id, source, timing(id, job, zone), payload, delivery, Rules.read(job), target);
    }

    private static void checkTarget(String target, Payload payload) {
        boolean named = target.startsWith("session:") && target.length() > "session:".length();
        if (!named && !List.of("main", "isolated", "current").contains(target)) {
            throw new Permanent("at /sessionTarget: must be main, isolated, current or session:<key>, not '" + target + "'");
        }
        if (target.equals("main") != payload instanceof Payload.Event) {
            throw new Permanent("at /sessionTarget: the main session takes payloads of kind systemEvent, and no other takes them");
        }
    }

    private static Timing timing(String id, Fields job, ZoneId zone) {
        Fields schedule = job.object("schedule");
        return switch (schedule.word("kind", "", List.of("at", "every", "cron", "on-exit"))) {
            case "at" -> new Timing.At(instant(schedule));
            case "every" -> every(schedule, job.number("createdAtMs", 0).orElse(0L));
            case "cron" -> calendar(id, schedule, zone);
            default -> new Timing.OnExit(schedule.only(Set.of("kind", "command", "cwd"), Map.of()).required("command"),
                    schedule.text("cwd").orElse(""));
        };
    }

    /** A time without an offset is one of UTC. */
    private static Instant instant(Fields schedule) {
        schedule.only(Set.of("kind", "at", "atMs"), Map.of());
        if (schedule.has("atMs")) {
            return Instant.ofEpochMilli(schedule.number("atMs", 0).orElseThrow());
        }
        String at = schedule.required("at");
        try {
            return OffsetDateTime.parse(at).toInstant();
        } catch (DateTimeException noOffset) {
            try {
                return LocalDateTime.parse(at).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException neither) {
                throw new Permanent("at /schedule/at: '" + at + "' is no time; write it as 2026-11-30T09:00:00Z", neither);
            }
        }
    }

    private static Timing every(Fields schedule, long createdAt) {
        schedule.only(Set.of("kind", "everyMs", "anchorMs"), Map.of());
        long millis = schedule.number("everyMs", SHORTEST).orElseThrow(() -> new Permanent("at /schedule/everyMs: is missing"));
        return new Timing.Every(schedule.number("anchorMs", 0).orElse(createdAt), millis);
    }

    private static Timing calendar(String id, Fields schedule, ZoneId house) {
        schedule.only(Set.of("kind", "expr", "tz", "staggerMs"), Map.of());
        String expression = schedule.required("expr");
        long most = schedule.number("staggerMs", 0).orElse(atFullHours(expression) ? FULL_HOUR_STAGGER : 0);
        ZoneId zone = schedule.text("tz").map(Job::zone).orElse(house);
        return new Timing.Calendar(CronTable.read(expression), new ClockRules(zone), most == 0 ? 0 : Long.remainderUnsigned(digest(id), most));
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw new Permanent("at /schedule/tz: '" + name + "' is no time zone; write one as Europe/Berlin", unknown);
        }
    }

    /** Such jobs of a whole world would begin at the same moment. */
    private static boolean atFullHours(String expression) {
        String[] fields = expression.strip().split("\\s+");
        int minute = fields.length - 5;
        return minute >= 0 && (minute == 0 || fields[0].equals("0")) && fields[minute].equals("0") && fields[minute + 1].startsWith("*");
    }

    private static long digest(String text) {
        return ByteBuffer.wrap(Sha256.of(text)).getLong();
    }

    String name() {
        return source.path("name").asText();
    }

    boolean enabled() {
        return source.path("enabled").asBoolean(true);
    }

    boolean deleteAfterRun() {
        return source.path("deleteAfterRun").asBoolean(false);
    }

    /** Empty for the first agent. */
    String agent() {
        return source.path("agentId").asText("");
    }

    /** Of the conversation that it was made in; may be empty. */
    String session() {
        return source.path("sessionKey").asText("");
    }

    boolean wakesNow() {
        return !source.path("wakeMode").asText().equals("next-heartbeat");
    }

    /** Whether it needs room in the inbox. */
    boolean asksForATurn() {
        return payload instanceof Payload.AgentTurn || payload instanceof Payload.Event && wakesNow();
    }

    boolean runsOnce() {
        return timing instanceof Timing.At || timing instanceof Timing.OnExit;
    }

    /** Changes with the schedule: what is known of the next time holds for no other. */
    String scheduled() {
        JsonNode schedule = source.path("schedule");
        return Sha256.hex(Json.write(schedule), 8);
    }

    String revision() {
        return Sha256.hex(Json.write(source), 8);
    }
}
