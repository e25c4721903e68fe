package dev.chela.core.plugin.internal;

import dev.chela.core.event.Events;
import dev.chela.core.plugin.Generation;
import dev.chela.core.plugin.PluginChanged;
import dev.chela.core.plugin.PluginRefused;
import dev.chela.core.plugin.Plugins.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who is in the house and who was turned away, by file, and whoever wants to know is told. Written by the one worker, read on any thread. */
final class Residents {
    private final Events events;
    private final Map<String, Resident> residents = new ConcurrentSkipListMap<>();
    private final Map<String, Turned> refused = new ConcurrentSkipListMap<>();

    Residents(Events events) {
        this.events = events;
    }

    List<Resident> all() {
        return List.copyOf(residents.values());
    }

    Optional<Resident> at(String file) {
        return Optional.ofNullable(residents.get(file));
    }

    Optional<Resident> named(String id) {
        return residents.values().stream().filter(resident -> resident.identity().id().equals(id)).findFirst();
    }

    /** As it was before a restart: nothing to tell. */
    void settle(Resident resident) {
        residents.put(resident.file(), resident);
    }

    void replace(Optional<Resident> old, Resident now) {
        residents.put(now.file(), now);
        refused.remove(now.file());
        old.ifPresent(resident -> residents.remove(resident.file(), resident));
        events.publish(new PluginChanged(now.file(), old.map(Residents::generation), Optional.of(generation(now))));
    }

    void remove(Resident resident) {
        residents.remove(resident.file(), resident);
        events.publish(new PluginChanged(resident.file(), Optional.of(generation(resident)), Optional.empty()));
    }

    private static Generation generation(Resident resident) {
        return resident.entry().generation();
    }

    List<Refused> refused() {
        return refused.values().stream().map(Turned::told).toList();
    }

    boolean isRefused(String file, String sha256) {
        Turned turned = refused.get(file);
        return turned != null && turned.sha256.equals(sha256);
    }

    /** @param rival the file that stands in its way; empty when it is its own fault */
    void refuse(Refused told, String sha256, String rival) {
        refused.put(told.file(), new Turned(told, sha256, rival));
        events.publish(new PluginRefused(told.file(), told.reason()));
    }

    void pardon(String file) {
        refused.remove(file);
    }

    /** @return files that were refused because of this one, and are not any more */
    Set<String> pardonRivals(String left) {
        Set<String> again = refused.values().stream().filter(turned -> turned.rival.equals(left)).map(turned -> turned.told.file())
                .collect(Collectors.toSet());
        again.forEach(refused::remove);
        return again;
    }

    /** Every file that this room has an opinion on. */
    Set<String> known() {
        return Stream.concat(residents.keySet().stream(), refused.keySet().stream()).collect(Collectors.toSet());
    }

    private record Turned(Refused told, String sha256, String rival) {}
}
