package dev.chela.core.model.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.id.ModelRef;
import dev.chela.api.model.ModelProvider;
import dev.chela.api.model.Pace;
import dev.chela.api.model.ProviderInfo;
import dev.chela.core.model.AuthConfig;
import dev.chela.core.model.ModelsConfig;
import dev.chela.core.model.internal.Providers.Installed;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From a model's name to the bundle, the address and the credential it is asked with. */
final class Catalog {
    private static final String USUAL = ":default";
    private static final String USUAL_API = "openai-completions";
    private static final Duration CLOUD = Duration.ofSeconds(120);
    private static final Duration LOCAL = Duration.ofSeconds(300);
    private static final ModelsConfig.Provider UNCONFIGURED = new ModelsConfig.Provider(null, null, null, null, null, 0, null);

    private final Providers providers;
    private final Supplier<ModelsConfig> config;
    private final Supplier<AuthConfig> auth;
    private final UnaryOperator<@Nullable String> environment;

    /** @param environment the value of a variable, {@code null} when it is not set */
    Catalog(Providers providers, Supplier<ModelsConfig> config, Supplier<AuthConfig> auth, UnaryOperator<@Nullable String> environment) {
        this.providers = providers;
        this.config = config;
        this.auth = auth;
        this.environment = environment;
    }

    ModelsConfig config() {
        return config.get();
    }

    Providers providers() {
        return providers;
    }

    /** @throws Permanent when something is missing; the message says what to configure */
    Route route(ModelRef ref) {
        String id = ref.provider();
        ModelsConfig.Provider configured = config().providers().get(id);
        Installed speaker = speaker(id, configured);
        ModelProvider provider = speaker.provider();
        ModelsConfig.Provider settings = configured == null ? UNCONFIGURED : configured;
        ProviderInfo info = speaker.info();
        URI baseUrl = baseUrl(id, settings, provider);
        String credential = credential(id, settings, provider);
        if (credential.isEmpty() && !info.local() && settings.baseUrl().isEmpty()) {
            throw new Permanent("there is no credential for " + id + ": " + Route.keyPlaces(id, Route.keyNames(id, provider)));
        }
        Optional<ModelsConfig.Model> model = configured(ref);
        return new Route(
                ref,
                provider,
                speaker.desk(),
                baseUrl,
                credential,
                settings.headers(),
                idle(settings, info, baseUrl),
                model.map(ModelsConfig.Model::maxTokens).orElse(0),
                model.map(ModelsConfig.Model::contextWindow).orElse(0),
                speaker.levels(),
                baseUrl.getHost() != null && speaker.fastHosts().contains(baseUrl.getHost().toLowerCase(Locale.ROOT)),
                "",
                Pace.USUAL);
    }

    /** Who speaks for a provider. @throws Permanent when nobody does */
    Installed speaker(String id) {
        return speaker(id, config().providers().get(id));
    }

    private Installed speaker(String id, ModelsConfig.@Nullable Provider configured) {
        if (configured == null && config().mode() == ModelsConfig.Mode.REPLACE) {
            throw unknown(id);
        }
        String api = configured == null ? "" : configured.api();
        if (!api.isEmpty()) {
            Optional<Installed> own = providers.byId(id).filter(installed -> installed.info().apis().contains(api));
            return own.or(() -> providers.byApi(api)).orElseThrow(() -> new Permanent(
                    "no installed bundle speaks " + api + ", which models.providers." + id + ".api asks for"));
        }
        Optional<Installed> own = providers.byId(id);
        return (configured == null ? own : own.or(() -> providers.byApi(USUAL_API))).orElseThrow(() -> unknown(id));
    }

    private Permanent unknown(String id) {
        return new Permanent("there is no model provider '" + id + "'; there are " + String.join(", ", ids()));
    }

    /** The names that a model may begin with, configured and installed. */
    Set<String> ids() {
        Set<String> ids = new TreeSet<>(config().providers().keySet());
        if (config().mode() == ModelsConfig.Mode.MERGE) {
            providers.all().forEach(provider -> ids.add(provider.id()));
        }
        return ids;
    }

