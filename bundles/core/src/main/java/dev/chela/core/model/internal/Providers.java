package dev.chela.core.model.internal;

import dev.chela.api.model.ModelProvider;
import dev.chela.api.model.ProviderInfo;
import dev.chela.core.guest.Desk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The providers installed at this moment. Of two generations with the same id the newer one speaks. */
final class Providers {
    /**
     * @param desk where every call into the provider goes through
     * @param order higher is newer
     */
    record Installed(ModelProvider provider, ProviderInfo info, List<String> levels, Set<String> fastHosts, Desk desk, long order) {}

    private static final Comparator<Installed> NEWEST = Comparator.comparingLong(Installed::order).reversed();

    private volatile List<Installed> entries = List.of();

    synchronized void add(ModelProvider provider, Desk desk, long order) {
        List<Installed> more = new ArrayList<>(entries);
        more.add(new Installed(provider, provider.info(), List.copyOf(provider.thinkingLevels()), Set.copyOf(provider.fastHosts()), desk, order));
        more.sort(NEWEST);
        entries = List.copyOf(more);
    }

    /** From now on nobody is sent to it. Its desk is still open. */
    synchronized Optional<Desk> remove(ModelProvider provider) {
        Optional<Desk> desk = entries.stream().filter(entry -> entry.provider == provider).map(Installed::desk).findFirst();
        entries = entries.stream().filter(entry -> entry.provider != provider).toList();
        return desk;
    }

    Optional<Installed> byId(String id) {
        return entries.stream().filter(entry -> entry.provider.id().equals(id)).findFirst();
    }

    Optional<Installed> byApi(String api) {
        return entries.stream().filter(entry -> entry.info.apis().contains(api)).findFirst();
    }

    /** One for each id, in the order in which {@code auto} asks them. */
    List<ModelProvider> all() {
        Map<String, ModelProvider> newest = new LinkedHashMap<>();
        entries.forEach(entry -> newest.putIfAbsent(entry.provider.id(), entry.provider));
        return newest.values().stream()
                .sorted(Comparator.comparingInt((ModelProvider provider) -> provider.info().autoRank()))
                .toList();
    }
}
