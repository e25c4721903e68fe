package dev.chela.core.plugin;

import java.nio.file.Path;
import java.util.function.Function;

/** Gets jars from where they are. What they hold is known beforehand, or vouched for by the repository, or they are not used. Blocks. Safe on any thread. */
public interface Sources {
    /**
     * Hands over a file for as long as it is used.
     *
     * @param use is given a jar under its own name, which nobody but the gateway writes to unless it is one of this machine
     * @throws dev.chela.api.fault.Permanent when there is no such file, or it is another one than was meant, or larger than 100 MiB
     * @throws dev.chela.api.fault.Denied when an address leads into the house that the administrator or the configuration did not name
     * @throws dev.chela.api.fault.Transient when the file cannot be had now
     */
    <T> T with(Source source, Function<Path, T> use);
}
