package dev.chela.core.process.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.id.AgentId;
import dev.chela.core.HandClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A command in the background ends while what watches children is gone and cannot be started again. */
@Timeout(120)
class LostWardenTest {
    private static final AgentId MAIN = new AgentId("main");

    @TempDir
    Path directory;

    private final HandClock clock = new HandClock();
    private Nursery nursery;

    /** Only one warden is ever made; its number is written down. */
    @BeforeEach
    void open() throws IOException {
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Path setsid = Files.writeString(bin.resolve("setsid"), """
                #!/bin/sh
                case "$*" in *chela-warden*) [ ! -e '%1$s' ] || exit 1; echo $$ > '%1$s' ;; esac
                exec /usr/bin/setsid "$@"
                """.formatted(directory.resolve("warden")));
        Files.setPosixFilePermissions(setsid, PosixFilePermissions.fromString("rwx------"));
        nursery = new Nursery(Launcher.of(Set.of("setsid"), Map.of("PATH", bin.toString())),
                new Records(Files.createDirectory(directory.resolve("children"))), clock);
    }

    @AfterEach
    void close() {
        nursery.close();
    }

    @Test
    void it_is_over_and_forgotten_after_a_while_but_stays_recorded_for_the_next_gateway_to_look_after() throws Exception {
        RunningChild child = nursery.start(new Nursery.Order(
                MAIN, "read -r go", directory, Map.of(), Duration.ZERO, UnaryOperator.identity(), "", List.of()));
        child.toBackground();
        endWarden();
        child.write("go\n".getBytes(), true);

        assertThat(child.await(Duration.ofSeconds(60))).isTrue();
        assertThat(nursery.background(MAIN)).containsExactly(child);
        assertThat(directory.resolve("children")).isDirectoryContaining("glob:**.json");
        clock.ring(Duration.ofMinutes(30));
        assertThat(nursery.background(MAIN)).isEmpty();
    }

    private void endWarden() throws Exception {
        ProcessHandle warden = ProcessHandle.of(Long.parseLong(Files.readString(directory.resolve("warden")).strip())).orElseThrow();
        warden.destroyForcibly();
        warden.onExit().get(60, TimeUnit.SECONDS);
    }
}
