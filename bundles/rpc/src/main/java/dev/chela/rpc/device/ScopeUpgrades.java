package dev.chela.rpc.device;

import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Connections;
import dev.chela.api.rpc.Connections.Presence;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.task.Clock;
import dev.chela.core.access.Devices;
import dev.chela.core.access.Devices.Arrival;
import dev.chela.core.access.Devices.Device;
import dev.chela.core.access.Devices.Grant;
import dev.chela.core.access.Devices.Request;
import dev.chela.core.access.Devices.Verdict;
import dev.chela.core.access.Devices.Word;
import dev.chela.core.event.Events;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code device.scopes.*}: a device that is connected asks for more, and is given a token for it once the owner has approved. The
 * connection keeps what it may do; the next one, with the new token, may do more.
 */
@Component(service = RpcMethods.class)
public final class ScopeUpgrades implements RpcMethods {
    private static final int MOST = 8;
    private static final Set<String> KNOWN = Stream.of(Scope.values()).filter(scope -> scope != Scope.DYNAMIC).map(Scope::wire)
            .collect(Collectors.toUnmodifiableSet());

    private final Devices devices;
    private final Connections connections;
    private final Events events;
    private final Clock clock;

    @Activate
    public ScopeUpgrades(
            @Reference Devices devices, @Reference Connections connections, @Reference Events events, @Reference Clock clock) {
        this.devices = devices;
        this.connections = connections;
        this.events = events;
        this.clock = clock;
    }

    public record RequestParams(List<String> scopes) {}

    public record Registered(String requestId) {}

    public record WaitParams(String requestId) {}

    /** What the device was granted before, and only this connection did not ask for, needs nobody's word. */
    @Rpc(value = "device.scopes.requestUpgrade", scope = Scope.READ)
    public Registered request(RequestParams params, Caller caller) {
        check(params.scopes());
        Presence here = here(caller);
        Device device = device(here);
        Arrival self = device.from();
        Request request = devices.ask(new Arrival(self.device(), self.publicKey(), here.role(), params.scopes(), self.displayName(),
                self.platform(), self.deviceFamily(), self.clientId(), self.clientMode(), self.ip()));
        if (device.grant(here.role()).filter(grant -> grant.covers(params.scopes())).isPresent()) {
            devices.approve(request.id());
        }
        return new Registered(request.id());
    }

    private static void check(List<String> scopes) {
        String where = "invalid device.scopes.requestUpgrade params: at /scopes: ";
        if (scopes.isEmpty() || scopes.size() > MOST || Set.copyOf(scopes).size() < scopes.size()) {
            throw RpcFault.invalid(where + "must be 1 to " + MOST + " different scopes");
        }
        scopes.stream().filter(scope -> !KNOWN.contains(scope)).findFirst().ifPresent(scope -> {
            throw RpcFault.invalid(where + "there is no scope '" + scope + "'");
        });
    }

    /** Answers at once when the owner has decided already. */
    @Rpc(value = "device.scopes.waitUpgrade", scope = Scope.READ)
    public Map<String, Object> await(WaitParams params, Caller caller) {
        Device device = device(here(caller));
        Verdict asked = devices.verdict(params.requestId()).filter(verdict -> verdict.request().from().device().equals(device.id()))
                .orElseThrow(() -> RpcFault.invalid("unknown requestId"));
        Word word = decided(asked);
        return word == Word.APPROVED ? given(asked.request()).orElse(said(asked, Word.REJECTED)) : said(asked, word);
    }

    private Word decided(Verdict asked) {
        String id = asked.request().id();
        CountDownLatch end = new CountDownLatch(1);
        Duration patience = Duration.ofMillis(Math.max(0, asked.expiresAt() - clock.now().toEpochMilli()));
        try (var decision = events.listen(Devices.Decided.class, decided -> {
                    if (decided.request().id().equals(id)) {
                        end.countDown();
                    }
                });
                var alarm = clock.after(patience, end::countDown)) {
            Word word = word(id);
            if (word == Word.PENDING) {
                end.await();
                word = word(id);
            }
            return word == Word.PENDING ? Word.EXPIRED : word;
        } catch (InterruptedException stopped) {
            throw RpcFault.unavailable("the gateway stops; wait for " + id + " again when it is back", 1000);
        }
    }

    /** A request that a newer one of the same device has replaced is over too. */
    private Word word(String id) {
        return devices.verdict(id).map(Verdict::word).orElse(Word.EXPIRED);
    }

    /** Empty when the device was shut out after it was approved. */
    private Optional<Map<String, Object>> given(Request request) {
        String role = request.from().role();
        return devices.reissue(request.from().device(), role).map(token -> Map.of(
                "status", "approved", "requestId", request.id(), "deviceToken", token, "scopes",
                devices.device(request.from().device()).flatMap(device -> device.grant(role)).map(Grant::scopes).orElse(List.of())));
    }

    private static Map<String, Object> said(Verdict asked, Word word) {
        return Map.of("status", word.name().toLowerCase(Locale.ROOT), "requestId", asked.request().id());
    }

    private Presence here(Caller caller) {
        return connections.list().stream().filter(there -> there.connection().equals(caller.connection())).findFirst()
                .orElseThrow(() -> RpcFault.unavailable("the connection has ended", 1000));
    }

    private Device device(Presence here) {
        return devices.device(here.deviceId()).orElseThrow(() ->
                RpcFault.invalid("this connection shows no device: connect with a device identity to ask for more"));
    }
}
