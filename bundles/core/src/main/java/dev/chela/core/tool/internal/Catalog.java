package dev.chela.core.tool.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which tool a name means. The plugin that offered a name first keeps it for as long as one of its generations offers it; among its
 * generations the newest is meant.
 */
public final class Catalog {
    private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);

    private final List<Bound> offers = new ArrayList<>();
    private final Map<String, String> owners = new HashMap<>();
    private volatile Map<String, Bound> meant = Map.of();

    public synchronized void add(Bound offer) {
        offers.add(offer);
        settle();
        String owner = owners.get(offer.name());
        if (!owner.equals(offer.guest().plugin())) {
            LOG.warn("tool {} of {} is not used: {} offers a tool of that name already", offer.name(), offer.guest(), owner);
        }
    }

    public synchronized void remove(Bound offer) {
        offers.remove(offer);
        settle();
    }

    private void settle() {
        offers.sort(Comparator.comparingLong(Bound::order));
        owners.entrySet().removeIf(entry -> offers.stream()
                .noneMatch(offer -> offer.name().equals(entry.getKey()) && offer.guest().plugin().equals(entry.getValue())));
        Map<String, Bound> next = new TreeMap<>();
        for (Bound offer : offers) {
            if (owners.computeIfAbsent(offer.name(), name -> offer.guest().plugin()).equals(offer.guest().plugin())) {
                next.put(offer.name(), offer);
            }
        }
        meant = java.util.Collections.unmodifiableMap(next);
    }

    /** By name, sorted by it. */
    public Map<String, Bound> meant() {
        return meant;
    }
}
