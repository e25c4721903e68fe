package dev.chela.core.config.internal;

import dev.chela.api.config.ConfigSection;
import dev.chela.core.config.Config;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** One claim on a part of the tree, and the values that are in force for it. Changed under its owner's lock, read on any thread. */
abstract class Section<T extends Record> {
    final KeyPath path;
    final Class<T> type;
    private volatile Optional<T> values = Optional.empty();
    private volatile String fault = "";

    Section(KeyPath path, Class<T> type) {
        this.path = path;
        this.type = type;
    }

    final Optional<T> values() {
        return values;
    }

    /** Why its owner did not take the values it was last offered; empty when it did. */
    final String fault() {
        return fault;
    }

    /**
     * Offers values to the owner. When it throws, the old ones are offered again and stay.
     *
     * @return whether the owner took them
     */
    final boolean offer(T now) {
        Optional<T> before = values;
        try {
            values = Optional.of(now);
            take(now);
            fault = "";
            return true;
        } catch (RuntimeException | LinkageError refused) {
            fault = refused.getMessage() == null ? refused.getClass().getSimpleName() : refused.getMessage();
            values = before;
            before.ifPresent(this::restore);
            return false;
        }
    }

    private void restore(T before) {
        try {
            take(before);
        } catch (RuntimeException | LinkageError again) {
            fault += "; and the old values were refused as well: " + again.getMessage();
        }
    }

    abstract void take(T now);

    /** A section of one of the core's rooms. */
    static final class Own<T extends Record> extends Section<T> implements Config.Live<T> {
        private final List<Consumer<? super T>> listeners = new CopyOnWriteArrayList<>();
        private final Consumer<Section<?>> release;

        Own(KeyPath path, Class<T> type, Consumer<Section<?>> release) {
            super(path, type);
            this.release = release;
        }

        @Override
        void take(T now) {
            listeners.forEach(listener -> listener.accept(now));
        }

        @Override
        public T get() {
            return values().orElseThrow();
        }

        @Override
        public void onChange(Consumer<? super T> listener) {
            listeners.add(listener);
        }

        @Override
        public void close() {
            listeners.clear();
            release.accept(this);
        }
    }

    /** A section that a bundle registered as a service. */
    static final class Guest<T extends Record> extends Section<T> {
        final ConfigSection<T> service;

        Guest(ConfigSection<T> service) {
            super(KeyPath.of(service.path()), service.type());
            this.service = service;
        }

        @Override
        void take(T now) {
            service.apply(now);
        }
    }
}
