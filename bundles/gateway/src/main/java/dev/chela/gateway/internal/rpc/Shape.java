package dev.chela.gateway.internal.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a parameter looks like, derived once from the type that a method wants. Shapes hold the classes of the service they were
 * made for, and are dropped with it.
 */
interface Shape {
    /**
     * @param node never absent and never null
     * @param at the path of the value, {@code /a/b}; empty for the root
     * @throws Invalid when the value does not fit
     */
    Object read(JsonNode node, String at);

    /** What stands for a property that was not sent. */
    default @Nullable Object absent(String at, String name) {
        throw new Invalid(at, "must have required property '" + name + "'");
    }

    /** What stands for a JSON null. */
    default @Nullable Object cleared(String at) {
        throw new Invalid(at, "must not be null");
    }
}
