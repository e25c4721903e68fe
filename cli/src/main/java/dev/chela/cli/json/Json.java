package dev.chela.cli.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON value. What is absent reads as {@link #ABSENT}, so that a path may be walked without asking at each step; JSON's
 * null reads as absent too. Immutable as long as nobody else keeps the map or list it was made of.
 */
public final class Json {
    public static final Json ABSENT = new Json(null);

    private final Object value;

    private Json(Object value) {
        this.value = value;
    }

    /** A map, list, string, number, boolean, null, or another {@code Json}. */
    public static Json of(Object value) {
        if (value instanceof Json json) {
            return json;
        }
        return value == null ? ABSENT : new Json(value);
    }

    /** An object of names and values in turn; a pair whose value is null is left out. */
    public static Json object(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object field = of(namesAndValues[i + 1]).value;
            if (field != null) {
                fields.put((String) namesAndValues[i], field);
            }
        }
        return new Json(fields);
    }

    /** The field, or absent when there is none or this is no object. */
    public Json get(String name) {
        return value instanceof Map<?, ?> fields ? of(fields.get(name)) : ABSENT;
    }

    /** The value at a dotted path. */
    public Json at(String path) {
        Json here = this;
        for (String name : path.split("\\.")) {
            here = here.get(name);
        }
        return here;
    }

    /** The elements, none when this is no array. */
    public List<Json> items() {
        List<Json> items = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(element -> items.add(of(element)));
        }
        return items;
    }

    /** The fields in their order, none when this is no object. */
    public Map<String, Json> fields() {
        Map<String, Json> fields = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, field) -> fields.put((String) name, of(field)));
        }
        return fields;
    }

    /** The string, or a number or boolean as written; {@code or} for anything else. */
    public String text(String or) {
        return value == null || value instanceof Map || value instanceof List ? or : value.toString();
    }

    /** The string, or a number or boolean as written; empty for anything else. */
    public String text() {
        return text("");
    }

    public Optional<Long> number() {
        return value instanceof Number number ? Optional.of(number.longValue()) : Optional.empty();
    }

    public boolean isTrue() {
        return Boolean.TRUE.equals(value);
    }

    public boolean isPresent() {
        return value != null;
    }

    public boolean isText() {
        return value instanceof String;
    }

    public boolean isList() {
        return value instanceof List;
    }

    public boolean isObject() {
        return value instanceof Map;
    }

    /** On one line. */
    @Override
    public String toString() {
        return JsonText.compact(value);
    }

    /** Indented by two spaces, as people read it. */
    public String pretty() {
        return JsonText.pretty(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Json json && toString().equals(json.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
