package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Permanent;
import dev.chela.core.home.Home;
import dev.chela.core.plugin.Locks;
import dev.chela.core.plugin.PluginLock;
import dev.chela.core.plugin.PluginLock.Locked;
import dev.chela.core.plugin.Plugins;
import dev.chela.core.plugin.Plugins.Stocked;
import dev.chela.core.plugin.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What lies in {@code deploy/} is the set; a lock is held against it, and the verbs that people have do the rest. */
@Component(service = Locks.class)
public final class LockedSet implements Locks {
    private static final int SHORT = 12;

    private final Plugins plugins;
    private final Sources sources;
    private final Staging staging;
    private final Landing landing;

    @Activate
    public LockedSet(@Reference Plugins plugins, @Reference Sources sources, @Reference Home home) throws IOException {
        this.plugins = plugins;
        this.sources = sources;
        this.staging = new Staging(home.directory("plugins"));
        this.landing = new Landing(home.directory("plugins/gathered"));
    }

    @Override
    public PluginLock now() {
        return new PluginLock(plugins.stock().stream().map(Stocked::as).toList());
    }

    @Override
    public List<String> copy(Path directory) {
        checkAbsolute(directory);
        List<String> names = new ArrayList<>();
        try {
            Files.createDirectories(directory);
            for (Stocked plugin : plugins.stock()) {
                Locked as = plugin.as();
                String name = as.file().replaceFirst("\\.jar$", "-" + as.generation().sha256().substring(0, SHORT) + ".jar");
                Path copy = directory.resolve(name);
                if (!Files.isRegularFile(copy) || !Staging.sha256(copy).equals(as.generation().sha256())) {
                    Staging.lay(plugin.jar(), copy);
                }
                names.add(name);
            }
        } catch (IOException e) {
            throw new Permanent("the jars cannot be copied to " + directory + ": " + e, e);
        }
        return names;
    }

    @Override
    public synchronized Outcome plan(Order order) {
        return landing.room(room -> outcome(order, moves(order, room)));
    }

    @Override
    public synchronized Outcome apply(Order order) {
        return landing.room(room -> {
            List<Move> moves = moves(order, room);
            carryOut(moves);
            return outcome(order, moves);
        });
    }

    private Outcome outcome(Order order, List<Move> moves) {
        List<String> others = order.others() == Others.REMOVED ? List.of()
                : plugins.stock().stream().map(plugin -> plugin.as().id()).filter(id -> order.lock().plugins().stream().noneMatch(locked -> locked.id().equals(id))).toList();
        return new Outcome(moves.stream().map(Move::change).toList(), others);
    }

    /** @param act what is to be done */
    record Move(Change change, Runnable act) {}

    private List<Move> moves(Order order, Path room) {
        for (Path folder : order.jars()) {
            checkAbsolute(folder);
            if (!Files.isDirectory(folder)) {
                throw new Permanent(folder + " is not a directory; nothing was changed");
            }
        }
        Moves moves = new Moves(plugins, new Gathering(staging, sources, order.jars()), room);
        order.lock().plugins().forEach(moves::make);
        if (order.others() == Others.REMOVED) {
            moves.removeOthers(order.lock());
        }
        return moves.all();
    }

    private static void checkAbsolute(Path directory) {
        if (!directory.isAbsolute()) {
            throw new Permanent(directory + " is not an absolute path");
        }
    }

    private static void carryOut(List<Move> moves) {
        for (int next = 0; next < moves.size(); next++) {
            try {
                moves.get(next).act.run();
            } catch (Fault | UncheckedIOException refused) {
                throw new Permanent("it could not be done to " + moves.get(next).change + ": " + refused.getMessage() + "; done before: "
                        + told(moves.subList(0, next)) + "; not done: " + told(moves.subList(next + 1, moves.size())), refused);
            }
        }
    }

    private static String told(List<Move> moves) {
        return moves.isEmpty() ? "nothing" : moves.stream().map(move -> move.change.toString()).collect(Collectors.joining(", "));
    }
}
