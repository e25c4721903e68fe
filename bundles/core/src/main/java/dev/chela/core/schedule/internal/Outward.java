package dev.chela.core.schedule.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import dev.chela.api.id.RunId;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.schedule.CronConfig;
import dev.chela.core.schedule.internal.Delivery.Mode;
import dev.chela.core.schedule.internal.Delivery.Route;
import dev.chela.core.session.SessionKeys;
import dev.chela.core.session.SystemEvents;
import dev.chela.core.store.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What of a run's end leaves the house: added to the commit that ends it. */
final class Outward {
    /** How the names of what runs announce begin; the run follows. */
    static final String ANNOUNCED = "announce:";
    private static final long USUAL_AFTER = 2;
    private static final long USUAL_COOLDOWN = 3_600_000;

    private final Rooms rooms;

    Outward(Rooms rooms) {
        this.rooms = rooms;
    }

    /** @return the addresses that get the log's entry */
    List<String> result(Step.Builder step, Job job, String run, Result result, ObjectNode entry) {
        List<String> addresses = new ArrayList<>();
        Route route = job.delivery().primary();
        boolean nothing = result.fine() && result.silent() || !result.fine() && route.mode() == Mode.ANNOUNCE;
        if (route.mode() == Mode.NONE || nothing) {
            entry.put("delivered", false).put("deliveryStatus", "not-requested");
        } else if (route.mode() == Mode.WEBHOOK) {
            addresses.add(route.to());
            entry.put("deliveryStatus", "unknown");
        } else {
            announce(step, job, route, new RunId(ANNOUNCED + run), result.text(), entry);
        }
        if (!job.delivery().completion().isEmpty()) {
            addresses.add(job.delivery().completion());
        }
        return addresses;
    }

    private void announce(Step.Builder step, Job job, Route route, RunId id, String text, ObjectNode entry) {
        try {
            rooms.post().reply(step, id, rooms.places().permitted(job, route).write(), text);
            entry.put("deliveryStatus", "unknown");
        } catch (Permanent nowhere) {
            entry.put("delivered", false).put("deliveryStatus", "not-delivered").put("deliveryError", String.valueOf(nowhere.getMessage()));
        }
    }

    /** Tells that a job fails again and again, once in a while, and that it works again. @return the addresses that are told */
    List<String> alert(Step.Builder step, Job job, String run, String error, JobState state) {
        CronConfig.Alert house = rooms.config().get().failureAlert();
        boolean alerted = state.own().path("alerted").asBoolean();
        if (error.isEmpty()) {
            state.own().remove("alerted");
            return alerted ? tell(step, job, run, "Cron job \"" + job.name() + "\" works again.", house) : List.of();
        }
        long after = job.rules().alert().after().orElse(house == null || house.after() == null ? USUAL_AFTER : house.after());
        long cooldown = job.rules().alert().cooldown().orElse(house == null || house.cooldownMs() == null ? USUAL_COOLDOWN : house.cooldownMs());
        boolean off = after == 0 || house != null && Boolean.FALSE.equals(house.enabled()) && job.rules().alert().after().isEmpty();
        boolean recently = rooms.now() - state.node().path("lastFailureAlertAtMs").asLong() < cooldown;
        if (off || state.errors() < after || recently) {
            return List.of();
        }
        state.own().put("alerted", true);
        state.node().put("lastFailureAlertAtMs", rooms.now());
        return tell(step, job, run, "Cron job \"" + job.name() + "\" failed " + state.errors() + " times in a row: " + error, house);
    }

    private List<String> tell(Step.Builder step, Job job, String run, String text, CronConfig.@Nullable Alert house) {
        Optional<Route> own = job.rules().alert().route().or(() -> job.delivery().failure());
        Optional<Route> owners = own.isPresent() ? Optional.empty() : house(house);
        Route route = own.or(() -> owners).orElse(job.delivery().primary());
        if (route.mode() == Mode.WEBHOOK) {
            return List.of(route.to());
        }
        if (route.mode() == Mode.ANNOUNCE) {
            try {
                ReturnAddress to = owners.isPresent() ? rooms.places().address(job, route) : rooms.places().permitted(job, route);
                rooms.post().reply(step, new RunId("alert:" + run), to.write(), text);
                return List.of();
            } catch (Permanent nowhere) {
                // Then the agent's own conversation is told.
                text = text + " (it could not be sent: " + nowhere.getMessage() + ")";
            }
        }
        rooms.systemEvents().add(step, SessionKeys.main(rooms.places().agent(job)), text, SystemEvents.Weight.NEWS);
        return List.of();
    }

    private static Optional<Route> house(CronConfig.@Nullable Alert house) {
        if (house == null || house.channel() == null && house.to() == null && house.mode() == null) {
            return Optional.empty();
        }
        Mode mode = "webhook".equals(house.mode()) ? Mode.WEBHOOK : Mode.ANNOUNCE;
        return Optional.of(new Route(mode, house.channel() == null ? "last" : house.channel(), house.to() == null ? "" : house.to(),
                house.accountId() == null ? "" : house.accountId(), ""));
    }
}
