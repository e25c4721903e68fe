package dev.chela.core.plugin.internal;

import dev.chela.core.plugin.Plugins.Refused;
import java.nio.file.Path;

/** There when all that was installed before is back: the directory, and who of those that are no jars was turned away. Safe on any thread. */
public final class Porch {
    private final Path directory;
    private final Residents residents;

    Porch(Path directory, Residents residents) {
        this.directory = directory;
        this.residents = residents;
    }

    Path directory() {
        return directory;
    }

    boolean isRefused(String file, String sha256) {
        return residents.isRefused(file, sha256);
    }

    void refuse(Refused refused, String sha256) {
        residents.refuse(refused, sha256, "");
    }

    /** What was refused may be looked at again, or is there no more. */
    void pardon(String file) {
        residents.pardon(file);
    }
}
