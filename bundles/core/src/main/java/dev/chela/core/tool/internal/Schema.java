package dev.chela.core.tool.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import dev.chela.core.json.RecordSchema;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Optional;

/** The JSON Schema of a tool's arguments: what is not {@code Optional} is required. */
public final class Schema implements RecordSchema.Dialect {
    public static ObjectNode of(Class<? extends Record> type) {
        return new RecordSchema(new Schema()).of(type);
    }

    static boolean isOptional(Type type) {
        return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class;
    }

    static String spelling(Enum<?> constant) {
        return RecordSchema.spelling(constant);
    }

    @Override
    public String key(RecordComponent component) {
        return component.getName();
    }

    @Override
    public boolean required(RecordComponent component) {
        return !isOptional(component.getGenericType());
    }

    @Override
    public Optional<ObjectNode> own(Class<?> type) {
        if (type == BigDecimal.class) {
            throw unsupported(type, "");
        }
        return Optional.empty();
    }

    @Override
    public void refine(ObjectNode schema, RecordComponent component) {}

    @Override
    public RuntimeException unsupported(Type type, String where) {
        return new Permanent("argument " + where + " has type " + type.getTypeName() + "; a tool's arguments are made of String, int, long,"
                + " double, boolean, enums, records, List, Map<String, …> and Optional of these");
    }
}
