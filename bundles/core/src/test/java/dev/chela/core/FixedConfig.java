package dev.chela.core;

import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.config.Config;
import dev.chela.core.json.Json;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A configuration that says what a test wants, and never changes. */
public final class FixedConfig implements Config {
    private final List<Record> sections;

    public FixedConfig(Record... sections) {
        this.sections = List.of(sections);
    }

    /** This one, and these sections where it says nothing. */
    public FixedConfig or(Record... others) {
        return new FixedConfig(Stream.concat(sections.stream(), Stream.of(others)).toArray(Record[]::new));
    }

    @Override
    public <T extends Record> Live<T> section(String path, Class<T> type) {
        T value = Stream.of(sections.toArray()).filter(type::isInstance).map(type::cast).findFirst().orElseGet(() -> unsaid(type));
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

    /** As for a file that says nothing: every section's record can be made of nulls, zeros and falses. */
    private static <T extends Record> T unsaid(Class<T> type) {
        try {
            Class<?>[] types = Stream.of(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<T> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(Stream.of(types).map(each -> Array.get(Array.newInstance(each, 1), 0)).toArray());
        } catch (ReflectiveOperationException unfit) {
            throw new AssertionError(type + " cannot be made of nothing", unfit);
        }
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
