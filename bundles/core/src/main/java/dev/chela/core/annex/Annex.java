package dev.chela.core.annex;

import dev.chela.api.tool.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;

/** Where plugins run in processes of their own. In the gateway a small bundle stands for each, so that it is swapped like any other. Safe on any thread. */
public interface Annex {
    /** Where the configuration wants a plugin by its name; empty when it does not name it. */
    Optional<Lane> named(String plugin);

    /** Where it wants those that it does not name. */
    Lane usual();

    /** Why children are in no sandbox here, and what to do; empty when they are. */
    Optional<String> wallTrouble();

    /** @throws dev.chela.api.fault.Permanent naming what of a plugin cannot be had in a process of its own */
    void check(Path jar);

    /** What of its walls a plugin's manifest would have opened, such as "the network"; empty for nothing. */
    List<String> openings(Path jar);

    /**
     * The bundle that stands for a plugin: it has its name, version and capabilities, and none of its code.
     *
     * @throws dev.chela.api.fault.Permanent when the jar has no manifest
     */
    byte[] front(Path jar);

    /**
     * Starts the plugin that a bundle stands for, and returns when it answers, within ten seconds.
     *
     * @param shelf is given all its tools, now and whenever they are others; never twice at once
     * @throws dev.chela.api.fault.Permanent telling why it does not work
     */
    Stay open(Bundle front, Consumer<List<Tool<?>>> shelf) throws InterruptedException;

    /** How the one fares that a bundle stands for; empty for a bundle that is itself. */
    Optional<Fare> fare(Bundle front);

    /** A plugin's time in a process of its own. It is kept up: a process that ends is started again, later each time. */
    interface Stay extends AutoCloseable {
        /** Ends the process. */
        @Override
        void close();
    }

    /**
     * @param pid of its process; 0 while there is none
     * @param open why it is in no sandbox, for people; empty when it can reach only what it was granted
     * @param trouble why there is no process now, for people; empty when there is one
     */
    record Fare(long pid, String open, String trouble) {
        /** For people, as in "it runs …". */
        public String words() {
            return "in a process of its own, " + (open.isEmpty() ? "in a sandbox" : "without a sandbox: " + open);
        }
    }
}
