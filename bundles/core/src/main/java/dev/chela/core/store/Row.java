package dev.chela.core.store;

/** The current row of a result, by column name. Values that are NULL read as null, 0 or false. */
public interface Row {
    @org.jspecify.annotations.Nullable String text(String column);

    long number(String column);

    default boolean flag(String column) {
        return number(column) != 0;
    }

    byte @org.jspecify.annotations.Nullable [] bytes(String column);

    /** Makes a value of a row. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Row row);
    }
}
