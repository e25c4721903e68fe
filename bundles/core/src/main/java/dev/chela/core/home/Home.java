package dev.chela.core.home;

import java.nio.file.Path;

/** The places under {@code CHELA_HOME}. Directories handed out exist and are closed to other users. */
public interface Home {
    Path root();

    /** {@code chela.json5}; need not exist. */
    default Path config() {
        return root().resolve("chela.json5");
    }

    /** What somebody wrote for a place: from the root, unless it says otherwise; {@code ~/} is the user's own directory. */
    default Path place(String written) {
        String full = written.startsWith("~/") ? System.getProperty("user.home") + written.substring(1) : written;
        return root().resolve(full).normalize();
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
