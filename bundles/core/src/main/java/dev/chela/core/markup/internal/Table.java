package dev.chela.core.markup.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table as models write it (GitHub Flavored Markdown, 4.10), which CommonMark takes for a paragraph.
 *
 * @param before lines of the same paragraph that stand above it
 * @param rows the first is the head; all have as many cells, without marks
 */
record Table(List<String> before, List<List<String>> rows) {
    private static final Pattern RULE = Pattern.compile("\\s*\\|?\\s*:?-+:?\\s*(\\|\\s*:?-+:?\\s*)*\\|?\\s*");
    private static final Pattern BAR = Pattern.compile("(?<!\\\\)\\|");
    /** Characters of a fixed width that a telephone shows in one line. */
    private static final int NARROW = 44;

    static Optional<Table> in(List<String> lines) {
        return IntStream.range(1, lines.size())
                .filter(at -> lines.get(at).contains("|") && RULE.matcher(lines.get(at)).matches()
                        && cells(lines.get(at - 1)).size() == cells(lines.get(at)).size() && lines.get(at - 1).contains("|"))
                .boxed().findFirst().map(at -> at(lines, at));
    }

    private static Table at(List<String> lines, int rule) {
        List<List<String>> rows = new ArrayList<>();
        Stream.concat(Stream.of(lines.get(rule - 1)), lines.stream().skip(rule + 1L)).forEach(line -> rows.add(cells(line)));
        int width = rows.stream().mapToInt(List::size).max().orElse(1);
        rows.replaceAll(row -> Stream.concat(row.stream(), Stream.generate(() -> "").limit(width - row.size())).toList());
        return new Table(lines.subList(0, rule - 1), List.copyOf(rows));
    }

    private static List<String> cells(String line) {
        String inner = line.strip();
        inner = inner.startsWith("|") ? inner.substring(1) : inner;
        inner = inner.endsWith("|") && !inner.endsWith("\\|") ? inner.substring(0, inner.length() - 1) : inner;
        return Stream.of(BAR.split(inner, -1)).map(cell -> PlainText.of(cell.strip().replace("\\|", "|")).replace('\n', ' ')).toList();
    }

    boolean narrow() {
        return widths().stream().mapToInt(Integer::intValue).sum() + 3 * (widths().size() - 1) <= NARROW;
    }

    private List<Integer> widths() {
        return IntStream.range(0, rows.get(0).size())
                .mapToObj(column -> rows.stream().mapToInt(row -> size(row.get(column))).max().orElse(0)).toList();
    }

    private static int size(String cell) {
        return cell.codePointCount(0, cell.length());
    }

    /** In columns, where each character is as wide as another. */
    String columns() {
        List<Integer> widths = widths();
        String rule = widths.stream().map("-"::repeat).collect(Collectors.joining("-+-"));
        List<String> lines = new ArrayList<>(rows.stream().map(row -> line(row, widths)).toList());
        lines.add(1, rule);
        return String.join("\n", lines);
    }

    private static String line(List<String> row, List<Integer> widths) {
        return IntStream.range(0, row.size()).mapToObj(column -> row.get(column) + " ".repeat(widths.get(column) - size(row.get(column))))
                .collect(Collectors.joining(" | ")).stripTrailing();
    }

    /** One entry for each row, named by its first cell; the others under the names of their columns. */
    String list(String indent) {
        List<String> head = rows.get(0);
        return rows.size() == 1 ? String.join(" | ", head) : rows.stream().skip(1).map(row -> "• " + named(head.get(0), row.get(0))
                + IntStream.range(1, row.size()).filter(column -> !row.get(column).isEmpty() || !head.get(column).isEmpty())
                        .mapToObj(column -> "\n" + indent + "  " + named(head.get(column), row.get(column)))
                        .collect(Collectors.joining())).collect(Collectors.joining("\n" + indent));
    }

    private static String named(String name, String value) {
        return name.isEmpty() ? value : name + ": " + value;
    }
}
