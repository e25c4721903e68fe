package dev.chela.console.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.karaf.shell.support.table.ShellTable;

/** A table that fits its terminal: the last column gives way first, then whichever is widest. */
final class Table {
    private static final int GAP = 3;
    private static final int LAST_AT_LEAST = 16;
    private static final int COLUMN_AT_LEAST = 8;

    private final String[] headers;
    private final String empty;
    private final List<String[]> rows = new ArrayList<>();

    /** @param empty what to say when there are no rows */
    Table(String empty, String... headers) {
        this.empty = empty;
        this.headers = headers;
    }

    void row(Object... cells) {
        rows.add(Arrays.stream(cells).map(cell -> Plain.line(String.valueOf(cell))).toArray(String[]::new));
    }

    void print(PrintStream out, int width) {
        if (rows.isEmpty()) {
            out.println(empty);
            return;
        }
        int[] widths = widths(width);
        ShellTable table = new ShellTable();
        for (String header : headers) {
            table.column(header);
        }
        for (String[] row : rows) {
            Object[] cells = new Object[row.length];
            Arrays.setAll(cells, column -> cut(row[column], widths[column]));
            table.addRow().addContent(cells);
        }
        table.print(out);
    }

    private int[] widths(int width) {
        int[] widths = new int[headers.length];
        Arrays.setAll(widths, column -> Math.max(headers[column].length(),
                rows.stream().mapToInt(row -> row[column].length()).max().orElse(0)));
        int excess = Arrays.stream(widths).sum() + GAP * (widths.length - 1) - width;
        excess -= shrink(widths, widths.length - 1, excess, LAST_AT_LEAST);
        while (excess > 0 && widths[widest(widths)] > COLUMN_AT_LEAST) {
            excess -= shrink(widths, widest(widths), 1, COLUMN_AT_LEAST);
        }
        return widths;
    }

    private static int shrink(int[] widths, int column, int by, int atLeast) {
        int taken = Math.max(0, Math.min(by, widths[column] - atLeast));
        widths[column] -= taken;
        return taken;
    }

    private static int widest(int[] widths) {
        int widest = 0;
        for (int column = 1; column < widths.length; column++) {
            widest = widths[column] > widths[widest] ? column : widest;
        }
        return widest;
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1).stripTrailing() + "…";
    }
}
