package dev.chela.rpc.system;

import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.task.Clock;
import dev.chela.core.model.Models;
import dev.chela.rpc.session.Thinking;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code models.list} and {@code models.authStatus}. */
@Component(service = RpcMethods.class)
public final class ModelMethods implements RpcMethods {
    private static final List<String> VIEWS = List.of("default", "configured", "provider-config", "all");

    private final Models models;
    private final Clock clock;

    @Activate
    public ModelMethods(@Reference Models models, @Reference Clock clock) {
        this.models = models;
        this.clock = clock;
    }

    /**
     * @param preparedOnly of no consequence, and so is {@code refresh}: what is known is always ready, and providers are asked anew whenever
     *     the configuration changes
     * @param includeProviderCapabilities no provider has any beside its models
     */
    public record ListParams(
            Optional<String> view, Optional<String> agentId, Optional<String> sessionKey, Optional<String> provider,
            Optional<Boolean> includeDetails, Optional<Boolean> preparedOnly, Optional<Boolean> refresh,
            Optional<Boolean> includeProviderCapabilities) {}

    public record Catalog(List<Choice> models) {}

    public record Choice(
            String id, String name, String provider, boolean available, Optional<Integer> contextWindow, boolean reasoning,
            List<String> input, Optional<List<Thinking.Level>> thinkingLevels) {}

    @Rpc(value = "models.list", scope = Scope.READ)
    public Catalog list(ListParams params, Caller caller) {
        String view = params.view().orElse("default");
        if (!VIEWS.contains(view)) {
            throw RpcFault.invalid("invalid models.list params: at /view: must be one of " + String.join(", ", VIEWS));
        }
        if (params.preparedOnly().orElse(false) && params.refresh().orElse(false)) {
            throw RpcFault.invalid("invalid models.list params: at /refresh: cannot be asked for together with preparedOnly");
        }
        return new Catalog(models.list().stream()
                .filter(offer -> view.equals("all") || offer.available())
                .filter(offer -> params.provider().isEmpty() || params.provider().get().equals(offer.ref().provider()))
                .map(offer -> choice(models, offer)).toList());
    }

    public record AuthParams(Optional<Boolean> refresh, Optional<String> agentId) {}

    public record Auth(long ts, List<Provider> providers) {}

    public record Provider(String provider, String displayName, String status, List<Profile> profiles) {}

    /**
     * One of a provider's credentials, in the order of use.
     *
     * @param cooldownUntilMs another one is used until then, as long as there is one
     * @param disabledReason what the provider said last, when it failed
     */
    public record Profile(
            String profileId, String type, String status, Optional<Long> lastUsedAtMs, Optional<Long> cooldownUntilMs, int errorCount,
            Optional<String> disabledReason) {
        static Profile of(Models.Held held) {
            return new Profile(held.profile(), "api_key", "static", held.usedAt().map(Instant::toEpochMilli),
                    held.restsUntil().map(Instant::toEpochMilli), held.failures(), held.why().map(why -> why.name().toLowerCase(Locale.ROOT)));
        }
    }

    /** Keys come from the configuration and the environment, the same for every agent: a provider has some, or lacks them. */
    @Rpc(value = "models.authStatus", scope = Scope.READ)
    public Auth auth(AuthParams params, Caller caller) {
        Map<String, Boolean> usable = new TreeMap<>();
        models.list().forEach(offer -> usable.merge(offer.ref().provider(), offer.available(), Boolean::logicalOr));
        return new Auth(clock.now().toEpochMilli(), usable.entrySet().stream().map(provider -> new Provider(
                provider.getKey(), provider.getKey(), provider.getValue() ? "static" : "missing",
                provider.getValue() ? models.credentials(provider.getKey()).stream().map(Profile::of).toList() : List.of())).toList());
    }

    /** How a model looks on the wire. */
    public static Choice choice(Models models, Models.Offer offer) {
        int window = offer.info().contextWindow();
        return new Choice(offer.ref().model(), offer.info().name(), offer.ref().provider(), offer.available(),
                window > 0 ? Optional.of(window) : Optional.empty(), offer.info().reasoning(),
                offer.info().images() ? List.of("text", "image") : List.of("text"),
                Optional.of(Thinking.levels(models, offer.ref())).filter(levels -> !levels.isEmpty()));
    }
}
