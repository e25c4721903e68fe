package dev.chela.core.store.internal;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What a failure of SQLite means for the ledger. */
final class SqlFaults {
    private SqlFaults() {}

    static boolean full(SQLException e) {
        return is(e, SQLiteErrorCode.SQLITE_FULL);
    }

    static boolean busy(SQLException e) {
        return is(e, SQLiteErrorCode.SQLITE_BUSY) || is(e, SQLiteErrorCode.SQLITE_LOCKED);
    }

    /** A read, a write or a sync failed, or the file is damaged: nothing further may be promised. */
    static boolean fatal(SQLException e) {
        return is(e, SQLiteErrorCode.SQLITE_IOERR)
                || is(e, SQLiteErrorCode.SQLITE_CORRUPT)
                || is(e, SQLiteErrorCode.SQLITE_NOTADB);
    }

    /** Not the fault of one step: the transaction cannot go on. */
    static boolean endsBatch(SQLException e) {
        return full(e) || busy(e) || fatal(e);
    }

    /** Extended codes (IOERR_FSYNC, BUSY_SNAPSHOT) keep their kind in the lower byte. */
    private static boolean is(SQLException e, SQLiteErrorCode kind) {
        return e instanceof SQLiteException sqlite && (sqlite.getResultCode().code & 0xff) == kind.code;
    }
}
