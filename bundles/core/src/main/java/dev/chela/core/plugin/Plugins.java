package dev.chela.core.plugin;

import java.time.Instant;
import java.util.List;

/** The plugins of {@code deploy/}. Safe on any thread; never waits for a swap. */
public interface Plugins {
    /** By file name. What stands in the boot set is not among them. */
    List<Installed> list();

    /** By file name. A file leaves this list when it is overwritten or deleted. */
    List<Refused> refused();

    /**
     * @param file its name in {@code deploy/}
     * @param problem what keeps it from working, for people; empty when it works
     * @param since when this generation was installed
     * @param bundle its id in the framework; it has another one after a restart
     * @param faults exceptions that its code threw into calls, since it started
     * @param provides what its manifest says, such as {@code tool dice}
     */
    record Installed(
            Generation generation, String file, String problem, Instant since, long bundle, long faults, List<String> provides) {
        public boolean works() {
            return problem.isEmpty();
        }
    }

    /** @param reason one sentence that names the cause and what to do */
    record Refused(String file, String reason, Instant at) {}
}
