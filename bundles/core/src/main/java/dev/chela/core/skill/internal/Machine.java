package dev.chela.core.skill.internal;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the gateway runs, as far as skills ask.
 *
 * @param os {@code linux}, {@code darwin}, {@code win32}
 * @param path the variable
 * @param bundled the folder of the skills that come with the distribution
 * @param deploy the folder that people drop plugins into; empty for the one in the home of the state
 */
public record Machine(String os, String path, Path userHome, Path bundled, Optional<Path> deploy) {
    public Machine(String os, String path, Path userHome, Path bundled) {
        this(os, path, userHome, bundled, Optional.empty());
    }

    static Machine here() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String os = system.contains("mac") ? "darwin" : system.contains("win") ? "win32" : "linux";
        Path distribution = Path.of(System.getProperty("karaf.home", System.getProperty("user.dir")));
        return new Machine(os, System.getenv().getOrDefault("PATH", "/usr/bin:/bin"), Path.of(System.getProperty("user.home")),
                distribution.resolve("skills"), Optional.ofNullable(System.getProperty("chela.deploy")).filter(named -> !named.isBlank()).map(Path::of));
    }
}
