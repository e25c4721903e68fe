package dev.chela.rpc.user;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import dev.chela.api.rpc.Broadcaster;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Push;
import dev.chela.api.rpc.Push.Audience;
import dev.chela.api.rpc.Push.Slow;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.event.Events;
import dev.chela.core.user.Preferences;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@code users.prefs.get} and {@code users.prefs.set}, and the event that tells a person's other clients. */
@Component(service = RpcMethods.class, immediate = true)
public final class PreferenceMethods implements RpcMethods {
    private static final int MOST = 32;
    private static final int LONGEST = 256;

    private final Preferences preferences;
    private final Registration listening;

    @Activate
    public PreferenceMethods(@Reference Preferences preferences, @Reference Events events, @Reference Broadcaster clients) {
        this.preferences = preferences;
        listening = events.listen(Preferences.Changed.class, changed -> clients.send(new Push("users.prefs.changed",
                new Changed(changed.person(), changed.keys()), Audience.READERS, new Slow.Keep())));
    }

    @Deactivate
    public void stop() {
        listening.close();
    }

    private record Changed(String profileId, List<String> keys) {}

    /** @param keys all where it is left out */
    public record GetParams(Optional<List<String>> keys) {}

    public record Entries(String status, Map<String, JsonNode> entries) {}

    @Rpc(value = "users.prefs.get", scope = Scope.READ)
    public Entries get(GetParams params, Caller caller) {
        params.keys().ifPresent(keys -> check("users.prefs.get", "keys", keys));
        Map<String, JsonNode> all = new TreeMap<>(preferences.of(Preferences.OWNER));
        params.keys().ifPresent(keys -> all.keySet().retainAll(keys));
        return new Entries("ok", all);
    }

    /** @param entries a null removes the key; in {@code expectedEntries} it means that there is none */
    public record SetParams(ObjectNode entries, Optional<ObjectNode> expectedEntries) {}

    public record Written(String status) {}

    @Rpc(value = "users.prefs.set", scope = Scope.WRITE)
    public Written set(SetParams params, Caller caller) {
        Map<String, JsonNode> entries = map(params.entries());
        Map<String, JsonNode> expected = params.expectedEntries().map(PreferenceMethods::map).orElse(Map.of());
        check("users.prefs.set", "entries", entries.keySet());
        check("users.prefs.set", "expectedEntries", expected.keySet());
        try {
            return new Written(preferences.write(Preferences.OWNER, entries, expected) ? "ok" : "conflict");
        } catch (Permanent tooMuch) {
            throw RpcFault.invalid("invalid users.prefs.set params: at /entries: " + tooMuch.getMessage());
        }
    }

    private static Map<String, JsonNode> map(ObjectNode given) {
        Map<String, JsonNode> map = new TreeMap<>();
        given.fields().forEachRemaining(field -> map.put(field.getKey(), field.getValue()));
        return map;
    }

    private static void check(String method, String at, Collection<String> keys) {
        if (keys.size() > MOST || keys.stream().anyMatch(key -> key.isEmpty() || key.length() > LONGEST || key.contains("\n"))) {
            throw RpcFault.invalid("invalid " + method + " params: at /" + at + ": must have no more than " + MOST + " keys, each of 1 to "
                    + LONGEST + " characters on one line");
        }
    }
}
