package dev.chela.logging;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** How a line looks: time with offset, level, the logger's last name, the message; a fault's stack trace in lines of its own. */
final class Lines {
    private final DateTimeFormatter time = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);
    private final Clock clock;

    Lines(Clock clock) {
        this.clock = clock;
    }

    String line(Level level, String logger, @Nullable String message, @Nullable Throwable fault) {
        StringBuilder line = new StringBuilder(160);
        time.formatTo(OffsetDateTime.now(clock), line);
        padded(line.append(' '), level.toString(), 5);
        padded(line.append(' '), logger.substring(logger.lastIndexOf('.') + 1), 28);
        line.append(' ').append(message).append('\n');
        return fault == null ? line.toString() : line + trace(fault);
    }

    private static void padded(StringBuilder line, String word, int width) {
        line.append(word).append(" ".repeat(Math.max(0, width - word.length())));
    }

    private static String trace(Throwable fault) {
        StringWriter trace = new StringWriter();
        fault.printStackTrace(new PrintWriter(trace, true));
        return trace.toString();
    }
}
