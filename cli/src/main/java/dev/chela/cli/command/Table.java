package dev.chela.cli.command;

import dev.chela.cli.Style;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows in columns as wide as their widest cell. */
final class Table {
    private final Style style;
    private final List<String[]> rows = new ArrayList<>();

    Table(Style style, String... heads) {
        this.style = style;
        rows.add(heads);
    }

    void row(String... cells) {
        rows.add(Arrays.stream(cells).map(cell -> Style.safe(cell).replace('\n', ' ')).toArray(String[]::new));
    }

    /** The table, or these words when it has no rows. */
    String or(String none) {
        return rows.size() == 1 ? none : toString();
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        for (String[] row : rows) {
            String line = line(row);
            lines.add(lines.isEmpty() ? style.dim(line) : line);
        }
        return String.join("\n", lines);
    }

    private String line(String[] row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.length; column++) {
            line.append(row[column]).append(" ".repeat(width(column) + 2 - row[column].length()));
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row[column].length()).max().orElse(0);
    }
}
