package dev.chela.core.plugin.internal;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a feature file or an archive holds, and whether that can be had beside what is here. Changes nothing. Safe on any thread. */
final class Consignments {
    private static final long MOST = 500L << 20;

    private final Plugins plugins;
    private final Locks locks;
    private final ParcelBook book;
    private final Unpacker unpacker;

    Consignments(Plugins plugins, Locks locks, ParcelBook book, Unpacker unpacker) {
        this.plugins = plugins;
        this.locks = locks;
        this.book = book;
        this.unpacker = unpacker;
    }

    /**
     * Copies a file to where nobody else writes.
     *
     * @throws Permanent when it is too large to be looked at
     */
    static Path copy(Path parcel, Path to) throws IOException {
        if (Files.size(parcel) > MOST) {
            throw new Permanent("it is larger than " + (MOST >> 20) + " MiB");
        }
        return Files.copy(parcel, to);
    }

    /**
     * @param file its name
     * @param room an empty directory for the jars
     * @return what they are, as they would be here; empty when it is some other XML, which is nobody's business
     * @throws Permanent naming what is wrong with it
     */
    Optional<List<Locked>> unpack(String file, Path parcel, Path room) throws IOException {
        Map<String, Locked> here = here();
        return unpacker.unpack(parcel, file, room).map(named -> named.stream().map(plugin -> asItIs(plugin, here)).toList());
    }

    private Map<String, Locked> here() {
        return plugins.stock().stream().map(Stocked::as).collect(Collectors.toMap(Locked::id, Function.identity()));
    }

    /** What somebody put aside stays there. */
    private static Locked asItIs(Locked plugin, Map<String, Locked> here) {
        boolean enabled = Optional.ofNullable(here.get(plugin.id())).map(Locked::enabled).orElse(true);
        return new Locked(plugin.generation(), plugin.file(), enabled, plugin.source());
    }

    /**
     * @param room where the jars lie
     * @throws dev.chela.api.fault.Fault telling why it would be refused
     */
    Order order(String file, List<Locked> named, Path room) {
        checkStrangers(file, named);
        Order order = new Order(new PluginLock(named), List.of(room), Others.STAY);
        locks.plan(order);
        return order;
    }

    private void checkStrangers(String file, List<Locked> named) {
        Map<String, Locked> here = here();
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

    /** What the file of that name brought and is there as it was, in use or aside. */
    List<Generation> standing(String file) {
        List<Brought> brought = book.brought(file);
        return plugins.stock().stream().map(plugin -> plugin.as().generation()).filter(now -> brought.contains(new Brought(now.id(), now.sha256()))).toList();
    }
}
