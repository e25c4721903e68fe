package dev.chela.api.grant;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The power to run programs. They belong to the host, in process groups of their own: they outlive a swap of the tool that
 * started them, and are ended with the gateway.
 */
@ProviderType
public interface Processes {
    /**
     * Starts a command with the system's shell.
     *
     * @param timeout after which the whole process group is ended; zero for none
     * @throws dev.chela.api.fault.Denied when policy forbids it
     */
    Child start(String command, Path directory, Map<String, String> environment, Duration timeout);

    /** What configuration says where a call does not. */
    Limits limits();

    /** The children of this agent that were sent to the background, oldest first, finished ones included until they expire. */
    List<Child> background();

    /** One of {@link #background()} by id. */
    Optional<Child> find(String id);

    /**
     * @param timeout zero for none
     * @param yield how long to wait before a running command goes to the background
     */
    record Limits(Duration timeout, Duration yield) {}
}
