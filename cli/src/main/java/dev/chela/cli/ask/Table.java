package dev.chela.cli.ask;

import dev.chela.cli.Console;
import dev.chela.cli.LineFlow;
import dev.chela.cli.Style;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows in columns as wide as their widest cell; the last column breaks between words where the terminal ends. */
public final class Table {
    private static final int NARROWEST = 20;

    private final Console console;
    private final List<String[]> rows = new ArrayList<>();

    public Table(Console console, String... heads) {
        this.console = console;
        rows.add(heads);
    }

    public void row(String... cells) {
        rows.add(Arrays.stream(cells).map(cell -> Style.safe(cell).replace('\n', ' ')).toArray(String[]::new));
    }

    /** The table, or these words when it has no rows. */
    public String or(String none) {
        return rows.size() == 1 ? none : toString();
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        for (String[] row : rows) {
            String line = line(row);
            lines.add(lines.isEmpty() ? console.style().dim(line) : line);
        }
        return String.join("\n", lines);
    }

    private String line(String[] row) {
        StringBuilder line = new StringBuilder();
        int last = row.length - 1;
        for (int column = 0; column < last; column++) {
            line.append(row[column]).append(" ".repeat(width(column) + 2 - row[column].length()));
        }
        int left = Math.max(NARROWEST, console.columns() - line.length());
        String margin = "\n" + " ".repeat(line.length());
        line.append(String.join(margin, LineFlow.fold(row[last], left, String::length)));
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row[column].length()).max().orElse(0);
    }
}
