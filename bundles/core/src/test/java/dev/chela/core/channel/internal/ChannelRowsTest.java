package dev.chela.core.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Cursor;
import dev.chela.core.event.internal.InProcessEvents;
import dev.chela.core.home.internal.LockedHome;
import dev.chela.core.store.internal.LedgerOptions;
import dev.chela.core.store.internal.SqliteLedger;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelRowsTest {
    @TempDir
    private Path root;
    private LockedHome home;
    private SqliteLedger ledger;
    private ChannelRows rows;

    @BeforeEach
    void open() {
        home = new LockedHome(root);
        ledger = new SqliteLedger(home, new InProcessEvents(), LedgerOptions.production());
        rows = new ChannelRows(ledger);
    }

    @AfterEach
    void close() {
        ledger.close();
        home.close();
    }

    @Test
    void a_cursor_that_is_where_it_was_costs_no_commit() {
        rows.advance("slack", "default", new Cursor("heard", "1"));
        rows.advance("slack", "default", new Cursor("heard", "2"));
        long before = ledger.load().commits();
        rows.advance("slack", "default", new Cursor("heard", "2"));
        assertThat(ledger.load().commits()).isEqualTo(before);
        rows.advance("slack", "other", new Cursor("heard", "2"));
        rows.advance("slack", "default", new Cursor("heard", "1"));
        assertThat(ledger.load().commits()).isEqualTo(before + 2);
        assertThat(rows.cursor("slack", "default", "heard")).isEqualTo(new Cursor("heard", "1"));
    }
}
