package dev.chela.core.annex.internal;

import dev.chela.api.task.Clock;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a plugin prints goes into the gateway's log, under its name: so many characters of a line, so many lines a minute. */
final class Murmur {
    private static final Logger LOG = LoggerFactory.getLogger(Murmur.class);
    private static final int LONGEST = 1_000;
    private static final int MOST = 100;
    private static final Duration WHILE = Duration.ofMinutes(1);

    private final String plugin;
    private final Clock clock;
    private Instant since = Instant.MIN;
    private int lines;

    Murmur(String plugin, Clock clock) {
        this.plugin = plugin;
        this.clock = clock;
    }

    /** Returns at the end of what is printed. */
    void listen(InputStream errors) {
        try (InputStream in = new BufferedInputStream(errors)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int one = in.read(); one >= 0; one = in.read()) {
                if (one == '\n') {
                    tell(line);
                } else if (line.size() < LONGEST) {
                    line.write(one);
                }
            }
            tell(line);
        } catch (IOException gone) {
            LOG.debug("{} prints nothing any more", plugin, gone);
        }
    }

    private void tell(ByteArrayOutputStream line) {
        String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
        line.reset();
        Instant now = clock.now();
        if (since.plus(WHILE).isBefore(now)) {
            since = now;
            lines = 0;
        }
        lines++;
        if (lines <= MOST && !text.isEmpty()) {
            LOG.info("{} prints: {}", plugin, text);
        } else if (lines == MOST + 1) {
            LOG.warn("{} prints more than {} lines a minute; the rest of them is left out", plugin, MOST);
        }
    }
}
