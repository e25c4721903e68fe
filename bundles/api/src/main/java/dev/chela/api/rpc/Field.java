package dev.chela.api.rpc;

/** A property of a patch: absent, null and a value are three things. */
public sealed interface Field<T> {
    record Absent<T>() implements Field<T> {}

    record Cleared<T>() implements Field<T> {}

    record Set<T>(T value) implements Field<T> {}
}
