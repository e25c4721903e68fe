package dev.chela.rpc.device;

import dev.chela.core.access.Devices.Arrival;
import dev.chela.core.access.Devices.Device;
import dev.chela.core.access.Devices.Grant;
import dev.chela.core.access.Devices.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Devices and their requests as clients see them. No token and no hash of one is ever among it. */
final class DeviceRows {
    private DeviceRows() {}

    static Map<String, Object> request(Request request) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("requestId", request.id());
        self(row, request.from());
        row.put("role", request.from().role());
        row.put("roles", List.of(request.from().role()));
        row.put("scopes", request.from().scopes());
        row.put("silent", false);
        row.put("ts", request.createdAt());
        return row;
    }

    static Map<String, Object> device(Device device, boolean connected) {
        List<Grant> live = device.grants().stream().filter(grant -> !grant.revoked()).toList();
        Map<String, Object> row = new LinkedHashMap<>();
        self(row, device.from());
        put(row, "label", device.label());
        live.stream().findFirst().ifPresent(grant -> row.put("role", grant.role()));
        row.put("roles", live.stream().map(Grant::role).toList());
        row.put("scopes", live.stream().flatMap(grant -> grant.scopes().stream()).distinct().toList());
        row.put("approvedVia", device.silent() ? "silent" : "owner");
        row.put("createdAtMs", device.createdAt());
        row.put("approvedAtMs", device.approvedAt());
        row.put("lastSeenAtMs", device.lastSeenAt());
        row.put("connected", connected);
        row.put("tokens", device.grants().stream().map(DeviceRows::token).toList());
        return row;
    }

    private static Map<String, Object> token(Grant grant) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("role", grant.role());
        row.put("scopes", grant.scopes());
        time(row, "createdAtMs", grant.tokenAt());
        time(row, "rotatedAtMs", grant.rotatedAt());
        time(row, "revokedAtMs", grant.revokedAt());
        return row;
    }

    private static void self(Map<String, Object> row, Arrival from) {
        row.put("deviceId", from.device());
        row.put("publicKey", from.publicKey());
        put(row, "displayName", from.displayName());
        put(row, "platform", from.platform());
        put(row, "deviceFamily", from.deviceFamily());
        put(row, "clientId", from.clientId());
        put(row, "clientMode", from.clientMode());
        put(row, "remoteIp", from.ip());
    }

    private static void put(Map<String, Object> row, String name, String value) {
        if (!value.isEmpty()) {
            row.put(name, value);
        }
    }

    private static void time(Map<String, Object> row, String name, long at) {
        if (at > 0) {
            row.put(name, at);
        }
    }
}
