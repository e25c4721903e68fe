package dev.chela.rpc.device;

import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Connections;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.task.Clock;
import dev.chela.core.access.Devices;
import dev.chela.core.access.Devices.Device;
import dev.chela.core.access.Devices.Grant;
import dev.chela.core.access.Devices.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code device.*}. Nobody can give to a device what they may not do themselves. */
@Component(service = RpcMethods.class)
public final class DeviceMethods implements RpcMethods {
    private static final int LONGEST_LABEL = 64;

    private final Devices devices;
    private final Connections connections;
    private final Clock clock;

    @Activate
    public DeviceMethods(@Reference Devices devices, @Reference Connections connections, @Reference Clock clock) {
        this.devices = devices;
        this.connections = connections;
        this.clock = clock;
    }

    public record RequestParams(String requestId) {}

    public record DeviceParams(String deviceId) {}

    public record RenameParams(String deviceId, String label) {}

    public record RotateParams(String deviceId, String role, Optional<List<String>> scopes) {}

    public record RevokeParams(String deviceId, String role) {}

    @Rpc(value = "device.pair.list", scope = Scope.PAIRING)
    public Map<String, Object> list() {
        Set<String> live = connections.list().stream().map(Connections.Presence::deviceId).collect(Collectors.toSet());
        return Map.of(
                "pending", devices.pending().stream().map(DeviceRows::request).toList(),
                "paired", devices.paired().stream().map(device -> DeviceRows.device(device, live.contains(device.id()))).toList());
    }

    @Rpc(value = "device.pair.approve", scope = Scope.PAIRING)
    public Map<String, Object> approve(RequestParams params, Caller caller) {
        Request request = devices.request(params.requestId()).orElseThrow(DeviceMethods::unknownRequest);
        mayGive(request.from().scopes(), caller);
        Device device = devices.approve(request.id()).orElseThrow(DeviceMethods::unknownRequest);
        return Map.of("requestId", request.id(), "device", DeviceRows.device(device, connected(device.id())));
    }

    @Rpc(value = "device.pair.reject", scope = Scope.PAIRING)
    public Map<String, Object> reject(RequestParams params) {
        Request request = devices.request(params.requestId()).orElseThrow(DeviceMethods::unknownRequest);
        if (!devices.reject(request.id())) {
            throw unknownRequest();
        }
        return Map.of("requestId", request.id(), "deviceId", request.from().device());
    }

    @Rpc(value = "device.pair.remove", scope = Scope.PAIRING)
    public Map<String, Object> remove(DeviceParams params, Caller caller) {
        mayTouch(device(params.deviceId()), caller);
        if (!devices.remove(params.deviceId())) {
            throw unknownDevice();
        }
        return Map.of("deviceId", params.deviceId());
    }

    @Rpc(value = "device.pair.rename", scope = Scope.PAIRING)
    public Map<String, Object> rename(RenameParams params, Caller caller) {
        String label = params.label().strip();
        if (label.isEmpty() || label.length() > LONGEST_LABEL) {
            throw RpcFault.invalid("invalid device.pair.rename params: at /label: must be of 1 to " + LONGEST_LABEL + " characters");
        }
        mayTouch(device(params.deviceId()), caller);
        if (!devices.rename(params.deviceId(), label)) {
            throw unknownDevice();
        }
        return Map.of("deviceId", params.deviceId(), "label", label);
    }

    @Rpc(value = "device.token.rotate", scope = Scope.PAIRING)
    public Map<String, Object> rotate(RotateParams params, Caller caller) {
        Grant grant = grant(params.deviceId(), params.role());
        List<String> scopes = params.scopes().orElse(grant.scopes());
        if (!grant.covers(scopes)) {
            throw RpcFault.invalid("a rotated token may do no more than before: " + String.join(", ", grant.scopes())
                    + "; let the device ask for more and approve its request");
        }
        mayTouch(device(params.deviceId()), caller);
        Map<String, Object> answer = new LinkedHashMap<>(Map.of("deviceId", params.deviceId(), "role", params.role(), "scopes", scopes));
        if (own(caller).equals(params.deviceId())) {
            answer.put("token", devices.rotate(params.deviceId(), params.role(), scopes).orElseThrow(DeviceMethods::unknownDevice));
        } else if (!devices.renew(params.deviceId(), params.role(), scopes)) {
            throw unknownDevice();
        }
        answer.put("rotatedAtMs", clock.now().toEpochMilli());
        return answer;
    }

    @Rpc(value = "device.token.revoke", scope = Scope.PAIRING)
    public Map<String, Object> revoke(RevokeParams params, Caller caller) {
        grant(params.deviceId(), params.role());
        mayTouch(device(params.deviceId()), caller);
        if (!devices.revoke(params.deviceId(), params.role())) {
            throw unknownDevice();
        }
        return Map.of("deviceId", params.deviceId(), "role", params.role(), "revokedAtMs", clock.now().toEpochMilli());
    }

    private Device device(String id) {
        return devices.device(id).orElseThrow(DeviceMethods::unknownDevice);
    }

    private Grant grant(String device, String role) {
        return device(device).grant(role).filter(grant -> !grant.revoked()).orElseThrow(DeviceMethods::unknownDevice);
    }

    /** Who may pair but less otherwise must not shut out, nor weaken, a device of somebody who may more. */
    private static void mayTouch(Device device, Caller caller) {
        mayGive(device.grants().stream().filter(grant -> !grant.revoked()).flatMap(grant -> grant.scopes().stream()).toList(), caller);
    }

    private static void mayGive(List<String> scopes, Caller caller) {
        Stream.of(Scope.values()).filter(scope -> scope != Scope.DYNAMIC && scopes.contains(scope.wire())).forEach(caller::require);
    }

    private String own(Caller caller) {
        return connections.list().stream().filter(there -> there.connection().equals(caller.connection()))
                .map(Connections.Presence::deviceId).findFirst().orElse("");
    }

    private boolean connected(String device) {
        return connections.list().stream().anyMatch(there -> there.deviceId().equals(device));
    }

    private static RpcFault unknownRequest() {
        return RpcFault.invalid("unknown requestId");
    }

    private static RpcFault unknownDevice() {
        return RpcFault.invalid("unknown deviceId/role");
    }
}
