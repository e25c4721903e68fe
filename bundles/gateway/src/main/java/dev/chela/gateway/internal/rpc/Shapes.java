package dev.chela.gateway.internal.rpc;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.chela.api.rpc.Field;
import dev.chela.gateway.internal.json.Encoding;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Derives shapes from types. */
final class Shapes {
    private final ObjectMapper mapper;

    /** @param mapper for types that say themselves how they are read; it lives as long as these shapes */
    Shapes(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    Shape of(Type type) {
        if (type instanceof ParameterizedType generic) {
            return ofGeneric((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
        }
        return type instanceof Class<?> plain ? ofClass(plain) : byMapper(Object.class);
    }

    private Shape ofGeneric(Class<?> raw, Type[] arguments) {
        if (raw == Optional.class) {
            return optional(of(arguments[0]));
        }
        if (raw == Field.class) {
            return field(of(arguments[0]));
        }
        if (raw == Map.class) {
            return map(of(arguments[1]));
        }
        return raw == List.class ? list(of(arguments[0])) : byMapper(raw);
    }

    private Shape ofClass(Class<?> type) {
        if (type == String.class) {
            return checked(JsonNode::isTextual, "string", JsonNode::textValue);
        }
        if (type == boolean.class || type == Boolean.class) {
            return checked(JsonNode::isBoolean, "boolean", JsonNode::booleanValue);
        }
        if (type.isEnum()) {
            return constant(type);
        }
        if (JsonNode.class.isAssignableFrom(type)) {
            return checked(type::isInstance, type == JsonNode.class ? "JSON" : "object", node -> node);
        }
        if (type.isRecord() && !type.isAnnotationPresent(JsonDeserialize.class) && !type.isAnnotationPresent(JsonTypeInfo.class)) {
            return new RecordShape(type, this);
        }
        return number(type);
    }

    private Shape number(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return checked(node -> whole(node) && node.canConvertToInt(), "integer", JsonNode::intValue);
        }
        if (type == long.class || type == Long.class) {
            return checked(node -> whole(node) && node.canConvertToLong(), "integer", JsonNode::longValue);
        }
        if (type == double.class || type == Double.class) {
            return checked(JsonNode::isNumber, "number", JsonNode::doubleValue);
        }
        if (type == Instant.class) {
            return checked(Shapes::whole, "integer", node -> Instant.ofEpochMilli(node.longValue()));
        }
        if (type == Duration.class) {
            return checked(Shapes::whole, "integer", node -> Duration.ofMillis(node.longValue()));
        }
        return byMapper(type);
    }

    /** 5.0 is an integer to the schema, and what some clients send. */
    private static boolean whole(JsonNode node) {
        return node.isIntegralNumber() || node.isFloatingPointNumber() && node.doubleValue() == Math.rint(node.doubleValue());
    }

    private static Shape checked(Predicate<JsonNode> fits, String name, Function<JsonNode, Object> value) {
        return (node, at) -> {
            if (!fits.test(node)) {
                throw new Invalid(at, "must be " + name);
            }
            return value.apply(node);
        };
    }

    private static Shape constant(Class<?> type) {
        Map<String, Object> names = new HashMap<>();
        for (Object constant : type.getEnumConstants()) {
            names.put(Encoding.wireName((Enum<?>) constant), constant);
        }
        return (node, at) -> {
            Object constant = node.isTextual() ? names.get(node.textValue()) : null;
            if (constant == null) {
                throw new Invalid(at, "must be equal to one of the allowed values");
            }
            return constant;
        };
    }

    private static Shape list(Shape item) {
        return (node, at) -> {
            if (!node.isArray()) {
                throw new Invalid(at, "must be array");
            }
            return IntStream.range(0, node.size()).mapToObj(i -> present(item, node.get(i), at + "/" + i)).toList();
        };
    }

    private static Shape map(Shape value) {
        return (node, at) -> {
            if (!node.isObject()) {
                throw new Invalid(at, "must be object");
            }
            Map<String, @Nullable Object> read = new LinkedHashMap<>();
            node.fields().forEachRemaining(e -> read.put(e.getKey(), present(value, e.getValue(), at + "/" + e.getKey())));
            return read;
        };
    }

    private static @Nullable Object present(Shape shape, JsonNode node, String at) {
        return node.isNull() ? shape.cleared(at) : shape.read(node, at);
    }

    private static Shape optional(Shape inner) {
        return new Shape() {
            @Override
            public Object read(JsonNode node, String at) {
                return Optional.of(inner.read(node, at));
            }

            @Override
            public Object absent(String at, String name) {
                return Optional.empty();
            }
        };
    }

    private static Shape field(Shape inner) {
        return new Shape() {
            @Override
            public Object read(JsonNode node, String at) {
                return new Field.Set<>(inner.read(node, at));
            }

            @Override
            public Object absent(String at, String name) {
                return new Field.Absent<>();
            }

            @Override
            public Object cleared(String at) {
                return new Field.Cleared<>();
            }
        };
    }

    /** Any value, or a type with its own ideas. */
    private Shape byMapper(Class<?> type) {
        return new Shape() {
            @Override
            public Object read(JsonNode node, String at) {
                try {
                    return mapper.treeToValue(node, type);
                } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                    throw new Invalid(at, e.getOriginalMessage());
                }
            }

            @Override
            public @Nullable Object cleared(String at) {
                return type == Object.class ? null : Shape.super.cleared(at);
            }
        };
    }
}
