package dev.chela.rpc.plugin;

import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.rpc.Broadcaster;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Push;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.rpc.Write;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.event.Events;
import dev.chela.core.plugin.Generation;
import dev.chela.core.plugin.PluginChanged;
import dev.chela.core.plugin.PluginRefused;
import dev.chela.core.plugin.Plugins;
import dev.chela.core.plugin.Source;
import dev.chela.core.plugin.Sources;
import dev.chela.core.plugin.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@code plugins.list}, {@code .inspect} and the verbs, with the event {@code plugins.changed}. Nothing ever needs a restart. */
@Component(service = RpcMethods.class)
public final class PluginMethods implements RpcMethods {
    private static final List<String> MODES = List.of("install", "update");

    private final Plugins plugins;
    private final Sources sources;
    private final Trust trust;
    private final Broadcaster clients;
    private final AtomicLong generation = new AtomicLong();
    private final List<Registration> listening;

    @Activate
    public PluginMethods(@Reference Plugins plugins, @Reference Sources sources, @Reference Trust trust,
            @Reference Broadcaster clients, @Reference Events events) {
        this.plugins = plugins;
        this.sources = sources;
        this.trust = trust;
        this.clients = clients;
        listening = List.of(events.listen(PluginChanged.class, changed -> changed()), events.listen(PluginRefused.class, refused -> changed()));
    }

    @Deactivate
    public void stop() {
        listening.forEach(Registration::close);
    }

    private void changed() {
        clients.send(new Push("plugins.changed", Map.of("generation", generation.incrementAndGet()),
                Push.Audience.READERS, new Push.Slow.Drop()));
    }

    public record NoParams() {}

    public record Catalog(long generation, List<Object> plugins, List<Diagnostic> diagnostics, boolean mutationAllowed) {}

    /** A file in {@code deploy/} that is not used, or not as it was laid there. */
    public record Diagnostic(String level, String source, String message) {}

    @Rpc(value = "plugins.list", scope = Scope.READ)
    public Catalog list(NoParams params, Caller caller) {
        List<Object> all = new ArrayList<>();
        plugins.list().forEach(plugin -> all.add(PluginEntry.of(plugin)));
        plugins.disabled().forEach(plugin -> all.add(PluginEntry.of(plugin)));
        plugins.builtin().forEach(plugin -> all.add(PluginEntry.of(plugin)));
        List<Diagnostic> diagnostics = new ArrayList<>();
        plugins.refused().forEach(refused -> diagnostics.add(new Diagnostic("error", refused.file(), refused.reason())));
        plugins.returned().forEach(back -> diagnostics.add(new Diagnostic("warn", back.file(),
                "it is " + back.now() + " again: of " + back.failed() + " " + back.why())));
        plugins.list().stream().filter(plugin -> !plugin.elsewhere().isEmpty())
                .forEach(plugin -> diagnostics.add(new Diagnostic("info", plugin.file(), "it runs " + plugin.elsewhere())));
        if (trust.policy() == Trust.Policy.WARN) {
            plugins.list().stream().filter(plugin -> !plugin.signature().trusted())
                    .forEach(plugin -> diagnostics.add(new Diagnostic("info", plugin.file(), "it is " + plugin.signature().words())));
        }
        return new Catalog(generation.get(), all, diagnostics, true);
    }

    public record InspectParams(String pluginId) {}

    @Rpc(value = "plugins.inspect", scope = Scope.READ)
    public Object inspect(InspectParams params, Caller caller) {
        String id = params.pluginId();
        return installed(id).map(plugin -> Inspection.of(PluginEntry.of(plugin), plugin.provides(), Optional.of(plugin.file()),
                        Optional.of(plugin.generation().sha256()), Optional.of(plugin.signature())))
                .or(() -> disabled(id).map(plugin -> Inspection.of(PluginEntry.of(plugin), List.of(), Optional.of(plugin.file()),
                        Optional.of(plugin.generation().sha256()), Optional.empty())))
                .or(() -> builtin(id).map(plugin -> Inspection.of(PluginEntry.of(plugin), plugin.provides(), Optional.empty(),
                        Optional.empty(), Optional.empty())))
                .orElseThrow(() -> RpcFault.invalid("invalid plugins.inspect params: at /pluginId: there is no plugin '" + id + "'"));
    }

