package dev.chela.logging;

import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerConsumer;

/** The framework's idea of a logger, which fills in {@code {}} as SLF4J does. */
final class FrameworkLogger implements Logger {
    private final org.slf4j.Logger logger;

    FrameworkLogger(org.slf4j.Logger logger) {
        this.logger = logger;
    }

    @Override
    public String getName() {
        return logger.getName();
    }

    @Override
    public boolean isTraceEnabled() {
        return logger.isTraceEnabled();
    }

    @Override
    public void trace(String message) {
        logger.trace(message);
    }

    @Override
    public void trace(String format, Object value) {
        logger.trace(format, value);
    }

    @Override
    public void trace(String format, Object first, Object second) {
        logger.trace(format, first, second);
    }

    @Override
    public void trace(String format, Object... values) {
        logger.trace(format, values);
    }

    @Override
    public <E extends Exception> void trace(LoggerConsumer<E> consumer) throws E {
        if (logger.isTraceEnabled()) {
            consumer.accept(this);
        }
    }

    @Override
    public boolean isDebugEnabled() {
        return logger.isDebugEnabled();
    }

    @Override
    public void debug(String message) {
        logger.debug(message);
    }

    @Override
    public void debug(String format, Object value) {
        logger.debug(format, value);
    }

    @Override
    public void debug(String format, Object first, Object second) {
        logger.debug(format, first, second);
    }

    @Override
    public void debug(String format, Object... values) {
        logger.debug(format, values);
    }

    @Override
    public <E extends Exception> void debug(LoggerConsumer<E> consumer) throws E {
        if (logger.isDebugEnabled()) {
            consumer.accept(this);
        }
    }

    @Override
    public boolean isInfoEnabled() {
        return logger.isInfoEnabled();
    }

    @Override
    public void info(String message) {
        logger.info(message);
    }

    @Override
    public void info(String format, Object value) {
        logger.info(format, value);
    }

    @Override
    public void info(String format, Object first, Object second) {
        logger.info(format, first, second);
    }

    @Override
    public void info(String format, Object... values) {
        logger.info(format, values);
    }

    @Override
    public <E extends Exception> void info(LoggerConsumer<E> consumer) throws E {
        if (logger.isInfoEnabled()) {
            consumer.accept(this);
        }
    }

    @Override
    public boolean isWarnEnabled() {
        return logger.isWarnEnabled();
    }

    @Override
    public void warn(String message) {
        logger.warn(message);
    }

    @Override
    public void warn(String format, Object value) {
        logger.warn(format, value);
    }

    @Override
    public void warn(String format, Object first, Object second) {
        logger.warn(format, first, second);
    }

    @Override
    public void warn(String format, Object... values) {
        logger.warn(format, values);
    }

    @Override
    public <E extends Exception> void warn(LoggerConsumer<E> consumer) throws E {
        if (logger.isWarnEnabled()) {
            consumer.accept(this);
        }
    }

    @Override
    public boolean isErrorEnabled() {
        return logger.isErrorEnabled();
    }

    @Override
    public void error(String message) {
        logger.error(message);
    }

    @Override
    public void error(String format, Object value) {
        logger.error(format, value);
    }

    @Override
    public void error(String format, Object first, Object second) {
        logger.error(format, first, second);
    }

    @Override
    public void error(String format, Object... values) {
        logger.error(format, values);
    }

    @Override
    public <E extends Exception> void error(LoggerConsumer<E> consumer) throws E {
        if (logger.isErrorEnabled()) {
            consumer.accept(this);
        }
    }

    @Override
    public void audit(String message) {
        logger.error(message);
    }

    @Override
    public void audit(String format, Object value) {
        logger.error(format, value);
    }

    @Override
    public void audit(String format, Object first, Object second) {
        logger.error(format, first, second);
    }

    @Override
    public void audit(String format, Object... values) {
        logger.error(format, values);
    }
}
