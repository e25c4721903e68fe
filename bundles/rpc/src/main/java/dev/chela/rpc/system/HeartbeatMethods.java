package dev.chela.rpc.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.chela.api.rpc.Broadcaster;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Push;
import dev.chela.api.rpc.Push.Audience;
import dev.chela.api.rpc.Push.Slow;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.event.Events;
import dev.chela.core.heartbeat.Heartbeats;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@code last-heartbeat} and {@code set-heartbeats}; and clients are told of each heartbeat. */
@Component(service = RpcMethods.class)
public final class HeartbeatMethods implements RpcMethods {
    private final Heartbeats heartbeats;
    private final Registration listening;

    @Activate
    public HeartbeatMethods(@Reference Heartbeats heartbeats, @Reference Events events, @Reference Broadcaster clients) {
        this.heartbeats = heartbeats;
        listening = events.listen(Heartbeats.Told.class, told -> clients.send(new Push("heartbeat", told.event(), Audience.ALL, new Slow.Drop())));
    }

    @Deactivate
    public void close() {
        listening.close();
    }

    public record NoParams() {}

    @Rpc(value = "last-heartbeat", scope = Scope.READ)
    public JsonNode last(NoParams params, Caller caller) {
        return heartbeats.last().map(JsonNode.class::cast).orElse(NullNode.instance);
    }

    public record SetParams(boolean enabled) {}

    public record Switched(boolean ok, boolean enabled) {}

    /** Holds across restarts. What the configuration says of each agent is not changed by it. */
    @Rpc(value = "set-heartbeats", scope = Scope.ADMIN)
    public Switched set(SetParams params, Caller caller) {
        if (params.enabled()) {
            heartbeats.switchOn();
        } else {
            heartbeats.switchOff();
        }
        return new Switched(true, heartbeats.on());
    }
}
