package dev.chela.gateway.internal.socket;

import dev.chela.api.rpc.Scope;
import dev.chela.gateway.DeviceRegister;
import dev.chela.gateway.DeviceRegister.Arrival;
import dev.chela.gateway.DeviceRegister.Entry;
import dev.chela.gateway.internal.auth.Authenticator;
import dev.chela.gateway.internal.auth.Authenticator.Admitted;
import dev.chela.gateway.internal.auth.Peer;
import dev.chela.gateway.internal.auth.Refused;
import dev.chela.gateway.internal.config.Settings;
import dev.chela.gateway.internal.rpc.Requester;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The secret, the device's proof, and its pairing, in this order: what a connection must show to be let in. */
final class Doorkeeper {
    /** Browsers that a proxy has let in need no pairing besides: the proxy knows the person. */
    private static final Set<String> PAGES = Set.of("openclaw-control-ui", "webchat-ui");
    /** Chela's own page. Plain HTTP on a home network has no keys that a browser could sign with. */
    private static final String WEB_CHAT = "webchat-ui";
    /** Clients that a person looks at; OpenClaw's sign with a device wherever they run. */
    private static final Set<String> INTERFACES =
            Set.of("openclaw-control-ui", "openclaw-browser-copilot", "openclaw-tui", WEB_CHAT, "webchat");
    private static final Set<String> TOOLS = Set.of("cli cli", "cli probe", "gateway-client backend");

    private final Authenticator authenticator;
    private final Supplier<Optional<DeviceRegister>> register;

    Doorkeeper(Authenticator authenticator, Supplier<Optional<DeviceRegister>> register) {
        this.authenticator = authenticator;
        this.register = register;
    }

    /**
     * How a client came in.
     *
     * @param token for the client to keep; empty when none was made
     * @param arrival null for a client without a device
     * @param scopes what it may do
     */
    record Pass(Admitted by, Optional<String> token, long issuedAt, long generation, @Nullable Arrival arrival, Set<Scope> scopes) {}

    /** @throws Refused when it is not let in */
    Pass check(Connect connect, String nonce, Peer peer, Settings settings, long now) {
        Authenticator.Shown shown = connect.shown();
        Admitted by = authenticator.admit(shown, peer, settings, token -> fits(connect, token));
        connect.checkDevice(nonce, now);
        if (by == Admitted.TRUSTED_PROXY && page(connect, peer)) {
            return new Pass(by, Optional.empty(), now, 0, null, connect.scopes());
        }
        return connect.arrival(peer.ip()).map(arrival -> pair(arrival, by, peer, connect.scopes())).orElseGet(() ->
                new Pass(by, by == Admitted.BOOTSTRAP_TOKEN ? Optional.of(authenticator.pageToken()) : Optional.empty(), now, 0, null,
                        withoutDevice(connect, by, peer)));
    }

    private static boolean page(Connect connect, Peer peer) {
        return !peer.origin().isEmpty() && PAGES.contains(connect.clientId()) && connect.role().equals(Requester.OPERATOR);
    }

    /**
     * The secret alone opens the door to everyone who knows it, but lets only the owner's own tools and page do something. The origin
     * was checked before: whoever names one here is a page that the gateway served, or one that the owner listed.
     */
    private static Set<Scope> withoutDevice(Connect connect, Admitted by, Peer peer) {
        boolean wordAlone = by == Admitted.TOKEN || by == Admitted.PASSWORD || by == Admitted.TRUSTED_PROXY;
        boolean tool = peer.local() && peer.origin().isEmpty() && TOOLS.contains(connect.clientId() + " " + connect.mode());
        boolean page = connect.clientId().equals(WEB_CHAT) && !peer.origin().isEmpty();
        if (!wordAlone || tool || page) {
            return connect.scopes();
        }
        if (INTERFACES.contains(connect.clientId())) {
            throw new Refused("NOT_PAIRED", "device identity required: open the page over HTTPS or at localhost, where browsers can keep a key",
                    Map.of("code", "CONTROL_UI_DEVICE_IDENTITY_REQUIRED"), Refused.POLICY, "device identity required", -1);
        }
        return Set.of();
    }

    private boolean fits(Connect connect, String token) {
        return connect.device().isPresent() && devices().tokenFits(connect.device().get().id(), connect.role(), token);
    }

    private DeviceRegister devices() {
        return register.get().orElseThrow(Refused::starting);
    }

    private Pass pair(Arrival arrival, Admitted by, Peer peer, Set<Scope> scopes) {
        // The owner is at the machine itself, or has just opened a link that only the owner was shown.
        boolean vouched = by == Admitted.BOOTSTRAP_TOKEN || peer.local() && by != Admitted.DEVICE_TOKEN;
        Entry entry = vouched ? devices().adopt(arrival) : devices().admit(arrival);
        if (entry instanceof Entry.Granted granted) {
            return new Pass(by, granted.token(), granted.issuedAt(), granted.generation(), arrival, scopes);
        }
        throw waiting((Entry.Waiting) entry, arrival);
    }

    private static Refused waiting(Entry.Waiting waiting, Arrival arrival) {
        String message = "pairing required: " + words(waiting.reason()) + " (requestId: " + waiting.request() + ")";
        return new Refused("NOT_PAIRED", message, Map.of("code", "PAIRING_REQUIRED", "reason", waiting.reason(),
                "requestId", waiting.request(), "deviceId", arrival.device(), "requestedRole", arrival.role(),
                "requestedScopes", arrival.scopes()), Refused.POLICY, message, -1);
    }

    private static String words(String reason) {
        return switch (reason) {
            case "role-upgrade" -> "device asks for a role it was not granted";
            case "scope-upgrade" -> "device asks for more scopes than approved";
            case "metadata-upgrade" -> "device shows up on another kind of machine than it was approved on";
            default -> "device is not approved yet";
        };
    }

    /**
     * Asked once the connection can be found by whoever revokes: what was revoked between the check and this moment is seen here, what
     * is revoked later ends the connection.
     */
    boolean stands(Pass pass) {
        return pass.arrival() == null || devices().stands(pass.arrival().device(), pass.arrival().role(), pass.generation());
    }
}
