package dev.chela.core.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Permanent;
import dev.chela.core.store.Step;
import dev.chela.core.store.Step.Change;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerSchemaTest {
    private static final List<String> FIRST = List.of("CREATE TABLE pet (name TEXT)", "INSERT INTO pet VALUES ('Rex')");
    private static final List<String> SECOND = List.of("ALTER TABLE pet ADD COLUMN age INTEGER NOT NULL DEFAULT 7");

    @TempDir
    Path temp;

    private LedgerHarness harness;

    @BeforeEach
    void open() {
        harness = new LedgerHarness(temp).open();
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void tables_are_made_once() {
        harness.ledger.define("pets", List.of(FIRST));
        harness.ledger.define("pets", List.of(FIRST));
        harness.close();
        harness.open();
        harness.ledger.define("pets", List.of(FIRST));
        assertThat(harness.ledger.read("SELECT name FROM pet", row -> row.text("name"))).containsExactly("Rex");
    }

    @Test
    void an_upgrade_keeps_the_rows_and_a_private_copy_of_what_was() throws Exception {
        harness.ledger.define("pets", List.of(FIRST));
        harness.close();
        harness.open();
        harness.ledger.define("pets", List.of(FIRST, SECOND));
        assertThat(harness.ledger.read("SELECT age FROM pet", row -> row.number("age"))).containsExactly(7L);
        Path copy = temp.resolve("state/chela.db.before-pets-2");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy))).isEqualTo("rw-------");
        try (Database old = Database.reader(copy)) {
            assertThat(old.query("SELECT * FROM pet", row -> row.text("name"), List.of())).containsExactly("Rex");
            assertThatThrownBy(() -> old.query("SELECT age FROM pet", row -> "", List.of())).hasMessageContaining("age");
        }
    }

    @Test
    void a_new_database_is_not_copied() {
        harness.ledger.define("pets", List.of(FIRST, SECOND));
        assertThat(temp.resolve("state").toFile().list()).noneMatch(name -> name.contains("before"));
    }

    @Test
    void tables_of_a_newer_version_are_refused_with_both_versions_and_a_way_out() {
        harness.ledger.define("pets", List.of(FIRST, SECOND));
        assertThatThrownBy(() -> harness.ledger.define("pets", List.of(FIRST)))
                .isInstanceOf(Permanent.class)
                .hasMessageContaining("chela.db")
                .hasMessageContaining("pets has version 2, this one knows 1")
                .hasMessageContaining("backup");
    }

    @Test
    void a_newer_ledger_is_refused_at_the_start() {
        harness.ledger.commit(Step.named("future").change(Change.one("UPDATE room SET version = 99 WHERE name = 'store'")).build());
        harness.close();
        assertThatThrownBy(harness::open).isInstanceOf(Permanent.class).hasMessageContaining("99");
    }

    @Test
    void a_migration_that_fails_changes_nothing_and_names_its_room() {
        harness.ledger.define("pets", List.of(FIRST));
        List<String> wrong = List.of("INSERT INTO pet VALUES ('Tom')", "ALTER TABLE nowhere ADD COLUMN x");
        assertThatThrownBy(() -> harness.ledger.define("pets", List.of(FIRST, wrong)))
                .isInstanceOf(Permanent.class).hasMessageContaining("pets").hasMessageContaining("nowhere");
        assertThat(harness.ledger.read("SELECT name FROM pet", row -> row.text("name"))).containsExactly("Rex");
        harness.ledger.define("pets", List.of(FIRST, SECOND));
    }

    @Test
    void rooms_define_their_tables_while_others_work() {
        harness.ledger.commit(LedgerHarness.step("a"));
        harness.ledger.define("pets", List.of(FIRST));
        harness.ledger.commit(LedgerHarness.step("b"));
        assertThat(harness.keys()).containsExactly("a", "b");
    }

    @Test
    void a_file_that_is_no_database_is_refused_with_its_name() throws Exception {
        harness.close();
        Files.writeString(temp.resolve("state/chela.db"), "this is not a database, and long enough to be read as one. ".repeat(50));
        assertThatThrownBy(harness::open).isInstanceOf(Permanent.class).hasMessageContaining("chela.db");
        Files.delete(temp.resolve("state/chela.db"));
        harness.open();
    }
}
