package dev.chela.rpc.plugin;

import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.rpc.Write;
import dev.chela.core.plugin.Plugins;
import dev.chela.core.plugin.Trust;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code plugins.trust.*}: whose plugins run here, and which of those that are installed bear no such signature. */
@Component(service = RpcMethods.class)
public final class TrustMethods implements RpcMethods {
    private final Trust trust;
    private final Plugins plugins;

    @Activate
    public TrustMethods(@Reference Trust trust, @Reference Plugins plugins) {
        this.trust = trust;
        this.plugins = plugins;
    }

    public record NoParams() {}

    public record KeyRow(String fingerprint, Optional<String> name, String file) {
        static KeyRow of(Trust.Key key) {
            return new KeyRow(key.signer().fingerprint(), Optional.of(key.signer().name()).filter(name -> !name.isEmpty()), key.file());
        }
    }

    /** @param lane where it runs when that is not the gateway's own process, for people */
    public record Signed(String pluginId, String file, SignatureRow signature, Optional<String> lane) {}

    /**
     * @param policy {@code require}, {@code warn} or {@code off}
     * @param problems files in {@code trust/} that hold no key
     */
    public record Listed(String policy, List<KeyRow> keys, List<String> problems, List<Signed> plugins) {}

    @Rpc(value = "plugins.trust.list", scope = Scope.READ)
    public Listed list(NoParams params, Caller caller) {
        Trust.Keys keys = trust.keys();
        return new Listed(trust.policy().word(), keys.keys().stream().map(KeyRow::of).toList(), keys.problems(), plugins.list().stream()
                .map(plugin -> new Signed(plugin.generation().id(), plugin.file(), SignatureRow.of(plugin.signature()),
                        Optional.of(plugin.elsewhere()).filter(words -> !words.isEmpty()))).toList());
    }

    /** @param path of a file on the gateway's machine, absolute */
    public record AddParams(String path) {}

    public record Added(boolean ok, List<KeyRow> keys) {}

    @Rpc(value = "plugins.trust.add", scope = Scope.ADMIN, write = Write.CONTROL_PLANE)
    public Added add(AddParams params, Caller caller) {
        return new Added(true, PluginMethods.carriedOut(() -> trust.add(JarParams.path(params.path())).stream().map(KeyRow::of).toList()));
    }

    /** @param fingerprint or its beginning, eight digits at least */
    public record RemoveParams(String fingerprint) {}

    public record Removed(boolean ok, KeyRow key) {}

    @Rpc(value = "plugins.trust.remove", scope = Scope.ADMIN, write = Write.CONTROL_PLANE)
    public Removed remove(RemoveParams params, Caller caller) {
        return new Removed(true, PluginMethods.carriedOut(() -> KeyRow.of(trust.remove(params.fingerprint()))));
    }
}
