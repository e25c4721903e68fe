package dev.chela.api.tool;

import java.util.Map;

/** What a tool takes. */
public sealed interface Arguments<A> {
    /** The JSON Schema is derived from the record: {@link Describe} gives descriptions; an {@code Optional} component may be absent. */
    record Typed<A extends Record>(Class<A> type) implements Arguments<A> {}

    /** The JSON Schema is given; the arguments arrive as they were parsed. */
    record Schema(String json) implements Arguments<Map<String, Object>> {}
}
