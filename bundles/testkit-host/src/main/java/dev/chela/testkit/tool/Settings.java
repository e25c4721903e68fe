package dev.chela.testkit.tool;

import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.config.Config;
import dev.chela.core.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Sections that never change. */
record Settings(Map<Class<?>, Record> sections) implements Config {
    @Override
    public <T extends Record> Live<T> section(String path, Class<T> type) {
        T value = type.cast(sections.get(type));
        return new Live<>() {
            @Override
            public T get() {
                return value;
            }

            @Override
            public void onChange(Consumer<? super T> listener) {}

            @Override
            public void close() {}
        };
    }

    @Override
    public Registration vocabulary(String place, String like, Set<String> keys) {
        return () -> { };
    }

    @Override
    public Snapshot current() {
        return new Snapshot("chela.json5", false, "", Json.object(), Json.object(), true, "", List.of(), List.of(), List.of());
    }
}
