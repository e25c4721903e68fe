package dev.chela.core.skill.internal;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Where the gateway runs, as far as skills ask.
 *
 * @param os {@code linux}, {@code darwin}, {@code win32}
 * @param path the variable
 * @param bundled the folder of the skills that come with the distribution
 */
public record Machine(String os, String path, Path userHome, Path bundled) {
    static Machine here() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String os = system.contains("mac") ? "darwin" : system.contains("win") ? "win32" : "linux";
        Path distribution = Path.of(System.getProperty("karaf.home", System.getProperty("user.dir")));
        return new Machine(os, System.getenv().getOrDefault("PATH", "/usr/bin:/bin"), Path.of(System.getProperty("user.home")),
                distribution.resolve("skills"));
    }
}
