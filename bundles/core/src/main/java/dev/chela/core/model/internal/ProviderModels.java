package dev.chela.core.model.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.id.ModelRef;
import dev.chela.api.model.ModelInfo;
import dev.chela.api.model.ModelProvider;
import dev.chela.api.task.Clock;
import dev.chela.core.config.Config;
import dev.chela.core.model.Models;
import dev.chela.core.model.ModelsConfig;
import dev.chela.core.model.Prices;
import dev.chela.core.net.TurnClients;
import dev.chela.core.usage.Price;
import dev.chela.core.usage.Spend;
import dev.chela.core.usage.Tokens;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The models of the installed providers, merged with the configured ones. */
@Component(service = {Models.class, Prices.class})
public final class ProviderModels implements Models, Prices {
    private final Config.Live<ModelsConfig> config;
    private final Providers providers = new Providers();
    private final Catalog catalog;
    private final Auto auto;
    private final Asking asking;

    @Activate
    public ProviderModels(@Reference Config config, @Reference TurnClients clients, @Reference Clock clock) {
        this(config, clients, clock, System::getenv);
    }

    ProviderModels(Config config, TurnClients clients, Clock clock, UnaryOperator<@Nullable String> environment) {
        this.config = config.section("models", ModelsConfig.class);
        catalog = new Catalog(providers, this.config::get, environment);
        auto = new Auto(catalog, clients, clock);
        asking = new Asking(catalog, clients, clock, new Random());
        this.config.onChange(changed -> auto.forget());
    }

    @Deactivate
    void close() {
        config.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bindProvider(ModelProvider provider, Map<String, Object> properties) {
        providers.add(provider, properties);
        auto.forget();
    }

    public void unbindProvider(ModelProvider provider) {
        providers.remove(provider);
        auto.forget();
    }

    @Override
    public ModelRef resolve(String wanted) {
        String wish = wanted.strip();
        if (wish.isEmpty() || wish.equals("auto")) {
            return auto.choose();
        }
        int slash = wish.indexOf('/');
        if (slash > 0 && slash < wish.length() - 1 && catalog.ids().contains(wish.substring(0, slash))) {
            return ModelRef.parse(wish);
        }
        List<ModelRef> fitting = offered().keySet().stream().filter(ref -> ref.model().equals(wish)).toList();
        if (fitting.size() == 1) {
            return fitting.get(0);
        }
        throw unresolved(wish, fitting);
    }

    private Permanent unresolved(String wish, List<ModelRef> fitting) {
        if (fitting.size() > 1) {
            return new Permanent("'" + wish + "' is the name of several models: say which of " + joined(fitting));
        }
        return new Permanent("no model fits '" + wish + "'. Known models: " + joined(List.copyOf(offered().keySet()))
                + ". A model is named provider/model; providers are " + String.join(", ", catalog.ids()));
    }

    private static String joined(List<ModelRef> refs) {
        String some = String.join(", ", refs.stream().limit(20).map(ModelRef::toString).toList());
        return refs.size() > 20 ? some + " and " + (refs.size() - 20) + " more" : some;
    }

    @Override
    public List<Offer> list() {
        List<Offer> offers = new ArrayList<>();
        offered().forEach((ref, info) -> offers.add(new Offer(ref, info, available(ref))));
        return offers;
    }

    private Map<ModelRef, ModelInfo> offered() {
        Map<ModelRef, ModelInfo> all = new LinkedHashMap<>();
        catalog.config().providers().forEach((id, settings) ->
                settings.models().forEach(model -> all.put(new ModelRef(id, model.id()), info(model))));
        if (catalog.config().mode() == ModelsConfig.Mode.MERGE) {
            for (ModelProvider provider : catalog.providers().all()) {
                if (catalog.equipped(provider)) {
                    auto.models(provider.id())
                            .forEach(info -> all.putIfAbsent(new ModelRef(provider.id(), info.id()), info));
                }
            }
        }
        return all;
    }

    private boolean available(ModelRef ref) {
        try {
            catalog.route(ref);
            return true;
        } catch (Permanent missing) {
            return false;
        }
    }

    @Override
    public ModelInfo describe(ModelRef model) {
        return catalog.configured(model)
                .map(ProviderModels::info)
                .or(() -> auto.known(model))
                .orElseGet(() -> new ModelInfo(model.model(), model.model(), 0, 0, false, false));
    }

    private static ModelInfo info(ModelsConfig.Model model) {
        return new ModelInfo(
                model.id(),
                model.name(),
                model.contextWindow(),
                model.maxTokens(),
                model.input().contains("image"),
                model.reasoning());
    }

    @Override
    public Spend spent(ModelRef model, @Nullable TokenUsage usage) {
        if (usage == null) {
            return Spend.NOTHING;
        }
        Tokens tokens = new Tokens(count(usage.inputTokenCount()), count(usage.outputTokenCount()));
        Price price = catalog.configured(model).map(known -> known.cost().price()).orElse(Price.FREE);
        return new Spend(tokens, price.of(tokens));
    }

    private static long count(@Nullable Integer tokens) {
        return tokens == null ? 0 : tokens;
    }

    @Override
    public ChatResponse ask(Question question, Listener listener) {
        return asking.ask(question, listener);
    }
}
