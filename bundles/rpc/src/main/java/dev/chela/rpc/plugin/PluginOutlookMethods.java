package dev.chela.rpc.plugin;

import dev.chela.api.fault.Permanent;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.plugin.Generation;
import dev.chela.core.plugin.Outlook;
import dev.chela.core.plugin.ParcelOutlook;
import dev.chela.core.plugin.ParcelOutlooks;
import dev.chela.core.plugin.Plugins;
import dev.chela.core.plugin.Source;
import dev.chela.core.plugin.Sources;
import dev.chela.core.plugin.Ties;
import dev.chela.core.plugin.Ties.Tie;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code plugins.plan}, {@code .verify} and {@code .why}: what an order would do, and what holds a plugin. They change nothing. */
@Component(service = RpcMethods.class)
public final class PluginOutlookMethods implements RpcMethods {
    private final Plugins plugins;
    private final ParcelOutlooks parcels;
    private final Sources sources;

    @Activate
    public PluginOutlookMethods(@Reference Plugins plugins, @Reference ParcelOutlooks parcels, @Reference Sources sources) {
        this.plugins = plugins;
        this.parcels = parcels;
        this.sources = sources;
    }

    /** As of {@code plugins.install}; the source is {@code local} when it is not said. */
    public record PlanParams(Optional<String> source, Optional<String> path, Optional<String> url, Optional<String> coordinates, Optional<String> sha256,
            Optional<String> mode) {
        JarParams jar() {
            return new JarParams("plugins.plan", source.orElse(JarParams.LOCAL), path, url, coordinates, sha256);
        }
    }

    /** As of {@code plugins.plan}. */
    public record VerifyParams(Optional<String> source, Optional<String> path, Optional<String> url, Optional<String> coordinates, Optional<String> sha256) {
        JarParams jar() {
            return new JarParams("plugins.verify", source.orElse(JarParams.LOCAL), path, url, coordinates, sha256);
        }
    }

    /** @param pluginId absent when the jar does not say it. @param lane where it would run when that is not the gateway's own process, for people */
    public record Told(boolean ok, Optional<String> problem, String file, String sha256, Optional<String> pluginId, Optional<String> version,
            Optional<Before> before, SignatureRow signature, List<String> provides, List<String> wants, List<Wanted> api, List<String> steps, List<Held> refreshed, int running, List<String> pauses,
            Optional<String> lane) {
        static Told of(Outlook outlook) {
            return new Told(outlook.problem().isEmpty(), Optional.of(outlook.problem()).filter(problem -> !problem.isEmpty()), outlook.file(),
                    outlook.sha256(), outlook.after().map(Generation::id), outlook.after().map(Generation::version), outlook.before().map(Before::of), SignatureRow.of(outlook.signature()),
                    outlook.build().provides(), outlook.build().wants(), outlook.build().api().stream().map(Wanted::of).toList(), outlook.swap().steps(),
                    outlook.swap().refreshed().stream().map(Held::of).toList(), outlook.swap().running(), outlook.swap().pauses(),
                    Optional.of(outlook.build().elsewhere()).filter(words -> !words.isEmpty()));
        }
    }

    public record Before(String version, String sha256) {
        static Before of(Generation before) {
            return new Before(before.version(), before.sha256());
        }
    }

    /** @param here absent when the gateway has no such package */
    public record Wanted(String name, String wanted, Optional<String> here) {
        static Wanted of(Outlook.Api api) {
            return new Wanted(api.name(), api.wanted(), Optional.of(api.here()).filter(here -> !here.isEmpty()));
        }
    }

    /** @param with a bundle, by name and version, or a reason; absent when nobody */
    public record Held(String what, Optional<String> with) {
        static Held of(Tie tie) {
            return new Held(tie.what(), Optional.of(tie.with()).filter(with -> !with.isEmpty()));
        }
    }

    /** What a feature file or an archive would bring. @param withdraws what the one of that name brought and this one does not name */
    public record ToldParcel(boolean ok, Optional<String> problem, String file, String sha256, boolean changes, List<Told> contains, List<Named> aside,
            List<Named> withdraws) {
        static ToldParcel of(ParcelOutlook outlook) {
            return new ToldParcel(outlook.problem().isEmpty(), Optional.of(outlook.problem()).filter(problem -> !problem.isEmpty()), outlook.file(),
                    outlook.sha256(), !outlook.changesNothing(), outlook.contains().stream().map(Told::of).toList(),
                    outlook.aside().stream().map(Named::of).toList(), outlook.withdraws().stream().map(Named::of).toList());
        }
    }

    public record Named(String pluginId, String version, String sha256) {
        static Named of(Generation plugin) {
            return new Named(plugin.id(), plugin.version(), plugin.sha256());
        }
    }

    /** Gives {@link Told}, or {@link ToldParcel} of what would bring several. */
    @Rpc(value = "plugins.plan", scope = Scope.ADMIN)
    public Object plan(PlanParams params, Caller caller) {
        Plugins.Mode mode = PluginMethods.mode("plugins.plan", params.mode());
        return told(params.jar(), jar -> plugins.plan(jar, mode), parcel -> parcels.plan(parcel, mode));
    }

    /** What is wrong with a file is no fault of the question: it stands in the answer, which is one of {@code plugins.plan}. */
    @Rpc(value = "plugins.verify", scope = Scope.ADMIN)
    public Object verify(VerifyParams params, Caller caller) {
        return told(params.jar(), plugins::verify, parcels::verify);
    }

    private Object told(JarParams of, Function<Path, Outlook> jar, Function<Path, ParcelOutlook> parcel) {
        return PluginMethods.carriedOut(() -> {
            Source from = of.source();
            return Plugins.parcel(from).<Object>map(file -> ToldParcel.of(parcel.apply(file)))
                    .orElseGet(() -> sources.with(from, file -> Told.of(jar.apply(file))));
        });
    }

    public record WhyParams(String pluginId) {}

    public record Why(String pluginId, String version, Optional<String> problem, Optional<SignatureRow> signature, List<String> wants,
            List<Held> wires, List<Held> uses, List<Held> offers, List<Held> refreshed) {}

    @Rpc(value = "plugins.why", scope = Scope.READ)
    public Why why(WhyParams params, Caller caller) {
        try {
            Ties ties = plugins.ties(params.pluginId());
            return new Why(ties.id(), ties.version(), Optional.of(ties.problem()).filter(problem -> !problem.isEmpty()),
                    ties.signature().map(SignatureRow::of), ties.wants(), held(ties.wires()),
                    held(ties.uses()), held(ties.offers()), held(ties.refreshed()));
        } catch (Permanent nobody) {
            throw RpcFault.invalid("invalid plugins.why params: at /pluginId: " + nobody.getMessage());
        }
    }

    private static List<Held> held(List<Tie> ties) {
        return ties.stream().map(Held::of).toList();
    }
}
