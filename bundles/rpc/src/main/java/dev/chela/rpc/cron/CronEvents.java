package dev.chela.rpc.cron;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.rpc.Broadcaster;
import dev.chela.api.rpc.Push;
import dev.chela.api.rpc.Push.Audience;
import dev.chela.api.rpc.Push.Slow;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.event.Events;
import dev.chela.core.json.Json;
import dev.chela.core.schedule.Schedule;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Tells clients what happens to jobs. */
@Component(service = CronEvents.class, immediate = true)
public final class CronEvents {
    private static final List<String> TOLD = List.of("runId", "runAtMs", "status", "summary", "error", "durationMs", "sessionId", "sessionKey", "usage",
            "model", "provider", "delivered", "deliveryStatus", "deliveryError", "completionStatus");

    private final Registration listening;

    @Activate
    public CronEvents(@Reference Events events, @Reference Broadcaster clients) {
        listening = events.listen(Schedule.Changed.class,
                changed -> clients.send(new Push("cron", payload(changed), Audience.READERS, new Slow.Keep())));
    }

    private static ObjectNode payload(Schedule.Changed changed) {
        ObjectNode payload = Json.object().put("jobId", changed.job().path("id").asText()).put("action", changed.action());
        payload.set("job", changed.job());
        if (changed.job().has("nextRunAtMs")) {
            payload.set("nextRunAtMs", changed.job().get("nextRunAtMs"));
        }
        TOLD.stream().filter(changed.entry()::has).forEach(name -> payload.set(name, changed.entry().get(name)));
        return payload;
    }

    @Deactivate
    public void stop() {
        listening.close();
    }
}
