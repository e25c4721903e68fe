package dev.chela.core.plugin;

import dev.chela.core.plugin.PluginLock.Locked;
import java.nio.file.Path;
import java.util.List;

/** The set of plugins written down, and made to be what was written down. Blocks. Safe on any thread; one set is made at a time. */
public interface Locks {
    /** What lies in {@code deploy/} now, put aside or not. What was refused is not in it. */
    PluginLock now();

    /**
     * Copies the jars of {@link #now} to where {@link Order#jars} finds them.
     *
     * @param directory made if there is none; what lies there stays
     * @return the names of the copies, as of the plugins
     * @throws dev.chela.api.fault.Permanent when it cannot be written to
     */
    List<String> copy(Path directory);

    /**
     * What {@link #apply} would do. The jars are got for it, and left again.
     *
     * @throws dev.chela.api.fault.Permanent as {@link #apply}, before anything is changed
     */
    Outcome plan(Order order);

    /**
     * Makes the set to be the one of the lock. All jars are got and looked at before anything is changed.
     *
     * @throws dev.chela.api.fault.Permanent naming the jars that cannot be had, are others than they should be, or would be refused: nothing was
     *         changed then; or what was refused when its turn came, what was done until then, and what was left
     */
    Outcome apply(Order order);

    /**
     * @param jars directories in which jars are looked for, by their content, before anything is fetched
     * @param others what becomes of plugins that are not in the lock
     */
    record Order(PluginLock lock, List<Path> jars, Others others) {}

    enum Others { STAY, REMOVED }

    /**
     * @param changes in their order; empty when all is as it should be
     * @param others plugins that are not in the lock, and stay
     */
    record Outcome(List<Change> changes, List<String> others) {}

    /** @param plugin as it is afterwards; when removed, as it was */
    record Change(Kind kind, Locked plugin) {
        @Override
        public String toString() {
            return kind.name().toLowerCase(java.util.Locale.ROOT) + " " + plugin.generation();
        }
    }

    /** {@code EXCHANGE}: another build takes its place, in use or aside. */
    enum Kind { INSTALL, EXCHANGE, ENABLE, DISABLE, REMOVE }
}
