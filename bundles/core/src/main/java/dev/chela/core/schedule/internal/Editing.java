package dev.chela.core.schedule.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import dev.chela.core.json.Json;
import dev.chela.core.schedule.Schedule;
import dev.chela.core.schedule.internal.Delivery.Mode;
import dev.chela.core.schedule.internal.Delivery.Route;
import java.util.Optional;
import java.util.UUID;

/** What people and programs change of the jobs. Under the scheduler's lock. */
final class Editing {
    private final Rooms rooms;
    private final Scheduler scheduler;

    Editing(Rooms rooms, Scheduler scheduler) {
        this.rooms = rooms;
        this.scheduler = scheduler;
    }

    ObjectNode add(ObjectNode definition) {
        long now = rooms.now();
        ObjectNode source = Json.object().put("id", UUID.randomUUID().toString());
        source.setAll(definition.deepCopy());
        source.put("createdAtMs", now).put("updatedAtMs", now);
        if (!source.has("enabled")) {
            source.put("enabled", true);
        }
        if (source.path("schedule").path("kind").asText().equals("at") && !source.has("deleteAfterRun")) {
            source.put("deleteAfterRun", true);
        }
        Job job = checked(source);
        scheduler.book().put(job);
        return announced("added", job);
    }

    private ObjectNode announced(String action, Job job) {
        scheduler.book().tell(action, job, Json.object());
        ObjectNode shown = scheduler.book().shown(job);
        scheduler.tick();
        return shown;
    }

    ObjectNode update(String id, ObjectNode patch, String revision) {
        Job before = scheduler.book().get(id);
        if (!revision.isEmpty() && !revision.equals(before.revision())) {
            throw new Permanent("job " + id + " has changed meanwhile: its revision is " + before.revision() + ", not " + revision);
        }
        ObjectNode source = before.source().deepCopy();
        patch.properties().forEach(entry -> set(source, entry.getKey(), entry.getValue()));
        source.put("updatedAtMs", rooms.now());
        source.remove("state");
        Job job = checked(source);
        scheduler.book().put(job);
        return announced("updated", job);
    }

    /** Who takes a job out of use may do so, wherever it would have sent something. */
    private Job checked(ObjectNode source) {
        Job job = scheduler.book().read(source);
        if (job.enabled()) {
            check(job, "/delivery", Optional.of(job.delivery().primary()));
            check(job, "/delivery/failureDestination", job.delivery().failure());
            check(job, "/failureAlert", job.rules().alert().route());
        }
        return job;
    }

    private void check(Job job, String at, Optional<Route> route) {
        route.filter(each -> each.mode() == Mode.ANNOUNCE).flatMap(each -> rooms.places().objection(job, each)).ifPresent(why -> {
            throw new Permanent("at " + at + ": " + why);
        });
    }

    /** Payloads of the same kind and deliveries are patched; everything else is replaced. */
    private static void set(ObjectNode source, String key, JsonNode value) {
        if (value.isNull()) {
            source.remove(key);
            return;
        }
        JsonNode there = source.path(key);
        boolean samePayload = key.equals("payload") && there.path("kind").equals(value.path("kind"));
        boolean patched = samePayload || key.equals("delivery") || key.equals("failureAlert");
        if (patched && there.isObject() && value.isObject()) {
            value.properties().forEach(entry -> set((ObjectNode) there, entry.getKey(), entry.getValue()));
        } else {
            source.set(key, value.isObject() ? withoutNulls((ObjectNode) value) : value);
        }
    }

    private static ObjectNode withoutNulls(ObjectNode value) {
        ObjectNode clean = Json.object();
        value.properties().stream().filter(entry -> !entry.getValue().isNull()).forEach(entry -> clean.set(entry.getKey(), entry.getValue()));
        return clean;
    }

    void remove(String id) {
        Job job = scheduler.book().get(id);
        ObjectNode shown = scheduler.book().shown(job);
        scheduler.book().remove(id);
        rooms.events().publish(new Schedule.Changed("removed", shown, Json.object()));
        scheduler.tick();
    }
}
