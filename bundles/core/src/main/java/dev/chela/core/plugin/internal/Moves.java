package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Permanent;
import dev.chela.core.plugin.Generation;
import dev.chela.core.plugin.Locks.Change;
import dev.chela.core.plugin.Locks.Kind;
import dev.chela.core.plugin.Outlook;
import dev.chela.core.plugin.PluginLock;
import dev.chela.core.plugin.PluginLock.Locked;
import dev.chela.core.plugin.Plugins;
import dev.chela.core.plugin.Plugins.Mode;
import dev.chela.core.plugin.Plugins.Stocked;
import dev.chela.core.plugin.internal.LockedSet.Move;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is to be done that the set becomes another one, with jars that were got and looked at. Used by one thread. */
final class Moves {
    private final Plugins plugins;
    private final Gathering gathering;
    private final Path room;
    private final Map<String, Locked> here = new TreeMap<>();
    private final List<Move> moves = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    Moves(Plugins plugins, Gathering gathering, Path room) {
        this.plugins = plugins;
        this.gathering = gathering;
        this.room = room;
        plugins.stock().stream().map(Stocked::as).forEach(locked -> here.put(locked.id(), locked));
    }

    void make(Locked wanted) {
        try {
            Optional<Locked> now = Optional.ofNullable(here.get(wanted.id()));
            if (now.filter(same -> same.generation().sha256().equals(wanted.generation().sha256())).isPresent()) {
                turn(wanted, now.get().enabled());
            } else {
                exchange(wanted, now);
            }
        } catch (Fault problem) {
            problems.add(wanted.generation() + ": " + problem.getMessage());
        }
    }

    private void turn(Locked wanted, boolean enabled) {
        if (wanted.enabled() && !enabled) {
            add(Kind.ENABLE, wanted, () -> plugins.enable(wanted.id()));
        } else if (!wanted.enabled() && enabled) {
            add(Kind.DISABLE, wanted, () -> plugins.disable(wanted.id()));
        }
    }

    private void exchange(Locked wanted, Optional<Locked> now) {
        Path jar = gathering.get(wanted, room);
        boolean inUse = now.filter(Locked::enabled).isPresent();
        look(jar, wanted, now.isEmpty() || inUse, inUse ? Mode.UPDATE : Mode.NEW);
        add(now.isPresent() ? Kind.EXCHANGE : Kind.INSTALL, wanted, () -> {
            if (wanted.enabled() && (now.isEmpty() || inUse)) {
                plugins.install(jar, inUse ? Mode.UPDATE : Mode.NEW, wanted.source());
            } else {
                throughTheShelf(wanted, jar, inUse);
            }
        });
    }

    /** Without a moment in which what is to be aside runs. */
    private void throughTheShelf(Locked wanted, Path jar, boolean inUse) {
        if (inUse) {
            plugins.disable(wanted.id());
        }
        plugins.shelve(jar, wanted.source());
        if (wanted.enabled()) {
            plugins.enable(wanted.id());
        }
    }

    /** @param direct whether it would be installed as a jar is, so that its file's place must be free */
    private void look(Path jar, Locked wanted, boolean direct, Mode mode) {
        Outlook outlook = wanted.enabled() && direct ? plugins.plan(jar, mode) : plugins.verify(jar);
        Generation is = outlook.after().orElseThrow(() -> new Permanent(outlook.problem()));
        if (!is.equals(wanted.generation())) {
            throw new Permanent("the jar says that it is " + is);
        }
        if (wanted.enabled() && !outlook.problem().isEmpty()) {
            throw new Permanent("it would be refused: " + outlook.problem());
        }
    }

    /** Last: nothing is lost before all else is there. */
    void removeOthers(PluginLock lock) {
        here.values().stream().filter(other -> lock.plugins().stream().noneMatch(locked -> locked.id().equals(other.id())))
                .forEach(other -> add(Kind.REMOVE, other, () -> plugins.uninstall(other.id())));
    }

    private void add(Kind kind, Locked plugin, Runnable act) {
        moves.add(new Move(new Change(kind, plugin), act));
    }

    /** @throws Permanent naming every jar that cannot be had or would be refused */
    List<Move> all() {
        if (!problems.isEmpty()) {
            throw new Permanent("nothing was changed: " + String.join("; ", problems));
        }
        return moves;
    }
}
