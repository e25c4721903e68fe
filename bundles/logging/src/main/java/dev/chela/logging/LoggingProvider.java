package dev.chela.logging;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * What SLF4J finds. The directory is named by the system property {@code karaf.log} (without it lines go to standard error), the
 * house's own level by {@code chela.log.level}.
 */
public final class LoggingProvider implements SLF4JServiceProvider, ILoggerFactory {
    private static final long LIMIT = 20L * 1024 * 1024;

    private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
    private final Lines lines = new Lines(Clock.systemDefaultZone());
    private final Thresholds thresholds = Thresholds.named(System.getProperty("chela.log.level", "INFO"));
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter context = new NOPMDCAdapter();
    private final Consumer<String> out = out(System.getProperty("karaf.log"));

    private static Consumer<String> out(@org.jspecify.annotations.Nullable String directory) {
        return directory == null ? System.err::print : new LogFile(Path.of(directory), LIMIT)::append;
    }

    @Override
    public Logger getLogger(String name) {
        return loggers.computeIfAbsent(name, each -> new FileLogger(each, thresholds.level(each), lines, out));
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return this;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {
        // Everything stands since the constructor.
    }
}
