package dev.chela.core.store.internal;

import dev.chela.api.fault.Defect;
import dev.chela.core.store.Row;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteDataSource;

/** One connection with its prepared statements. Belongs to one thread at a time. */
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int STATEMENTS = 200;

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new LinkedHashMap<>(16, 0.75f, true);

    private Database(Path file, String... pragmas) throws SQLException {
        // Not through DriverManager, which would look for the driver with the class loader of its caller.
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        this.connection = source.getConnection();
        for (String pragma : pragmas) {
            script("PRAGMA " + pragma);
        }
    }

    static Database writer(Path file) throws SQLException {
        return new Database(file, "busy_timeout=10000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON",
                "temp_store=MEMORY", "journal_size_limit=16777216");
    }

    /** For what can be made again: a change survives the end of the process, not that of the machine. */
    static Database scratch(Path file) throws SQLException {
        return new Database(file, "busy_timeout=10000", "journal_mode=WAL", "synchronous=NORMAL", "temp_store=MEMORY",
                "journal_size_limit=4194304");
    }

    static Database reader(Path file) throws SQLException {
        return new Database(file, "busy_timeout=5000", "query_only=ON", "temp_store=MEMORY");
    }

    /** Runs one statement without values and without keeping it. */
    void script(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A statement that answers with rows is refused. @return rows changed */
    int update(String sql, List<?> values) throws SQLException {
        PreparedStatement statement = prepared(sql, values);
        try {
            int changed = statement.executeUpdate();
            statement.clearParameters(); // A kept statement would keep its last transcript line, too.
            return changed;
        } catch (SQLException e) {
            drop(sql);
            throw e;
        }
    }

    <T> List<T> query(String sql, Row.Reader<T> reader, List<?> values) throws SQLException {
        PreparedStatement statement = prepared(sql, values);
        List<T> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery()) {
            Row row = new ResultRow(result);
            while (result.next()) {
                rows.add(reader.read(row));
            }
            return rows;
        } catch (SQLException e) {
            drop(sql);
            throw e;
        }
    }

    private PreparedStatement prepared(String sql, List<?> values) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
            trim();
        }
        for (int i = 0; i < values.size(); i++) {
            bind(statement, i + 1, values.get(i));
        }
        return statement;
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value == null || value instanceof String || value instanceof byte[] || value instanceof Number) {
            statement.setObject(index, value);
        } else if (value instanceof Boolean yes) {
            statement.setInt(index, yes ? 1 : 0);
        } else if (value instanceof Enum<?> constant) {
            statement.setString(index, constant.name());
        } else {
            throw new Defect("a value of type " + value.getClass().getName() + " cannot be stored; make it text or a number");
        }
    }

    private void trim() throws SQLException {
        if (statements.size() > STATEMENTS) {
            var eldest = statements.values().iterator();
            PreparedStatement statement = eldest.next();
            eldest.remove();
            statement.close();
        }
    }

    /** After a failure the driver may have finished the statement; it is prepared anew when it is next wanted. */
    private void drop(String sql) throws SQLException {
        PreparedStatement statement = statements.remove(sql);
        if (statement != null) {
            statement.close();
        }
    }

    @Override
    public void close() {
        try {
            for (PreparedStatement statement : statements.values()) {
                statement.close();
            }
            connection.close();
        } catch (SQLException e) {
            LOG.warn("a database connection did not close cleanly: {}", e.getMessage());
        }
    }
}