    private Optional<Plugins.Installed> installed(String id) {
        return plugins.list().stream().filter(plugin -> plugin.generation().id().equals(id)).findFirst();
    }

    private Optional<Plugins.Disabled> disabled(String id) {
        return plugins.disabled().stream().filter(plugin -> plugin.generation().id().equals(id)).findFirst();
    }

    private Optional<Plugins.Builtin> builtin(String id) {
        return plugins.builtin().stream().filter(plugin -> plugin.id().equals(id)).findFirst();
    }

    /**
     * @param source {@code local}, {@code url} or {@code maven}
     * @param path of a jar, a feature file or an archive on the gateway's machine, absolute: with {@code local}
     * @param url of a jar, with its {@code sha256}: with {@code url}
     * @param coordinates {@code GROUP:ARTIFACT:VERSION}: with {@code maven}; the repository's checksum must be right unless there is a {@code sha256}
     */
    public record InstallParams(String source, Optional<String> path, Optional<String> url, Optional<String> coordinates, Optional<String> sha256,
            Optional<String> mode) {
        JarParams jar() {
            return new JarParams("plugins.install", source, path, url, coordinates, sha256);
        }
    }

    /** @param warnings what else came with the file */
    public record Changed(boolean ok, Object plugin, boolean restartRequired, Optional<List<String>> warnings) {}

    @Rpc(value = "plugins.install", scope = Scope.ADMIN, write = Write.CONTROL_PLANE)
    public Changed install(InstallParams params, Caller caller) {
        Plugins.Mode mode = mode("plugins.install", params.mode());
        return carriedOut(() -> {
            Source from = params.jar().source();
            return Plugins.parcel(from).map(parcel -> brought(plugins.bring(parcel, mode)))
                    .orElseGet(() -> sources.with(from, jar -> done(() -> PluginEntry.of(plugins.install(jar, mode, from)))));
        });
    }

    /** The answer has room for one plugin; the others are told beside it. */
    private Changed brought(List<Generation> generations) {
        if (generations.isEmpty()) {
            throw new Permanent("all that it brought was taken out by hand since; delete the file from deploy/ and install it again");
        }
        Generation first = generations.get(0);
        PluginEntry entry = installed(first.id()).map(PluginEntry::of).or(() -> disabled(first.id()).map(PluginEntry::of))
                .orElseThrow(() -> new Permanent("the plugin " + first + " was taken away at once"));
        return new Changed(true, entry, false, Optional.of(generations.stream().skip(1).map(also -> "it also brought " + also).toList()));
    }

    static Plugins.Mode mode(String method, Optional<String> said) {
        String mode = said.orElse("install");
        if (!MODES.contains(mode)) {
            throw RpcFault.invalid("invalid " + method + " params: at /mode: must be one of " + String.join(", ", MODES));
        }
        return mode.equals("update") ? Plugins.Mode.UPDATE : Plugins.Mode.NEW;
    }

    private static Changed done(Supplier<PluginEntry> verb) {
        return new Changed(true, carriedOut(verb), false, Optional.empty());
    }

    static <T> T carriedOut(Supplier<T> verb) {
        try {
            return verb.get();
        } catch (Permanent | Denied refused) {
            throw RpcFault.invalid(String.valueOf(refused.getMessage()));
        } catch (Transient later) {
            throw RpcFault.unavailable(String.valueOf(later.getMessage()), later.after().toMillis());
        }
    }

    public record SetEnabledParams(String pluginId, boolean enabled) {}

    /** Lasts: a plugin that is put aside stays so over a restart. */
    @Rpc(value = "plugins.setEnabled", scope = Scope.ADMIN, write = Write.CONTROL_PLANE)
    public Changed setEnabled(SetEnabledParams params, Caller caller) {
        mine("plugins.setEnabled", params.pluginId());
        return done(() -> params.enabled() ? PluginEntry.of(plugins.enable(params.pluginId()))
                : PluginEntry.of(plugins.disable(params.pluginId())));
    }

