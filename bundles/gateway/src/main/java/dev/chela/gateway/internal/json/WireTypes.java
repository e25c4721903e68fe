package dev.chela.gateway.internal.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import dev.chela.api.config.Secret;
import dev.chela.api.rpc.Field;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Absent values are left out, enums are lower case, times are milliseconds, secrets stay secret. */
final class WireTypes extends SimpleModule {
    WireTypes() {
        super("chela-wire", Version.unknownVersion());
        add(Instant.class, (value, out, all) -> out.writeNumber(value.toEpochMilli()));
        add(Duration.class, (value, out, all) -> out.writeNumber(value.toMillis()));
        add(Path.class, (value, out, all) -> out.writeString(value.toString()));
        add(Secret.class, (value, out, all) -> out.writeString("__OPENCLAW_REDACTED__"));
        add(Optional.class, (value, out, all) -> all.defaultSerializeValue(value.orElse(null), out));
        add(Field.class, (value, out, all) -> all.defaultSerializeValue(value instanceof Field.Set<?> set ? set.value() : null, out));
        add(Enum.class, (value, out, all) -> out.writeString(wireName(value)));
        setSerializerModifier(new LeaveOut());
    }

    static String wireName(Enum<?> constant) {
        try {
            AnnotatedElement field = constant.getDeclaringClass().getField(constant.name());
            JsonProperty named = field.getAnnotation(JsonProperty.class);
            return named != null ? named.value() : constant.name().toLowerCase(Locale.ROOT);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("a constant of an enum is always a field of it", e);
        }
    }

    @FunctionalInterface
    private interface Writing<T> {
        void write(T value, JsonGenerator out, SerializerProvider all) throws IOException;
    }

    private <T> void add(Class<T> type, Writing<? super T> writing) {
        addSerializer(type, new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider all) throws IOException {
                writing.write(value, out, all);
            }
        });
    }

    /** A property that is an empty {@link Optional} or an absent {@link Field} is not written at all. */
    private static final class LeaveOut extends BeanSerializerModifier {
        private static final long serialVersionUID = 1;

        @Override
        public List<BeanPropertyWriter> changeProperties(
                SerializationConfig config, BeanDescription bean, List<BeanPropertyWriter> properties) {
            properties.replaceAll(property -> {
                Class<?> type = property.getType().getRawClass();
                return type == Optional.class || type == Field.class ? new Unwrapping(property) : property;
            });
            return properties;
        }
    }

    private static final class Unwrapping extends BeanPropertyWriter {
        private static final long serialVersionUID = 1;

        Unwrapping(BeanPropertyWriter base) {
            super(base);
        }

        @Override
        public void serializeAsField(Object bean, JsonGenerator out, SerializerProvider all) throws Exception {
            Object value = get(bean);
            boolean absent = value == null || value instanceof Field.Absent<?>
                    || value instanceof Optional<?> optional && optional.isEmpty();
            if (!absent) {
                out.writeFieldName(_name);
                all.defaultSerializeValue(value, out);
            }
        }
    }
}
