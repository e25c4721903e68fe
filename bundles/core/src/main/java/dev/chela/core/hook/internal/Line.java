package dev.chela.core.hook.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who stands at which passage, in order. Of a hook that is there in two generations only the newer is asked. */
final class Line {
    private static final Comparator<Bound> ORDER = Comparator.<Bound>comparingInt(bound -> -bound.place().ranking())
            .thenComparingLong(bound -> bound.place().id());

    private final List<Bound> all = new ArrayList<>();
    private volatile Map<Class<?>, List<Bound>> meant = Map.of();

    synchronized void add(Bound bound) {
        all.add(bound);
        settle();
    }

    synchronized void remove(Bound bound) {
        all.remove(bound);
        settle();
    }

    private void settle() {
        Map<Class<?>, List<Bound>> next = new LinkedHashMap<>();
        all.stream().filter(bound -> all.stream().noneMatch(other -> replaces(other, bound))).sorted(ORDER)
                .forEach(bound -> next.computeIfAbsent(bound.at(), at -> new ArrayList<>()).add(bound));
        meant = next;
    }

    private static boolean replaces(Bound other, Bound bound) {
        return other.sameAs(bound) && other.desk().guest().bundle() > bound.desk().guest().bundle();
    }

    List<Bound> at(Class<?> passage) {
        return meant.getOrDefault(passage, List.of());
    }

    /** The same hook as it is meant now; empty when it is gone. */
    Optional<Bound> now(Bound bound) {
        return at(bound.at()).stream().filter(bound::sameAs).findFirst();
    }

    List<Bound> everybody() {
        return meant.values().stream().flatMap(List::stream).toList();
    }
}
