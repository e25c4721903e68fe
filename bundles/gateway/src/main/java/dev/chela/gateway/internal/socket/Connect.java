package dev.chela.gateway.internal.socket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.rpc.Scope;
import dev.chela.gateway.DeviceRegister;
import dev.chela.gateway.internal.Limits;
import dev.chela.gateway.internal.auth.Authenticator;
import dev.chela.gateway.internal.auth.DeviceProof;
import dev.chela.gateway.internal.auth.Refused;
import dev.chela.gateway.internal.rpc.Requester;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The parameters of {@code connect}, read leniently: unknown clients and unknown fields are welcome, wrong types are not. */
record Connect(JsonNode params) {
    private static final String NODE = "node";

    static Connect read(JsonNode params) {
        if (!params.isObject()) {
            throw bad("at root: must be object");
        }
        return new Connect(params);
    }

    private static Refused bad(String what) {
        return Refused.invalid("invalid connect params: " + what, Map.of());
    }

    /** Empty when it is absent. */
    private static String text(JsonNode parent, String path) {
        JsonNode node = parent.at(path);
        if (node.isMissingNode()) {
            return "";
        }
        if (!node.isTextual()) {
            throw bad("at " + path + ": must be string");
        }
        return node.textValue();
    }

    private int integer(String path) {
        JsonNode node = params.at(path);
        if (!node.isIntegralNumber() || node.longValue() < 1) {
            throw bad(node.isMissingNode()
                    ? "at root: must have required property '" + path.substring(1) + "'"
                    : "at " + path + ": must be an integer of at least 1");
        }
        return (int) Math.min(Integer.MAX_VALUE, node.longValue());
    }

    private List<String> list(String path) {
        JsonNode node = params.at(path);
        if (node.isMissingNode()) {
            return List.of();
        }
        if (!node.isArray() || Stream.of(node).flatMap(Connect::items).anyMatch(item -> !item.isTextual())) {
            throw bad("at " + path + ": must be an array of strings");
        }
        return items(node).map(JsonNode::textValue).toList();
    }

    private static Stream<JsonNode> items(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }

    void checkProtocol() {
        int min = integer("/minProtocol");
        int max = integer("/maxProtocol");
        boolean older = "probe".equals(mode()) || NODE.equals(mode()) && NODE.equals(role());
        if (min > Limits.PROTOCOL || max < (older ? Limits.PROBE_PROTOCOL : Limits.PROTOCOL)) {
            throw new Refused("INVALID_REQUEST", "protocol mismatch", Map.of(
                    "code", "PROTOCOL_MISMATCH", "clientMinProtocol", min, "clientMaxProtocol", max,
                    "expectedProtocol", Limits.PROTOCOL, "minimumProbeProtocol", Limits.PROBE_PROTOCOL),
                    1002, "protocol mismatch", -1);
        }
    }

    String clientId() {
        return required("/client/id");
    }

    String mode() {
        return required("/client/mode");
    }

    private String required(String path) {
        String value = text(params, path);
        if (value.isEmpty()) {
            int slash = path.lastIndexOf('/');
            throw bad("at " + path.substring(0, slash) + ": must have required property '" + path.substring(slash + 1) + "'");
        }
        return value;
    }

    String role() {
        String role = text(params, "/role");
        if (!role.isEmpty() && !role.equals(Requester.OPERATOR) && !role.equals(NODE)) {
            throw new Refused("INVALID_REQUEST", "invalid role", Map.of(), Refused.POLICY, "invalid role", -1);
        }
        return role.isEmpty() ? Requester.OPERATOR : role;
    }

    List<String> scopeNames() {
        return list("/scopes");
    }

    Set<Scope> scopes() {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        if (role().equals(Requester.OPERATOR)) {
            List<String> names = scopeNames();
            Stream.of(Scope.values()).filter(s -> s != Scope.DYNAMIC && names.contains(s.wire())).forEach(scopes::add);
        }
        return scopes;
    }

    Authenticator.Shown shown() {
        JsonNode auth = params.path("auth");
        if (!auth.isMissingNode() && !auth.isObject()) {
            throw bad("at /auth: must be object");
        }
        return new Authenticator.Shown(
                text(params, "/auth/token"), text(params, "/auth/password"),
                text(params, "/auth/bootstrapToken"), text(params, "/auth/deviceToken"));
    }

    Optional<DeviceProof> device() {
        JsonNode device = params.path("device");
        if (device.isMissingNode()) {
            return Optional.empty();
        }
        if (!device.isObject() || !device.path("signedAt").isIntegralNumber()) {
            throw bad("at /device: must be an object with id, publicKey, signature, signedAt and nonce");
        }
        return Optional.of(new DeviceProof(
                text(params, "/device/id"), text(params, "/device/publicKey"), text(params, "/device/signature"),
                device.get("signedAt").longValue(), text(params, "/device/nonce")));
    }

    /** @throws Refused when a node shows no device, or a device does not hold the key that it shows */
    void checkDevice(String nonce, long now) {
        Optional<DeviceProof> device = device();
        if (device.isEmpty() && role().equals(NODE)) {
            throw new Refused("NOT_PAIRED", "device identity required", Map.of("code", "DEVICE_IDENTITY_REQUIRED"),
                    Refused.POLICY, "device identity required", -1);
        }
        device.ifPresent(proof -> proof.check(
                new DeviceProof.Context(clientId(), mode(), role(), scopeNames(),
                        text(params, "/client/platform"), text(params, "/client/deviceFamily")),
                shown(), nonce, now));
    }

    /** Empty for a client that shows no device. */
    Optional<DeviceRegister.Arrival> arrival(String ip) {
        return device().map(proof -> new DeviceRegister.Arrival(proof.id(), proof.publicKey(), role(),
                scopes().stream().map(Scope::wire).sorted().toList(), text(params, "/client/displayName"),
                text(params, "/client/platform"), text(params, "/client/deviceFamily"), clientId(), mode(), ip));
    }

    Client client(String ip, String user, Set<Scope> granted, long now) {
        return new Client(clientId(), mode(), text(params, "/client/displayName"), text(params, "/client/version"),
                text(params, "/client/platform"), text(params, "/client/deviceFamily"), text(params, "/client/instanceId"),
                device().map(DeviceProof::id).orElse(""), ip, user, role(), granted, new LinkedHashSet<>(list("/caps")), now);
    }
}
