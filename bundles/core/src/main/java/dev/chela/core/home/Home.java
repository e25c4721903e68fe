package dev.chela.core.home;

import java.nio.file.Path;

/** The places under {@code CHELA_HOME}. Directories handed out exist and are closed to other users. */
public interface Home {
    Path root();

    /** {@code chela.json5}; need not exist. */
    default Path config() {
        return root().resolve("chela.json5");
    }

    /** A directory under the root, made (0700) when absent. */
    Path directory(String relative);

    default Path state() {
        return directory("state");
    }

    default Path credentials() {
        return directory("credentials");
    }

    default Path agent(String id) {
        return directory("agents/" + id);
    }
}
