package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Permanent;
import dev.chela.core.plugin.Generation;
import dev.chela.core.plugin.Locks;
import dev.chela.core.plugin.Locks.Order;
import dev.chela.core.plugin.Locks.Others;
import dev.chela.core.plugin.PluginLock;
import dev.chela.core.plugin.PluginLock.Locked;
import dev.chela.core.plugin.Plugins;
import dev.chela.core.plugin.Plugins.Stocked;
import dev.chela.core.plugin.internal.ParcelBook.Brought;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the plugins of a feature file or an archive, and takes them away. Whoever changed one by hand since has made it his own. Used by one thread. */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final Plugins plugins;
    private final Locks locks;
    private final ParcelBook book;
    private final Unpacker unpacker;

    Delivery(Plugins plugins, Locks locks, ParcelBook book, Unpacker unpacker) {
        this.plugins = plugins;
        this.locks = locks;
        this.book = book;
        this.unpacker = unpacker;
    }

    /**
     * @param room an empty directory
     * @return whether it is a feature file, or an archive
     * @throws Fault telling why it is refused; unless a plugin was refused as it started, nothing was changed
     */
    boolean take(String file, String sha256, Path parcel, Path room) throws IOException {
        Optional<List<Locked>> unpacked = unpacker.unpack(parcel, file, room);
        if (unpacked.isEmpty()) {
            return false;
        }
        Map<String, Locked> here = plugins.stock().stream().map(Stocked::as).collect(Collectors.toMap(Locked::id, Function.identity()));
        List<Locked> named = unpacked.get().stream().map(plugin -> asItIs(plugin, here)).toList();
        checkStrangers(file, named, here);
        Order order = new Order(new PluginLock(named), List.of(room), Others.STAY);
        locks.plan(order);
        book.begin(file, named);
        locks.apply(order);
        Set<String> ids = named.stream().map(Locked::id).collect(Collectors.toSet());
        book.brought(file).stream().filter(before -> !ids.contains(before.id())).forEach(this::remove);
        book.taken(file, sha256, named);
        return true;
    }

    /** What somebody put aside stays there. */
    private static Locked asItIs(Locked plugin, Map<String, Locked> here) {
        boolean enabled = Optional.ofNullable(here.get(plugin.id())).map(Locked::enabled).orElse(true);
        return new Locked(plugin.generation(), plugin.file(), enabled, plugin.source());
    }

    private void checkStrangers(String file, List<Locked> named, Map<String, Locked> here) {
        Set<String> own = book.brought(file).stream().map(Brought::id).collect(Collectors.toSet());
        String strangers = named.stream().filter(plugin -> here.containsKey(plugin.id()) && !own.contains(plugin.id()))
                .map(plugin -> plugin.id() + " (" + here.get(plugin.id()).file() + ")").collect(Collectors.joining(", "));
        if (!strangers.isEmpty()) {
            throw new Permanent("one file has a plugin, and there is already " + strangers + "; take it out of this one, or delete that and call chela plugins refresh");
        }
        Set<String> files = named.stream().map(Locked::file).collect(Collectors.toSet());
        if (files.size() < named.size()) {
            throw new Permanent("two of its jars have the same name: " + named.stream().map(Locked::file).sorted().collect(Collectors.joining(", ")));
        }
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

    /** What a file brought and is there as it was, in use or aside. */
    List<Generation> standing(String file) {
        List<Brought> brought = book.brought(file);
        return plugins.stock().stream().map(plugin -> plugin.as().generation()).filter(now -> brought.contains(new Brought(now.id(), now.sha256()))).toList();
    }

    private void remove(Brought brought) {
        if (plugins.stock().stream().map(plugin -> plugin.as().generation()).anyMatch(now -> brought.equals(new Brought(now.id(), now.sha256())))) {
            plugins.uninstall(brought.id());
        } else {
            LOG.debug("{} is another build now, or gone", brought.id());
        }
    }
}
