package dev.chela.gateway;

import java.net.URI;
import org.osgi.annotation.versioning.ConsumerType;

/** Learns where the gateway listens. Called on the gateway's own threads; must be quick. */
@ConsumerType
public interface DoorWatcher {
    /** The port is open, from now on or since before this watcher came. */
    void opened(URI address);

    /** The port could not be opened at the start; {@code why} names it and the remedy. */
    void refused(String why);
}
