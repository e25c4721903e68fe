package dev.chela.tool.files;

import dev.chela.api.fault.Permanent;
import dev.chela.tool.files.Patch.Hunk;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Applies hunks to the lines of a file, in order. */
final class Hunks {
    /** How lines may differ: not at all, at their ends, in any white space. */
    private static final List<UnaryOperator<String>> TOLERANCES =
            List.of(UnaryOperator.identity(), String::stripTrailing, Passage::squeeze);

    private final String name;
    private final List<String> lines;
    private int at;

    private Hunks(String name, List<String> lines) {
        this.name = name;
        this.lines = lines;
    }

    /** @throws Permanent when a hunk fits nowhere */
    static String apply(String text, List<Hunk> hunks, String name) {
        boolean ends = text.isEmpty() || text.endsWith("\n");
        List<String> lines = new ArrayList<>(List.of((ends && !text.isEmpty() ? text.substring(0, text.length() - 1) : text).split("\n", -1)));
        if (text.isEmpty()) {
            lines.clear();
        }
        Hunks work = new Hunks(name, lines);
        hunks.forEach(work::apply);
        return lines.isEmpty() ? "" : String.join("\n", lines) + (ends ? "\n" : "");
    }

    private void apply(Hunk hunk) {
        hunk.headings().forEach(heading -> at = place(List.of(heading), at, false, "'@@ " + heading + "'") + 1);
        int from = hunk.old().isEmpty() ? insertion(hunk) : place(hunk.old(), at, hunk.atEnd(), "these lines:\n" + String.join("\n", hunk.old()));
        List<String> range = lines.subList(from, from + hunk.old().size());
        List<String> fresh = kept(hunk, List.copyOf(range));
        range.clear();
        lines.addAll(from, fresh);
        at = from + fresh.size();
    }

    private int insertion(Hunk hunk) {
        return hunk.headings().isEmpty() || hunk.atEnd() ? lines.size() : at;
    }

    /** Context stays as the file has it, also where the patch had other white space. */
    private static List<String> kept(Hunk hunk, List<String> standing) {
        List<String> result = new ArrayList<>(hunk.fresh());
        int i = 0;
        for (int j = 0; j < hunk.old().size() && i < result.size(); j++) {
            if (hunk.old().get(j).equals(result.get(i))) {
                result.set(i++, standing.get(j));
            } else {
                break;
            }
        }
        int end = result.size() - 1;
        for (int j = hunk.old().size() - 1; j >= i && end >= i && hunk.old().get(j).equals(hunk.fresh().get(end)); j--) {
            result.set(end--, standing.get(j));
        }
        return result;
    }

    private int place(List<String> wanted, int from, boolean atEnd, String what) {
        for (UnaryOperator<String> tolerance : TOLERANCES) {
            int found = search(wanted, from, atEnd, tolerance);
            if (found >= 0) {
                return found;
            }
        }
        throw new Permanent("in '" + name + "' the patch does not find " + what + "\nafter line " + from + "; read the file again");
    }

    private int search(List<String> wanted, int from, boolean atEnd, UnaryOperator<String> tolerance) {
        int last = lines.size() - wanted.size();
        for (int i = atEnd ? Math.max(from, last) : from; i <= last; i++) {
            if (matches(wanted, i, tolerance)) {
                return i;
            }
        }
        return -1;
    }

    private boolean matches(List<String> wanted, int from, UnaryOperator<String> tolerance) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!tolerance.apply(lines.get(from + i)).equals(tolerance.apply(wanted.get(i)))) {
                return false;
            }
        }
        return true;
    }
}
