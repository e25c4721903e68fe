package dev.chela.cli.doctor;

import dev.chela.cli.Failure;
import dev.chela.cli.target.ConfigFile;
import dev.chela.cli.target.Reasons;
import dev.chela.cli.target.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** What can be seen without a gateway: Java, the state directory, the configuration file, the token file. */
final class LocalChecks {
    private static final int OLDEST_JAVA = 17;
    private static final int NEWEST_JAVA = 25;
    private static final long LITTLE_SPACE = 500L * 1024 * 1024;

    private final Surroundings surroundings;

    LocalChecks(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    List<Finding> all() {
        return List.of(java(), disk(), configFile(), tokenFile());
    }

    private static Finding java() {
        int version = Runtime.version().feature();
        String message = "Java " + Runtime.version() + " in " + System.getProperty("java.home");
        return version >= OLDEST_JAVA && version <= NEWEST_JAVA
                ? Finding.ok("java", message)
                : Finding.warn("java", message, "Chela is tested on Java 17 to 25; point JAVA_HOME at one of these.");
    }

    private Finding disk() {
        Path home = surroundings.home();
        if (!Files.exists(home)) {
            return Finding.warn("home", home + " does not exist yet", "The first start makes it: ./chela gateway run");
        }
        try {
            Files.delete(Files.createTempFile(home, ".doctor", ""));
            long free = Files.getFileStore(home).getUsableSpace();
            String message = home + " is writable, " + free / (1024 * 1024) + " MB free";
            return free < LITTLE_SPACE
                    ? Finding.warn("home", message, "Make room: without space no message is accepted.")
                    : Finding.ok("home", message);
        } catch (IOException e) {
            return Finding.fail("home", "Cannot write to " + home + ": " + Reasons.of(e), "Give it to your user, or set CHELA_HOME.");
        }
    }

    private Finding configFile() {
        Path file = surroundings.configFile();
        if (!Files.exists(file)) {
            return Finding.ok("config", "no " + file + ", so the defaults hold");
        }
        try {
            new ConfigFile(surroundings).read();
            return exposed(file, "config", file + " is readable");
        } catch (Failure e) {
            return Finding.fail("config", e.getMessage(), "Correct it; a running gateway keeps the last good one.");
        }
    }

    private Finding tokenFile() {
        Path file = surroundings.tokenFile();
        return Files.exists(file)
                ? exposed(file, "token", file + " is for its owner alone")
                : Finding.ok("token", "no " + file + "; the first start makes it unless another secret is configured");
    }

    private static Finding exposed(Path file, String check, String message) {
        try {
            if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
                return Finding.ok(check, message);
            }
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            String text = PosixFilePermissions.toString(permissions);
            return text.endsWith("------")
                    ? Finding.ok(check, message)
                    : Finding.warn(check, file + " is open to others (" + text + ")", "chmod 600 " + file);
        } catch (IOException e) {
            return Finding.fail(check, "Cannot look at " + file + ": " + Reasons.of(e), "Give it to your user.");
        }
    }
}
