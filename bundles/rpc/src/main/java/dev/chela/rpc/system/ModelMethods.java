package dev.chela.rpc.system;

import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.model.Models;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code models.list}. */
@Component(service = RpcMethods.class)
public final class ModelMethods implements RpcMethods {
    private static final List<String> VIEWS = List.of("default", "configured", "provider-config", "all");

    private final Models models;

    @Activate
    public ModelMethods(@Reference Models models) {
        this.models = models;
    }

    public record ListParams(
            Optional<String> view, Optional<String> agentId, Optional<String> sessionKey, Optional<String> provider,
            Optional<Boolean> includeDetails) {}

    public record Catalog(List<Choice> models) {}

    public record Choice(
            String id, String name, String provider, boolean available, Optional<Integer> contextWindow, boolean reasoning,
            List<String> input) {}

    @Rpc(value = "models.list", scope = Scope.READ)
    public Catalog list(ListParams params, Caller caller) {
        String view = params.view().orElse("default");
        if (!VIEWS.contains(view)) {
            throw RpcFault.invalid("invalid models.list params: at /view: must be one of " + String.join(", ", VIEWS));
        }
        return new Catalog(models.list().stream()
                .filter(offer -> view.equals("all") || offer.available())
                .filter(offer -> params.provider().isEmpty() || params.provider().get().equals(offer.ref().provider()))
                .map(ModelMethods::choice).toList());
    }

    private static Choice choice(Models.Offer offer) {
        int window = offer.info().contextWindow();
        return new Choice(offer.ref().model(), offer.info().name(), offer.ref().provider(), offer.available(),
                window > 0 ? Optional.of(window) : Optional.empty(), offer.info().reasoning(),
                offer.info().images() ? List.of("text", "image") : List.of("text"));
    }
}
