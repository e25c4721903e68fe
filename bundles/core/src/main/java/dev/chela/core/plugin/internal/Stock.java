package dev.chela.core.plugin.internal;

import dev.chela.core.plugin.PluginLock.Locked;
import dev.chela.core.plugin.Plugins.Disabled;
import dev.chela.core.plugin.Plugins.Stocked;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What lies in the directory and is a plugin, in use or aside, and where each came from. Safe on any thread. */
final class Stock {
    private final DeployFolder folder;
    private final Staging staging;
    private final Shelf shelf;
    private final Residents residents;
    private final PluginBook book;

    Stock(DeployFolder folder, Staging staging, Shelf shelf, Residents residents, PluginBook book) {
        this.folder = folder;
        this.staging = staging;
        this.shelf = shelf;
        this.residents = residents;
        this.book = book;
    }

    /** Where one build is in use and another of the same plugin lies aside, it is the one in use. */
    List<Stocked> all() {
        Map<String, Stocked> all = new TreeMap<>();
        shelf.readable().forEach(disabled -> all.put(disabled.generation().id(), aside(disabled)));
        residents.all().forEach(resident -> all.put(resident.identity().id(), inUse(resident)));
        return List.copyOf(all.values());
    }

    private Stocked aside(Disabled disabled) {
        Path jar = folder.directory().resolve(disabled.file() + DeployFolder.ASIDE);
        return new Stocked(new Locked(disabled.generation(), disabled.file(), false, book.source(disabled.generation().sha256())), jar);
    }

    private Stocked inUse(Resident resident) {
        return new Stocked(new Locked(resident.entry().generation(), resident.file(), true, book.source(resident.sha256())), staging.jar(resident.sha256()));
    }
}
