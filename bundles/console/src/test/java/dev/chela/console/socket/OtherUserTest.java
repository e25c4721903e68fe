package dev.chela.console.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A real process of a real other user. Only root can start one; elsewhere {@link ConsoleSocketTest} still holds the permissions of
 * the files, and the check of the peer with another owner's name.
 */
@Timeout(60)
class OtherUserTest {
    private static final List<String> NOBODY = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

    private final AtomicInteger sessions = new AtomicInteger();
    private Path home;
    private Path path;
    private ConsoleSocket socket;

    @BeforeEach
    void serve() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can become somebody else");
        home = Files.createTempDirectory("chela");
        path = home.resolve("run/console.sock");
        socket = ConsoleSocket.open(path, (opening, line) -> sessions.incrementAndGet());
        Path classes = Files.createDirectories(home.resolve("classes/dev/chela/console/socket"));
        try (InputStream in = Stranger.class.getResourceAsStream("Stranger.class")) {
            Files.copy(in, classes.resolve("Stranger.class"));
        }
        allow(home, "rwxr-xr-x");
    }

    @AfterEach
    void close() throws IOException {
        if (socket == null) {
            return;
        }
        socket.close();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void allow(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private String stranger() throws Exception {
        List<String> java = List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-cp",
                home.resolve("classes").toString(), Stranger.class.getName(), path.toString());
        Process process = new ProcessBuilder(Stream.concat(NOBODY.stream(), java.stream()).toList())
                .directory(home.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    @Test
    void another_user_cannot_reach_the_socket() throws Exception {
        assertThat(stranger()).contains("failed: Permission denied");
        assertThat(sessions).hasValue(0);
    }

    @Test
    void another_user_is_refused_even_where_the_files_are_open_to_all() throws Exception {
        allow(path.getParent(), "rwxrwxrwx");
        allow(path, "rw-rw-rw-");
        assertThat(stranger()).contains("connected").contains("This console is for the user root");
        assertThat(sessions).hasValue(0);
    }

    @Test
    void the_owner_is_let_in_on_the_same_way() throws Exception {
        assertThat(Client.run(home, InputStream.nullInputStream(), "console", "x").exitCode()).isEqualTo(1);
        assertThat(sessions).hasValue(1);
    }
}
