package dev.chela.rpc.device;

import dev.chela.api.rpc.Scope;
import dev.chela.core.access.Devices;
import dev.chela.gateway.DeviceRegister;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Answers the gateway out of core's book of devices; neither knows the other. */
@Component
public final class Pairing implements DeviceRegister {
    private final Devices devices;

    @Activate
    public Pairing(@Reference Devices devices) {
        this.devices = devices;
    }

    @Override
    public Entry adopt(Arrival arrival) {
        return entry(devices.adopt(core(arrival)));
    }

    @Override
    public Entry admit(Arrival arrival) {
        return entry(devices.admit(core(arrival)));
    }

    @Override
    public boolean tokenFits(String device, String role, String token) {
        return devices.tokenFits(device, role, token);
    }

    @Override
    public boolean mayRead(String token) {
        return devices.holder(token).filter(grant -> grant.role().equals("operator")).map(Devices.Grant::scopes)
                .filter(Pairing::includesReading).isPresent();
    }

    private static boolean includesReading(List<String> scopes) {
        return Stream.of(Scope.READ, Scope.WRITE, Scope.ADMIN).map(Scope::wire).anyMatch(scopes::contains);
    }

    @Override
    public boolean stands(String device, String role, long generation) {
        return devices.stands(device, role, generation);
    }

    private static Devices.Arrival core(Arrival from) {
        return new Devices.Arrival(from.device(), from.publicKey(), from.role(), from.scopes(), from.displayName(), from.platform(),
                from.deviceFamily(), from.clientId(), from.clientMode(), from.ip());
    }

    private static Entry entry(Devices.Entry entry) {
        if (entry instanceof Devices.Entry.Granted granted) {
            return new Entry.Granted(granted.generation(), granted.token(), granted.issuedAt());
        }
        Devices.Entry.Waiting waiting = (Devices.Entry.Waiting) entry;
        return new Entry.Waiting(waiting.request().id(), waiting.reason());
    }
}