    private static URI baseUrl(String id, ModelsConfig.Provider settings, ModelProvider provider) {
        String usual = provider.id().equals(id) ? provider.info().defaultUrl() : "";
        String text = settings.baseUrl().isEmpty() ? usual : settings.baseUrl();
        if (text.isEmpty() && !provider.info().local()) {
            throw new Permanent("models.providers." + id + ".baseUrl is missing: where is it?");
        }
        try {
            return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        } catch (IllegalArgumentException malformed) {
            throw new Permanent("models.providers." + id + ".baseUrl is not an address: " + malformed.getMessage(), malformed);
        }
    }

    /** The first of {@link #credentials}; empty when there is none. */
    String credential(String id, ModelsConfig.Provider settings, ModelProvider provider) {
        return credentials(id, settings, provider).stream().findFirst().map(Credential::secret).orElse("");
    }

    /** As many as a provider has, in the configured order; one that is empty where it has none. @throws Permanent as {@link #speaker} */
    List<Credential> credentials(String id) {
        List<Credential> all = credentials(id, config().providers().getOrDefault(id, UNCONFIGURED), speaker(id).provider());
        return all.isEmpty() ? List.of(new Credential(id + USUAL, "")) : all;
    }

    private List<Credential> credentials(String id, ModelsConfig.Provider settings, ModelProvider provider) {
        Map<String, Credential> all = new LinkedHashMap<>();
        String usual = usual(id, settings, provider);
        if (!usual.isEmpty()) {
            all.put(id + USUAL, new Credential(id + USUAL, usual));
        }
        auth.get().profiles().forEach((name, profile) -> {
            if (profile.provider().equals(id) && !profile.apiKey().reveal().isEmpty()) {
                all.put(name, new Credential(name, profile.apiKey().reveal()));
            }
        });
        return ordered(id) ? auth.get().order().get(id).stream().filter(all::containsKey).distinct().map(all::get).toList()
                : List.copyOf(all.values());
    }

    AuthConfig.Cooldowns cooldowns() {
        return Objects.requireNonNull(auth.get().cooldowns());
    }

    /** Whether the owner says in which order a provider's credentials are used. */
    boolean ordered(String id) {
        return auth.get().order().containsKey(id);
    }

    /** The configured one, else the one in the environment; empty when there is none. */
    private String usual(String id, ModelsConfig.Provider settings, ModelProvider provider) {
        if (!settings.apiKey().reveal().isEmpty()) {
            return settings.apiKey().reveal();
        }
        return Route.keyNames(id, provider).stream()
                .map(environment)
                .filter(value -> value != null && !value.isBlank())
                .findFirst()
                .orElse("");
    }

    /** Whether a provider could be used without asking it. */
    boolean equipped(ModelProvider provider) {
        ModelsConfig.Provider settings = config().providers().getOrDefault(provider.id(), UNCONFIGURED);
        return provider.info().local() || !credential(provider.id(), settings, provider).isEmpty();
    }

    Optional<ModelsConfig.Model> configured(ModelRef ref) {
        ModelsConfig.Provider settings = config().providers().getOrDefault(ref.provider(), UNCONFIGURED);
        return settings.models().stream().filter(model -> model.id().equals(ref.model())).findFirst();
    }

    private static Duration idle(ModelsConfig.Provider settings, ProviderInfo info, URI baseUrl) {
        if (settings.timeoutSeconds() > 0) {
            return Duration.ofSeconds(settings.timeoutSeconds());
        }
        return info.local() || near(baseUrl.getHost()) ? LOCAL : CLOUD;
    }

    /** Told from the name alone: looking a name up could block. */
    private static boolean near(@Nullable String host) {
        if (host == null || host.equals("localhost") || host.endsWith(".local") || host.indexOf('.') < 0 && host.indexOf(':') < 0) {
            return true;
        }
        if (!host.matches("[0-9]+([.][0-9]+){3}|\\[.*]")) {
            return false;
        }
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isLoopbackAddress() || address.isSiteLocalAddress() || address.isLinkLocalAddress();
        } catch (UnknownHostException notAnAddress) {
            return false;
        }
    }
}
