package dev.chela.gateway;

import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Field;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.rpc.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One method of each kind. */
public final class Sample implements RpcMethods {
    public enum Color { RED, DARK_BLUE }

    public record Part(String name, int count) {}

    public record Asked(
            String key, Optional<Integer> limit, @Nullable String label, Field<String> model, @Nullable List<Part> parts,
            @Nullable Color color) {}

    public record Told(String key, Optional<Integer> limit, Optional<String> nothing, @Nullable String none, Color color,
            Instant at, String model) {}

    public record Ok(boolean ok) {}

    @Rpc(value = "sample.echo", scope = Scope.READ)
    public Told echo(Asked asked, Caller caller) {
        String model = asked.model() instanceof Field.Set<String> set
                ? set.value() : asked.model().getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
        return new Told(asked.key(), asked.limit(), Optional.empty(), null, Color.DARK_BLUE, Instant.ofEpochMilli(5), model);
    }

    @Rpc(value = "health", scope = Scope.READ)
    public Map<String, Object> health(Map<String, Object> open) {
        return Map.of("ok", true, "given", open.size());
    }

    @Rpc(value = "sample.write", scope = Scope.ADMIN, write = Write.CONTROL_PLANE)
    public Ok write() {
        return new Ok(true);
    }

    @Rpc(value = "sample.two", scope = Scope.READ)
    public Ok two(Caller caller) {
        caller.interim(Map.of("status", "accepted"));
        caller.subscribe("things");
        return new Ok(true);
    }

    @Rpc(value = "sample.dynamic", scope = Scope.DYNAMIC)
    public Ok dynamic(Caller caller) {
        caller.require(Scope.WRITE);
        return new Ok(true);
    }

    public record Fault(String kind) {}

    @Rpc(value = "sample.fail", scope = Scope.READ)
    public Ok fail(Fault fault) {
        throw switch (fault.kind()) {
            case "permanent" -> new Permanent("no such thing");
            case "denied" -> new Denied("tools.exec.security forbids it");
            case "transient" -> new Transient("the server is away", Duration.ofSeconds(2));
            default -> new IllegalStateException("broken inside");
        };
    }
}
