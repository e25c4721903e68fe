package dev.chela.core.store.internal;

import dev.chela.api.fault.Defect;
import dev.chela.core.store.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The row at which a result stands. */
record ResultRow(ResultSet result) implements Row {
    @Override
    public @Nullable String text(String column) {
        return get(column, result::getString);
    }

    @Override
    public long number(String column) {
        return get(column, result::getLong);
    }

    @Override
    public byte @Nullable [] bytes(String column) {
        return get(column, result::getBytes);
    }

    private static <T> T get(String column, Column<T> getter) {
        try {
            return getter.of(column);
        } catch (SQLException e) {
            throw new Defect("the column " + column + " cannot be read: " + e.getMessage(), e);
        }
    }

    @FunctionalInterface
    private interface Column<T> {
        T of(String name) throws SQLException;
    }
}
