package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Fault;
import dev.chela.core.plugin.Generation;
import dev.chela.core.plugin.Locks;
import dev.chela.core.plugin.Locks.Order;
import dev.chela.core.plugin.PluginLock.Locked;
import dev.chela.core.plugin.Plugins;
import dev.chela.core.plugin.internal.ParcelBook.Brought;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the plugins of a feature file or an archive, and takes them away. Whoever changed one by hand since has made it his own. Used by one thread. */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final Plugins plugins;
    private final Locks locks;
    private final ParcelBook book;
    private final Consignments consignments;

    Delivery(Plugins plugins, Locks locks, ParcelBook book, Consignments consignments) {
        this.plugins = plugins;
        this.locks = locks;
        this.book = book;
        this.consignments = consignments;
    }

    /**
     * @param room an empty directory
     * @return whether it is a feature file, or an archive
     * @throws Fault telling why it is refused; unless a plugin was refused as it started, nothing was changed
     */
    boolean take(String file, String sha256, Path parcel, Path room) throws IOException {
        Optional<List<Locked>> unpacked = consignments.unpack(file, parcel, room);
        if (unpacked.isEmpty()) {
            return false;
        }
        List<Locked> named = unpacked.get();
        Order order = consignments.order(file, named, room);
        book.begin(file, named);
        locks.apply(order);
        Set<String> ids = named.stream().map(Locked::id).collect(Collectors.toSet());
        book.brought(file).stream().filter(before -> !ids.contains(before.id())).forEach(this::remove);
        book.taken(file, sha256, named);
        return true;
    }

    /** When the file has gone. What could not be done is tried at the next look. */
    void withdraw(String file) {
        try {
            book.brought(file).forEach(this::remove);
            book.gone(file);
        } catch (Fault fault) {
            LOG.warn("{} has gone, but what it brought cannot be withdrawn now: {}", file, fault.getMessage());
        }
    }

    private void remove(Brought brought) {
        if (plugins.stock().stream().map(plugin -> plugin.as().generation()).anyMatch(now -> brought.equals(new Brought(now.id(), now.sha256())))) {
            plugins.uninstall(brought.id());
        } else {
            LOG.debug("{} is another build now, or gone", brought.id());
        }
    }
}
