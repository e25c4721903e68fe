package dev.chela.core.model.internal;

import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Permanent;
import dev.chela.api.id.ModelRef;
import dev.chela.api.model.ModelInfo;
import dev.chela.api.model.ModelProvider;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.guest.Lease;
import dev.chela.core.model.ModelsConfig;
import dev.chela.core.net.TurnClients;
import dev.chela.core.task.CancelSource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is used when nobody said what: the first model that works, and what a provider says it offers. */
final class Auto {
    private static final Logger LOG = LoggerFactory.getLogger(Auto.class);
    private static final Duration REACH = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration FRESH = Duration.ofSeconds(60);

    private record Seen(List<ModelInfo> models, Instant at) {}

    private final Catalog catalog;
    private final TurnClients clients;
    private final Clock clock;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    Auto(Catalog catalog, TurnClients clients, Clock clock) {
        this.catalog = catalog;
        this.clients = clients;
        this.clock = clock;
    }

    /** Configured providers first, in the order of the file, then the installed ones in theirs. */
    ModelRef choose() {
        for (Map.Entry<String, ModelsConfig.Provider> entry : catalog.config().providers().entrySet()) {
            for (ModelsConfig.Model model : entry.getValue().models()) {
                return new ModelRef(entry.getKey(), model.id());
            }
        }
        if (catalog.config().mode() == ModelsConfig.Mode.MERGE) {
            for (ModelProvider provider : catalog.providers().all()) {
                Optional<ModelRef> choice = choice(provider);
                if (choice.isPresent()) {
                    return choice.get();
                }
            }
        }
        throw new Permanent("no model can be used: set an API key in models.providers, or install a model bundle");
    }

    private Optional<ModelRef> choice(ModelProvider provider) {
        String id = provider.id();
        String usual = provider.info().defaultModel();
        if (!catalog.equipped(provider)) {
            return Optional.empty();
        }
        if (!provider.info().local() || provider.info().defaultUrl().isEmpty()) {
            return usual.isEmpty() ? Optional.empty() : Optional.of(new ModelRef(id, usual));
        }
        List<String> there = models(id).stream().map(ModelInfo::id).toList();
        return there.contains(usual) ? Optional.of(new ModelRef(id, usual))
                : there.stream().findFirst().map(name -> new ModelRef(id, name));
    }

    /** What a provider offers, as told now or lately; empty when it does not answer. */
    List<ModelInfo> models(String id) {
        Seen known = seen.get(id);
        Instant now = clock.now();
        if (known != null && known.at.plus(FRESH).isAfter(now)) {
            return known.models;
        }
        List<ModelInfo> models = ask(id);
        seen.put(id, new Seen(models, now));
        return models;
    }

    /** What was told of a model, without asking now. */
    Optional<ModelInfo> known(ModelRef model) {
        Seen known = seen.get(model.provider());
        return known == null ? Optional.empty()
                : known.models.stream().filter(info -> info.id().equals(model.model())).findFirst();
    }

    void forget() {
        seen.clear();
    }

    private List<ModelInfo> ask(String id) {
        CancelSource token = new CancelSource();
        Registration deadline = clock.after(PATIENCE, () -> token.cancel("no answer within " + PATIENCE.toSeconds() + " s"));
        try {
            Route route = catalog.route(new ModelRef(id, "any")).within(PATIENCE);
            return route.provider().info().local() && !listens(route.baseUrl())
                    ? List.of()
                    : offered(route, token);
        } catch (Fault | CancellationException unreachable) {
            LOG.debug("{} does not say what it offers: {}", id, unreachable.getMessage());
            return List.of();
        } catch (Exception broken) {
            LOG.warn("the provider {} failed while it was asked what it offers", id, broken);
            return List.of();
        } finally {
            deadline.close();
        }
    }

    private List<ModelInfo> offered(Route route, CancelSource token) {
        try (Lease ignored = route.desk().enter(
                "the models of " + route.ref().provider(), () -> token.cancel("its plugin was withdrawn"))) {
            return List.copyOf(route.provider().models(route.access(clients, token)));
        }
    }

    /** Most machines run no model of their own: a bare connection tells so at once, without waking the HTTP client. */
    private static boolean listens(URI uri) {
        if (uri.getHost() == null) {
            return true;
        }
        int port = uri.getPort() > 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), port), (int) REACH.toMillis());
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }
}
