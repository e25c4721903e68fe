package dev.chela.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class LoggingTest {
    private final Clock clock = Clock.fixed(Instant.parse("2026-03-01T09:05:06.070Z"), ZoneId.of("+02:00"));
    private final List<String> written = new ArrayList<>();

    @TempDir
    private Path directory;

    private FileLogger logger(String name, Level threshold) {
        return new FileLogger(name, threshold, new Lines(clock), written::add);
    }

    @Test
    void a_line_tells_time_level_the_last_name_and_the_message() {
        logger("dev.chela.core.store.Ledger", Level.INFO).info("{} of {} rows", 3, 4);

        assertThat(written).containsExactly("2026-03-01T11:05:06.070+02:00 INFO  Ledger                       3 of 4 rows\n");
    }

    @Test
    void a_fault_brings_its_stack_trace() {
        logger("Room", Level.INFO).error("the roof leaks in {}", "room 3", new IllegalStateException("rain"));

        assertThat(written.get(0).lines()).startsWith(
                "2026-03-01T11:05:06.070+02:00 ERROR Room                         the roof leaks in room 3",
                "java.lang.IllegalStateException: rain");
        assertThat(written.get(0).lines().skip(2)).allMatch(line -> line.startsWith("\tat "));
    }

    @Test
    void what_lies_below_the_threshold_is_not_said() {
        FileLogger logger = logger("Room", Level.INFO);

        logger.debug("whispered");
        logger.trace("thought");

        assertThat(written).isEmpty();
        assertThat(logger.isDebugEnabled()).isFalse();
        assertThat(logger.isInfoEnabled()).isTrue();
    }

    @Test
    void libraries_say_only_what_goes_wrong_however_much_the_house_is_to_say() {
        Thresholds thresholds = Thresholds.named("debug");

        assertThat(thresholds.level("dev.chela.core.store.Ledger")).isEqualTo(Level.DEBUG);
        assertThat(thresholds.level("org.eclipse.jetty.server.Server")).isEqualTo(Level.WARN);
        assertThat(Thresholds.named("loud").house()).isEqualTo(Level.INFO);
    }

    @Test
    void a_full_file_is_put_aside_and_the_oldest_of_five_goes() throws IOException {
        LogFile file = new LogFile(directory.resolve("logs"), 10);

        for (int i = 1; i <= 8; i++) {
            file.append("line " + i + "\n");
        }

        assertThat(directory.resolve("logs/chela.log")).hasContent("line 8");
        assertThat(directory.resolve("logs/chela.1.log")).hasContent("line 7");
        assertThat(directory.resolve("logs/chela.5.log")).hasContent("line 3");
        try (var files = Files.list(directory.resolve("logs"))) {
            assertThat(files).hasSize(6);
        }
    }

    @Test
    void a_new_process_goes_on_where_the_last_one_ended() throws IOException {
        Files.writeString(directory.resolve("chela.log"), "before\n");

        new LogFile(directory, 100).append("after\n");

        assertThat(directory.resolve("chela.log")).hasContent("before\nafter");
    }

    @Test
    void a_directory_that_cannot_be_had_stops_nobody() throws IOException {
        Path inTheWay = Files.createFile(directory.resolve("taken"));

        new LogFile(inTheWay, 100).append("lost\n");

        assertThat(inTheWay).isEmptyFile();
    }

    @Test
    void slf4j_finds_the_provider() {
        Logger logger = LoggerFactory.getLogger("dev.chela.Somebody");

        assertThat(logger).isInstanceOf(FileLogger.class).isSameAs(LoggerFactory.getLogger("dev.chela.Somebody"));
    }

    @Test
    void the_frameworks_log_service_writes_to_the_same_loggers() {
        org.osgi.service.log.Logger logger = new FrameworkLogger(logger("org.apache.felix.scr", Level.WARN));

        logger.warn("{} waits for {}", "A", "B");
        logger.info("not said");
        logger.info(each -> each.info("not even asked for"));

        assertThat(written).hasSize(1).first().asString().endsWith("A waits for B\n");
        assertThat(new FrameworkLog().getLogger(String.class).getName()).isEqualTo("java.lang.String");
    }
}
