package dev.chela.rpc.plugin;

import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.rpc.Write;
import dev.chela.core.plugin.Locks;
import dev.chela.core.plugin.Locks.Change;
import dev.chela.core.plugin.Locks.Order;
import dev.chela.core.plugin.Locks.Others;
import dev.chela.core.plugin.Locks.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code plugins.lock} and {@code .lock.apply}: the set of plugins written down, and made to be what was written down. */
@Component(service = RpcMethods.class)
public final class LockMethods implements RpcMethods {
    private final Locks locks;

    @Activate
    public LockMethods(@Reference Locks locks) {
        this.locks = locks;
    }

    /** @param jars a directory of the gateway's machine, absolute, into which the jars are copied */
    public record LockParams(Optional<String> jars) {}

    /** @param copied the names of the copies; empty when none were asked for */
    public record Written(Object lock, List<String> copied) {}

    @Rpc(value = "plugins.lock", scope = Scope.ADMIN)
    public Written lock(LockParams params, Caller caller) {
        return PluginMethods.carriedOut(() -> new Written(LockRow.of(locks.now()), params.jars().map(JarParams::path).map(locks::copy).orElse(List.of())));
    }

    /**
     * @param lock as {@code plugins.lock} answered
     * @param jars a directory of the gateway's machine, absolute, in which jars are looked for by their content before they are fetched
     * @param prune whether plugins that are not in the lock are deleted; they stay when it is not said
     * @param dryRun only to tell what would be done; the jars are got for it all the same
     */
    public record ApplyParams(LockRow lock, Optional<String> jars, Optional<Boolean> prune, Optional<Boolean> dryRun) {
        Order order() {
            return new Order(lock.lock(), jars.map(JarParams::path).stream().toList(), prune.orElse(false) ? Others.REMOVED : Others.STAY);
        }
    }

    /**
     * @param changes in their order
     * @param others ids of plugins that are not in the lock, and stay
     */
    public record Applied(boolean ok, boolean dryRun, List<Changed> changes, List<String> others) {}

    /** @param change {@code install}, {@code exchange}, {@code enable}, {@code disable} or {@code remove} */
    public record Changed(String change, String pluginId, String version, String sha256, boolean enabled) {
        static Changed of(Change change) {
            return new Changed(change.kind().name().toLowerCase(Locale.ROOT), change.plugin().id(), change.plugin().generation().version(),
                    change.plugin().generation().sha256(), change.plugin().enabled());
        }
    }

    /** All jars are got and looked at before anything is changed. */
    @Rpc(value = "plugins.lock.apply", scope = Scope.ADMIN, write = Write.CONTROL_PLANE)
    public Applied apply(ApplyParams params, Caller caller) {
        return PluginMethods.carriedOut(() -> {
            boolean dry = params.dryRun().orElse(false);
            Outcome outcome = dry ? locks.plan(params.order()) : locks.apply(params.order());
            return new Applied(true, dry, outcome.changes().stream().map(Changed::of).toList(), outcome.others());
        });
    }
}
