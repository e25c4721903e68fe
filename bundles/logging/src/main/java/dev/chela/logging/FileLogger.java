package dev.chela.logging;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** One named logger. Markers are not told apart: nobody here filters by them. */
final class FileLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1;

    private final transient Level threshold;
    private final transient Lines lines;
    private final transient Consumer<String> out;

    FileLogger(String name, Level threshold, Lines lines, Consumer<String> out) {
        this.name = name;
        this.threshold = threshold;
        this.lines = lines;
        this.out = out;
    }

    private boolean speaks(Level level) {
        return level.toInt() >= threshold.toInt();
    }

    @Override
    public boolean isTraceEnabled() {
        return speaks(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return speaks(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return speaks(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return speaks(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return speaks(Level.ERROR);
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level, @Nullable Marker marker, @Nullable String pattern, Object @Nullable [] values, @Nullable Throwable fault) {
        out.accept(lines.line(level, name, MessageFormatter.basicArrayFormat(pattern, values), fault));
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }
}