    public record UninstallParams(String pluginId, Optional<Boolean> keepFiles) {}

    public record Uninstalled(boolean ok, String pluginId, boolean restartRequired, List<String> removed) {}

    @Rpc(value = "plugins.uninstall", scope = Scope.ADMIN, write = Write.CONTROL_PLANE)
    public Uninstalled uninstall(UninstallParams params, Caller caller) {
        mine("plugins.uninstall", params.pluginId());
        if (params.keepFiles().orElse(false)) {
            throw RpcFault.invalid("invalid plugins.uninstall params: at /keepFiles: a plugin is its jar in deploy/;"
                    + " to keep it, call plugins.setEnabled with enabled false");
        }
        return new Uninstalled(true, params.pluginId(), false, List.of(carriedOut(() -> plugins.uninstall(params.pluginId()))));
    }

    /** What the boot set brings cannot be taken out of it. */
    private void mine(String method, String id) {
        if (installed(id).isEmpty() && disabled(id).isEmpty()) {
            throw RpcFault.invalid("invalid " + method + " params: at /pluginId: " + (builtin(id).isPresent()
                    ? "'" + id + "' comes with the distribution and stays; deny its tools in the configuration instead"
                    : "there is no plugin '" + id + "' in deploy/"));
        }
    }

    public record HistoryParams(String pluginId) {}

    /** @param until when it left, in milliseconds since 1970; absent of the present one */
    public record Kept(String version, String sha256, long since, Optional<Long> until) {
        static Kept of(Plugins.Past past) {
            return new Kept(past.generation().version(), past.generation().sha256(), past.since().toEpochMilli(), Optional.of(past.until().toEpochMilli()));
        }
    }

    public record History(String pluginId, List<Kept> generations) {}

    /** The generations of which a copy is kept, the present one first. */
    @Rpc(value = "plugins.history", scope = Scope.READ)
    public History history(HistoryParams params, Caller caller) {
        Stream<Kept> now = installed(params.pluginId()).stream().map(plugin ->
                new Kept(plugin.generation().version(), plugin.generation().sha256(), plugin.since().toEpochMilli(), Optional.empty()));
        return new History(params.pluginId(), Stream.concat(now, plugins.history(params.pluginId()).stream().map(Kept::of)).toList());
    }

    /** @param sha256 of the generation to go back to, or its beginning; the one before when it is not said */
    public record RollbackParams(String pluginId, Optional<String> sha256) {}

    @Rpc(value = "plugins.rollback", scope = Scope.ADMIN, write = Write.CONTROL_PLANE)
    public Changed rollback(RollbackParams params, Caller caller) {
        return done(() -> PluginEntry.of(plugins.rollback(params.pluginId(), params.sha256().orElse(""))));
    }

    public record TopParams(Optional<String> pluginId) {}

    public record Top(List<Object> plugins) {}

    /** Who took most time first. */
    @Rpc(value = "plugins.top", scope = Scope.READ)
    public Top top(TopParams params, Caller caller) {
        return new Top(plugins.burdens().stream().filter(burden -> params.pluginId().map(burden.guest().plugin()::equals).orElse(true))
                .map(burden -> (Object) TopEntry.of(burden)).toList());
    }

    public record Refreshed(boolean ok, boolean restartRequired, List<String> warnings) {}

    /** Looks at every file in {@code deploy/} again; what is refused still is told as a warning. */
    @Rpc(value = "plugins.refresh", scope = Scope.ADMIN, write = Write.CONTROL_PLANE)
    public Refreshed refresh(NoParams params, Caller caller) {
        carriedOut(() -> {
            plugins.refresh();
            return true;
        });
        return new Refreshed(true, false, plugins.refused().stream().map(refused -> refused.file() + ": " + refused.reason()).toList());
    }
}
