package dev.chela.gateway.internal.rpc;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.config.Range;
import dev.chela.api.fault.Permanent;
import dev.chela.api.rpc.RpcFault;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A closed object: it has the record's properties and no other. */
final class RecordShape implements Shape {
    private final Constructor<?> constructor;
    private final Map<String, Property> properties = new LinkedHashMap<>();

    private record Property(Shape shape, boolean nullable, @Nullable Range range) {
        @Nullable Object value(@Nullable JsonNode node, String at, String name) {
            if (node == null) {
                return nullable ? null : shape.absent(at, name);
            }
            String path = at + "/" + name;
            if (node.isNull()) {
                return nullable ? null : shape.cleared(path);
            }
            checkRange(node, path);
            return shape.read(node, path);
        }

        private void checkRange(JsonNode node, String path) {
            if (range == null || !node.isNumber()) {
                return;
            }
            if (node.doubleValue() < range.min()) {
                throw new Invalid(path, "must be >= " + range.min());
            }
            if (node.doubleValue() > range.max()) {
                throw new Invalid(path, "must be <= " + range.max());
            }
        }
    }

    RecordShape(Class<?> type, Shapes shapes) {
        RecordComponent[] components = type.getRecordComponents();
        for (RecordComponent component : components) {
            properties.put(name(component), new Property(
                    shapes.of(component.getGenericType()),
                    component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                    component.getAnnotation(Range.class)));
        }
        try {
            constructor = type.getDeclaredConstructor(
                    Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has its canonical constructor", e);
        }
    }

    private static String name(RecordComponent component) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named != null ? named.value() : component.getName();
    }

    @Override
    public Object read(JsonNode node, String at) {
        if (!node.isObject()) {
            throw new Invalid(at, "must be object");
        }
        refuseUnexpected(node, at);
        @Nullable Object[] values = new Object[properties.size()];
        int next = 0;
        for (Map.Entry<String, Property> property : properties.entrySet()) {
            values[next++] = property.getValue().value(node.get(property.getKey()), at, property.getKey());
        }
        return construct(values, at);
    }

    private void refuseUnexpected(JsonNode node, String at) {
        for (Iterator<String> names = node.fieldNames(); names.hasNext();) {
            String name = names.next();
            if (!properties.containsKey(name)) {
                throw new Invalid(at, "unexpected property '" + name + "'");
            }
        }
    }

    private Object construct(@Nullable Object[] values, String at) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RpcFault fault) {
                throw fault;
            }
            if (e.getCause() instanceof IllegalArgumentException || e.getCause() instanceof Permanent) {
                throw new Invalid(at, e.getCause().getMessage());
            }
            throw new IllegalStateException(constructor.getDeclaringClass() + " could not be made", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(constructor.getDeclaringClass() + " could not be made", e);
        }
    }
}
