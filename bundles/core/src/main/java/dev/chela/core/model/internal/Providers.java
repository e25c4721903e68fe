package dev.chela.core.model.internal;

import dev.chela.api.model.ModelProvider;
import dev.chela.api.model.ProviderInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The providers installed at this moment. Of two generations with the same id the newer one speaks. */
final class Providers {
    private record Entry(ModelProvider provider, ProviderInfo info, int ranking, long serviceId) {}

    private static final Comparator<Entry> NEWEST =
            Comparator.comparingInt(Entry::ranking).thenComparingLong(Entry::serviceId).reversed();

    private volatile List<Entry> entries = List.of();

    synchronized void add(ModelProvider provider, Map<String, Object> properties) {
        List<Entry> more = new ArrayList<>(entries);
        int ranking = properties.get("service.ranking") instanceof Integer number ? number : 0;
        long id = properties.get("service.id") instanceof Long number ? number : more.size();
        more.add(new Entry(provider, provider.info(), ranking, id));
        more.sort(NEWEST);
        entries = List.copyOf(more);
    }

    synchronized void remove(ModelProvider provider) {
        entries = entries.stream().filter(entry -> entry.provider != provider).toList();
    }

    Optional<ModelProvider> byId(String id) {
        return entries.stream().map(Entry::provider).filter(provider -> provider.id().equals(id)).findFirst();
    }

    Optional<ModelProvider> byApi(String api) {
        return entries.stream().filter(entry -> entry.info.apis().contains(api)).map(Entry::provider).findFirst();
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
