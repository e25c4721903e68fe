package dev.chela.core;

import dev.chela.core.config.Config;
import dev.chela.core.json.Json;
import java.lang.reflect.RecordComponent;
import java.util.List;
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
        T value = Stream.of(sections.toArray()).filter(type::isInstance).map(type::cast).findFirst().orElseGet(() -> empty(type));
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

    /** As the real one when the file says nothing; a record's own constructor knows its defaults. */
    private static <T extends Record> T empty(Class<T> type) {
        try {
            Class<?>[] signature = Stream.of(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Object[] nothing = Stream.of(signature).map(each -> each == boolean.class ? (Object) false : each == int.class ? (Object) 0 : null).toArray();
            return type.getDeclaredConstructor(signature).newInstance(nothing);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made of nothing", e);
        }
    }

    @Override
    public Snapshot current() {
        return new Snapshot("chela.json5", false, "", Json.object(), Json.object(), true, "", List.of(), List.of(), List.of());
    }
}
