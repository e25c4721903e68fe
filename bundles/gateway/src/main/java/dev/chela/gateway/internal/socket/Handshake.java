package dev.chela.gateway.internal.socket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chela.api.rpc.Greeting;
import dev.chela.api.rpc.Scope;
import dev.chela.api.task.Clock;
import dev.chela.gateway.DeviceRegister;
import dev.chela.gateway.internal.Limits;
import dev.chela.gateway.internal.auth.Authenticator;
import dev.chela.gateway.internal.auth.Authenticator.Admitted;
import dev.chela.gateway.internal.auth.OriginPolicy;
import dev.chela.gateway.internal.auth.Peer;
import dev.chela.gateway.internal.auth.Refused;
import dev.chela.gateway.internal.config.Settings;
import dev.chela.gateway.internal.json.Encoding;
import dev.chela.gateway.internal.json.Frames;
import dev.chela.gateway.internal.rpc.Call;
import dev.chela.gateway.internal.socket.Doorkeeper.Pass;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the first frame to {@code hello-ok}, in the protocol's order: startup, origin, version, role, secret, device, pairing. */
public final class Handshake {
    private static final Logger LOG = LoggerFactory.getLogger(Handshake.class);

    private final Clock clock;
    private final Hub hub;
    private final Doorkeeper doorkeeper;
    private final Supplier<Settings> settings;
    private final Supplier<Optional<Greeting>> greeting;
    private final ObjectMapper mapper = Encoding.mapper();
    private final String bootId = UUID.randomUUID().toString();
    private final long startedAt;

    /** @param greeting empty while the house is not ready to receive anyone */
    public Handshake(
            Clock clock, Hub hub, Authenticator authenticator, Supplier<Optional<DeviceRegister>> devices,
            Supplier<Settings> settings, Supplier<Optional<Greeting>> greeting) {
        this.clock = clock;
        this.hub = hub;
        this.doorkeeper = new Doorkeeper(authenticator, devices);
        this.settings = settings;
        this.greeting = greeting;
        this.startedAt = clock.now().toEpochMilli();
    }

    byte[] challenge(String nonce) {
        try {
            byte[] open = Frames.event(mapper, "connect.challenge",
                    Map.of("nonce", nonce, "ts", clock.now().toEpochMilli()), Map.of());
            byte[] frame = java.util.Arrays.copyOf(open, open.length + 1);
            frame[open.length] = '}';
            return frame;
        } catch (IOException e) {
            throw new IllegalStateException("a nonce and a time could not be encoded", e);
        }
    }

    /** Answers the first frame: registers the connection, or refuses and closes it. Returns the session, empty when refused. */
    Optional<Session> first(byte[] text, String connection, String nonce, Peer peer, SendQueue out) {
        String id = "invalid";
        try {
            JsonNode frame = parse(text);
            id = frame.path("id").asText().isEmpty() ? "invalid" : frame.path("id").asText();
            checkFrame(frame);
            return Optional.of(admit(frame, connection, nonce, peer, out, id));
        } catch (Refused refused) {
            refuse(refused, id, out);
        } catch (RuntimeException broken) {
            LOG.error("a handshake failed", broken);
            refuse(new Refused("UNAVAILABLE", "the greeting failed: see the gateway's log", Map.of(),
                    1011, "gateway message handler unavailable", -1), id, out);
        }
        return Optional.empty();
    }

    private void refuse(Refused refused, String id, SendQueue out) {
        out.send(Frames.error(mapper, id, refused.code(), refused.getMessage(), refused.details(), refused.retryAfterMs()));
        out.close(refused.closeCode(), refused.closeReason());
    }

    private JsonNode parse(byte[] text) {
        try {
            return mapper.readTree(text);
        } catch (IOException notJson) {
            throw Refused.invalid("invalid request frame: not JSON", Map.of());
        }
    }

    private static void checkFrame(JsonNode frame) {
        boolean request = "req".equals(frame.path("type").textValue())
                && frame.path("id").isTextual() && !frame.path("id").textValue().isEmpty()
                && frame.path("method").isTextual();
        if (!request) {
            throw Refused.invalid("invalid request frame: type, id and method are needed", Map.of());
        }
        if (!"connect".equals(frame.path("method").textValue())) {
            throw Refused.invalid("invalid handshake: first request must be connect", Map.of());
        }
    }

