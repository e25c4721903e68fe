package dev.chela.core.model.internal;

import dev.chela.api.config.KnownSecrets;
import dev.chela.api.config.Secret;
import dev.chela.api.fault.Permanent;
import dev.chela.api.id.ModelRef;
import dev.chela.api.model.CountedTokens;
import dev.chela.api.model.ModelInfo;
import dev.chela.api.model.ModelProvider;
import dev.chela.api.task.Cancellation;
import dev.chela.api.task.Clock;
import dev.chela.core.config.Config;
import dev.chela.core.guest.Desk;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.Guests;
import dev.chela.core.model.AuthConfig;
import dev.chela.core.model.Embeddings;
import dev.chela.core.model.ModelProbe;
import dev.chela.core.model.Models;
import dev.chela.core.model.ModelsConfig;
import dev.chela.core.model.Prices;
import dev.chela.core.net.TurnClients;
import dev.chela.core.secret.Environment;
import dev.chela.core.usage.Price;
import dev.chela.core.usage.Spend;
import dev.chela.core.usage.Tokens;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models of the installed providers, merged with the configured ones. */
@Component(service = {Models.class, Prices.class, ModelProbe.class, Embeddings.class})
public final class ProviderModels implements Models, Prices, ModelProbe, Embeddings {
    private final Config.Live<ModelsConfig> config;
    private final Config.Live<AuthConfig> auth;
    private static final Logger LOG = LoggerFactory.getLogger(ProviderModels.class);
    /** Longer than for tools: most answers are whole by then, and what a person has seen of one cannot be asked for again. */
    private static final Duration DRAIN = Duration.ofSeconds(30);

    private final Guests guests;
    private final Providers providers = new Providers();
    private final Catalog catalog;
    private final Auto auto;
    private final Asking asking;
    private final Probing probing;
    private final Embedder embedder;
    private volatile Duration drain = DRAIN;

    @Activate
    public ProviderModels(
            @Reference Config config, @Reference TurnClients clients, @Reference Clock clock, @Reference Guests guests,
            @Reference Environment environment, @Reference KnownSecrets known) {
        this(config, clients, clock, guests, name -> key(environment, known, name));
    }

    /** From here on it is in somebody's hands, and may be logged. */
    private static @Nullable String key(Environment environment, KnownSecrets known, String name) {
        String value = environment.value(name).orElse(null);
        if (value != null) {
            known.keep(new Secret(value));
        }
        return value;
    }

    /** @param environment the value of a variable, {@code null} when it is not set */
    public ProviderModels(
            Config config, TurnClients clients, Clock clock, Guests guests, UnaryOperator<@Nullable String> environment) {
        this.guests = guests;
        this.config = config.section("models", ModelsConfig.class);
        auth = config.section("auth", AuthConfig.class);
        catalog = new Catalog(providers, this.config::get, auth::get, environment);
        auto = new Auto(catalog, clients, clock);
        asking = new Asking(catalog, clients, clock, new Random(), this::thinkingLevels);
        probing = new Probing(catalog, clients, clock);
        embedder = new Embedder(catalog, clients);
        this.config.onChange(changed -> auto.forget());
        auth.onChange(changed -> auto.forget());
    }

    @Deactivate
    void close() {
        drain = Duration.ZERO;
        config.close();
        auth.close();
    }

    @Reference(service = ModelProvider.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindProvider(ModelProvider provider, ServiceReference<ModelProvider> reference) {
        var bundle = reference.getBundle();
        add(provider, new Guest(bundle.getBundleId(), bundle.getSymbolicName(), bundle.getVersion().toString()),
                (Long) reference.getProperty(Constants.SERVICE_ID));
    }

    /** Returns when running answers are whole, half a minute at most: Declarative Services stops the provider after this. */
    void unbindProvider(ModelProvider provider) {
        remove(provider, drain);
    }

    /** @param order higher is newer */
    public void add(ModelProvider provider, Guest guest, long order) {
        providers.add(provider, guests.admit(guest), order);
        auto.forget();
    }

    /** Nobody is sent to it any more. Answers that are not whole at the limit are broken off, and asked for elsewhere if they can be. */
    void remove(ModelProvider provider, Duration limit) {
        Optional<Desk> desk = providers.remove(provider);
        auto.forget();
        desk.filter(open -> !open.close(limit)).ifPresent(late ->
                LOG.warn("answers of {} were not whole after {} s and were broken off", late.guest(), limit.toSeconds()));
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

    @Override
    public List<String> thinkingLevels(ModelRef model) {
        try {
            return describe(model).reasoning() ? catalog.route(model).levels() : List.of();
        } catch (Permanent notUsable) {
            return List.of();
        }
    }

    @Override
    public boolean canBeFast(ModelRef model) {
        try {
            return catalog.route(model).fast();
        } catch (Permanent notUsable) {
            return false;
        }
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
        return usage instanceof CountedTokens counted ? price.of(tokens, counted.cacheRead(), counted.cacheWrite()) : price.of(tokens);
    }

    private static long count(@Nullable Integer tokens) {
        return tokens == null ? 0 : tokens;
    }

    @Override
    public Finding probe(String provider, Duration atMost) {
        return probing.probe(provider, list().stream().filter(offer -> offer.ref().provider().equals(provider)).toList(), atMost);
    }

    @Override
    public List<Held> credentials(String provider) {
        return asking.held(provider);
    }

    @Override
    public ChatResponse ask(Question question, Listener listener) {
        return asking.ask(question, listener);
    }

    @Override
    public ModelRef embedding(String provider, String model) {
        return embedder.embedding(provider, model);
    }

    @Override
    public List<float[]> embed(ModelRef model, List<String> texts, Cancellation cancellation) {
        return embedder.embed(model, texts, cancellation);
    }
}
