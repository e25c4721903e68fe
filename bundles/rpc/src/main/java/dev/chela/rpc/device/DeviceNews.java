package dev.chela.rpc.device;

import dev.chela.api.rpc.Broadcaster;
import dev.chela.api.rpc.Push;
import dev.chela.api.rpc.Scope;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.access.Devices;
import dev.chela.core.event.Events;
import dev.chela.gateway.LiveDevices;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Tells whoever may pair devices what happens to them, and ends the connections of those that were shut out. */
@Component(service = DeviceNews.class, immediate = true)
public final class DeviceNews {
    private static final Push.Audience PAIRING = new Push.Audience(Optional.of(Scope.PAIRING), "", "", "");

    private final Broadcaster clients;
    private final List<Registration> listening;

    @Activate
    public DeviceNews(@Reference Events events, @Reference Broadcaster clients, @Reference LiveDevices live) {
        this.clients = clients;
        listening = List.of(
                events.listen(Devices.Asked.class, asked -> tell("device.pair.requested", DeviceRows.request(asked.request()))),
                events.listen(Devices.Decided.class, this::tell),
                events.listen(Devices.Renamed.class, renamed -> tell("device.pair.changed", Map.of())),
                events.listen(Devices.Shut.class, shut -> {
                    tell("device.pair.changed", Map.of());
                    live.end(shut.device(), shut.role(), shut.why());
                }));
    }

    @Deactivate
    public void stop() {
        listening.forEach(Registration::close);
    }

    private void tell(Devices.Decided decided) {
        tell("device.pair.resolved", Map.of(
                "requestId", decided.request().id(), "deviceId", decided.request().from().device(),
                "decision", decided.approved() ? "approved" : "rejected", "ts", decided.at()));
    }

    private void tell(String event, Object payload) {
        clients.send(new Push(event, payload, PAIRING, new Push.Slow.Drop()));
    }
}