    private Session admit(JsonNode frame, String connection, String nonce, Peer peer, SendQueue out, String id) {
        Greeting house = greeting.get().orElseThrow(Refused::starting);
        Settings now = settings.get();
        Connect connect = Connect.read(frame.path("params"));
        checkOrigin(peer, now);
        connect.checkProtocol();
        connect.role();
        Pass pass = doorkeeper.check(connect, nonce, peer, now, clock.now().toEpochMilli());
        String user = pass.by() == Admitted.TRUSTED_PROXY ? peer.voucher().user() : "";
        Client client = connect.client(peer.ip(), user, pass.scopes(), clock.now().toEpochMilli());
        Session session = new Session(connection, client, out, hub::changed);
        greet(id, session, house, pass, now, out);
        return session;
    }

    /** From its entry into the hub on, events wait behind the greeting, so that none is lost between it and its snapshot. */
    private void greet(String id, Session session, Greeting house, Pass pass, Settings now, SendQueue out) {
        out.hold();
        hub.add(session);
        try {
            if (!doorkeeper.stands(pass)) {
                throw Refused.invalid("unauthorized: the device's access was revoked just now", Map.of(
                        "code", "AUTH_DEVICE_TOKEN_MISMATCH", "authReason", "device_token_mismatch"));
            }
            out.release(hello(id, session, house, pass, now));
        } catch (RuntimeException broken) {
            hub.remove(session);
            out.discardHeld();
            throw broken;
        }
    }

    private static void checkOrigin(Peer peer, Settings settings) {
        if (!OriginPolicy.allows(peer, settings.allowedOrigins())) {
            throw Refused.invalid("origin not allowed: open the page from the gateway itself, or list its origin in "
                    + "gateway.controlUi.allowedOrigins", Map.of("code", "CONTROL_UI_ORIGIN_NOT_ALLOWED"));
        }
    }

    private byte[] hello(String id, Session session, Greeting house, Pass pass, Settings settings) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("type", "hello-ok");
        payload.put("protocol", Limits.PROTOCOL);
        payload.put("server", Map.of("version", house.version(), "connId", session.connection(), "bootId", bootId));
        payload.put("features", Map.of("methods", hub.methods(), "events", events(house), "capabilities", house.capabilities()));
        payload.put("snapshot", snapshot(id, session, house, settings));
        payload.put("auth", auth(session, pass));
        payload.put("policy", Map.of("maxPayload", Limits.FRAME, "maxBufferedBytes", Limits.BUFFERED,
                "tickIntervalMs", Limits.TICK.toMillis()));
        try {
            return Frames.ok(mapper, id, payload);
        } catch (IOException e) {
            throw new dev.chela.api.fault.Defect("the greeting cannot be encoded", e);
        }
    }

    private static TreeSet<String> events(Greeting house) {
        TreeSet<String> events = new TreeSet<>(house.events());
        events.addAll(java.util.List.of("connect.challenge", "presence", "shutdown", "tick"));
        return events;
    }

    private Map<String, Object> snapshot(String id, Session session, Greeting house, Settings settings) {
        Map<String, Object> snapshot = new LinkedHashMap<>();
        snapshot.put("health", Map.of());
        snapshot.putAll(house.snapshot(new Call(session, id, mapper)));
        snapshot.put("presence", hub.present());
        snapshot.put("stateVersion", hub.versions());
        snapshot.put("uptimeMs", clock.now().toEpochMilli() - startedAt);
        if (session.may(Scope.ADMIN)) {
            snapshot.put("authMode", settings.mode().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        return snapshot;
    }

    private Map<String, Object> auth(Session session, Pass pass) {
        Map<String, Object> auth = new LinkedHashMap<>();
        auth.put("role", session.role());
        auth.put("scopes", session.who().scopeNames());
        auth.put("method", pass.by().wire());
        pass.token().ifPresent(token -> {
            auth.put("deviceToken", token);
            auth.put("issuedAtMs", pass.issuedAt());
        });
        return auth;
    }
}
