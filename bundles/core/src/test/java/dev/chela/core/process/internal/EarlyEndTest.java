package dev.chela.core.process.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.id.AgentId;
import dev.chela.core.task.SystemClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A child that is to end before it has come as far as leading its session, as may happen on a busy machine. */
@Timeout(120)
class EarlyEndTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final SystemClock clock = new SystemClock();
    private Nursery nursery;
    private Path late;

    /** In place of {@code setsid} stands what never gets so far, except for what watches the children. */
    @BeforeEach
    void open() throws IOException {
        late = directory.resolve("late");
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Path setsid = Files.writeString(bin.resolve("setsid"), """
                #!/bin/sh
                case "$*" in *chela-warden*) exec /usr/bin/setsid "$@" ;; esac
                mkfifo '%1$s.pipe'
                : > '%1$s'
                read -r never <> '%1$s.pipe'
                """.formatted(late));
        Files.setPosixFilePermissions(setsid, PosixFilePermissions.fromString("rwx------"));
        nursery = new Nursery(Launcher.of(Set.of("setsid"), Map.of("PATH", bin.toString())),
                new Records(Files.createDirectory(directory.resolve("children"))), clock);
    }

    @AfterEach
    void close() {
        nursery.close();
        clock.close();
    }

    @Test
    void ends_when_it_is_told_to() throws Exception {
        RunningChild child = late();
        child.kill();
        assertThat(child.await(LONG)).isTrue();
        assertThat(child.exitCode()).hasValue(128 + 9);
    }

    @Test
    void ends_with_the_gateway_and_leaves_no_record() throws Exception {
        RunningChild child = late();
        nursery.close();
        assertThat(child.await(LONG)).isTrue();
        assertThat(child.exitCode()).hasValue(128 + 9);
        assertThat(directory.resolve("children")).isEmptyDirectory();
    }

    private RunningChild late() throws InterruptedException {
        RunningChild child = nursery.start(new Nursery.Order(
                new AgentId("main"), "sleep 300", directory, Map.of(), Duration.ZERO, UnaryOperator.identity(), "", List.of()));
        long end = System.nanoTime() + LONG.toNanos();
        while (!Files.exists(late) && System.nanoTime() < end) {
            child.await(Duration.ofMillis(5));
        }
        assertThat(late).exists();
        return child;
    }
}
