package dev.chela.console.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private static List<String> printed(Table table, int width) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        table.print(new PrintStream(bytes, true, StandardCharsets.UTF_8), width);
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static Table table() {
        Table table = new Table("nothing", "Key", "Title");
        table.row("agent:main:main", "what a long title this one has, and it goes on and on for more than one line can hold");
        return table;
    }

    @Test
    void the_last_column_gives_way_first() {
        assertThat(printed(table(), 60)).allMatch(line -> line.length() <= 60)
                .last().asString().startsWith("agent:main:main ").endsWith("…");
    }

    @Test
    void a_narrow_terminal_cuts_the_widest_column_too() {
        assertThat(printed(table(), 30)).allMatch(line -> line.length() <= 30).last().asString().startsWith("agent:main:").contains("… ").endsWith("…");
    }

    @Test
    void nothing_is_cut_where_there_is_room() {
        assertThat(printed(table(), 1000)).last().asString().endsWith("more than one line can hold");
    }

    @Test
    void an_empty_table_says_what_there_is_not() {
        assertThat(printed(new Table("There is nothing.", "Key"), 80)).containsExactly("There is nothing.");
    }

    @Test
    void what_others_wrote_cannot_move_the_cursor_or_break_the_row() {
        Table table = new Table("", "Title");
        table.row("a\u001b[2J\u001b]0;x\u0007b\nc\u202ed");
        assertThat(printed(table, 80)).last().asString().isEqualTo("a[2J]0;xb cd");
    }
}
