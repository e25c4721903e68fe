package dev.chela.logging;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.log.LogService;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/** Where the framework and Declarative Services tell their faults: a bundle that does not start, a component that throws. */
@Component(service = {LogService.class, LoggerFactory.class})
public final class FrameworkLog implements LogService {
    private static final String FRAMEWORK = "org.apache.felix.framework";

    @Override
    public Logger getLogger(String name) {
        return new FrameworkLogger(org.slf4j.LoggerFactory.getLogger(name));
    }

    @Override
    public Logger getLogger(Class<?> type) {
        return getLogger(type.getName());
    }

    @Override
    public <L extends Logger> L getLogger(String name, Class<L> kind) {
        return kind.cast(getLogger(name));
    }

    @Override
    public <L extends Logger> L getLogger(Class<?> type, Class<L> kind) {
        return kind.cast(getLogger(type));
    }

    @Override
    public <L extends Logger> L getLogger(Bundle bundle, @Nullable String name, Class<L> kind) {
        return getLogger(name == null ? String.valueOf(bundle.getSymbolicName()) : name, kind);
    }

    /** The framework's own calls come by these four, which are deprecated for everybody else. */
    @Override
    @Deprecated
    public void log(int level, String message) {
        log(null, level, message, null);
    }

    @Override
    @Deprecated
    public void log(int level, String message, @Nullable Throwable fault) {
        log(null, level, message, fault);
    }

    @Override
    @Deprecated
    public void log(@Nullable ServiceReference<?> service, int level, String message) {
        log(service, level, message, null);
    }

    @Override
    @Deprecated
    public void log(@Nullable ServiceReference<?> service, int level, String message, @Nullable Throwable fault) {
        org.slf4j.Logger logger = org.slf4j.LoggerFactory.getLogger(FRAMEWORK);
        switch (level) {
            case LOG_ERROR -> logger.error(message, fault);
            case LOG_WARNING -> logger.warn(message, fault);
            case LOG_INFO -> logger.info(message, fault);
            default -> logger.debug(message, fault);
        }
    }
}
