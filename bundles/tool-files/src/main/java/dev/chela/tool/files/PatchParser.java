package dev.chela.tool.files;

import dev.chela.api.fault.Permanent;
import dev.chela.tool.files.Patch.Add;
import dev.chela.tool.files.Patch.Delete;
import dev.chela.tool.files.Patch.Hunk;
import dev.chela.tool.files.Patch.Section;
import dev.chela.tool.files.Patch.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the patch language that models are taught: {@code *** Begin Patch} … {@code *** End Patch}. */
final class PatchParser {
    private static final String BEGIN = "*** Begin Patch";
    private static final String END = "*** End Patch";
    private static final String ADD = "*** Add File: ";
    private static final String DELETE = "*** Delete File: ";
    private static final String UPDATE = "*** Update File: ";
    private static final String MOVE = "*** Move to: ";
    private static final String END_OF_FILE = "*** End of File";

    private final List<String> lines;
    private int at;

    private PatchParser(List<String> lines) {
        this.lines = lines;
    }

    /** @throws Permanent naming the line that is not understood */
    static Patch parse(String input) {
        return new PatchParser(input.strip().lines().toList()).patch();
    }

    private Patch patch() {
        if (lines.isEmpty() || !lines.get(0).strip().equals(BEGIN)) {
            throw new Permanent("a patch begins with the line '" + BEGIN + "'");
        }
        if (!lines.get(lines.size() - 1).strip().equals(END)) {
            throw new Permanent("a patch ends with the line '" + END + "'");
        }
        at = 1;
        List<Section> sections = new ArrayList<>();
        while (at < lines.size() - 1) {
            section().ifPresent(sections::add);
        }
        if (sections.isEmpty()) {
            throw new Permanent("the patch names no file");
        }
        return new Patch(List.copyOf(sections));
    }

    private Optional<Section> section() {
        String line = lines.get(at++);
        if (line.startsWith(ADD)) {
            return Optional.of(add(path(line, ADD)));
        } else if (line.startsWith(DELETE)) {
            return Optional.of(new Delete(path(line, DELETE)));
        } else if (line.startsWith(UPDATE)) {
            return Optional.of(update(path(line, UPDATE)));
        } else if (line.isBlank()) {
            return Optional.empty();
        }
        throw wrong(line, "expected '" + ADD + "…', '" + UPDATE + "…' or '" + DELETE + "…'");
    }

    private String path(String line, String prefix) {
        String path = line.substring(prefix.length()).strip();
        if (path.isEmpty()) {
            throw wrong(line, "the file's name is missing");
        }
        return path;
    }

    private Permanent wrong(String line, String why) {
        return new Permanent("line " + at + " of the patch, '" + line + "': " + why);
    }

    private boolean inSection() {
        return at < lines.size() - 1 && !(lines.get(at).startsWith("*** ") && !lines.get(at).strip().equals(END_OF_FILE));
    }

    private Add add(String path) {
        StringBuilder content = new StringBuilder();
        while (inSection()) {
            String line = lines.get(at++);
            if (!line.startsWith("+")) {
                throw wrong(line, "each line of an added file begins with '+'");
            }
            content.append(line.substring(1)).append('\n');
        }
        return new Add(path, content.toString());
    }

    private Update update(String path) {
        Optional<String> moveTo = Optional.empty();
        if (at < lines.size() - 1 && lines.get(at).startsWith(MOVE)) {
            moveTo = Optional.of(path(lines.get(at++), MOVE));
        }
        List<Hunk> hunks = new ArrayList<>();
        while (inSection()) {
            hunks.add(hunk());
        }
        if (hunks.isEmpty() && moveTo.isEmpty()) {
            throw new Permanent("the patch changes nothing in '" + path + "'");
        }
        return new Update(path, moveTo, List.copyOf(hunks));
    }

    private Hunk hunk() {
        List<String> headings = new ArrayList<>();
        while (inSection() && lines.get(at).startsWith("@@")) {
            String heading = lines.get(at++).substring(2).strip();
            if (!heading.isEmpty()) {
                headings.add(heading);
            }
        }
        List<String> old = new ArrayList<>();
        List<String> fresh = new ArrayList<>();
        boolean atEnd = body(old, fresh);
        if (old.isEmpty() && fresh.isEmpty()) {
            throw wrong(lines.get(at - 1), "the hunk is empty");
        }
        return new Hunk(headings, old, fresh, atEnd);
    }

    /** @return whether the hunk was marked as the end of the file */
    private boolean body(List<String> old, List<String> fresh) {
        while (inSection() && !lines.get(at).startsWith("@@")) {
            String line = lines.get(at++);
            if (line.strip().equals(END_OF_FILE)) {
                return true;
            }
            char sign = line.isEmpty() ? ' ' : line.charAt(0);
            String text = line.isEmpty() ? "" : line.substring(1);
            if (sign != ' ' && sign != '-' && sign != '+') {
                throw wrong(line, "a line of a hunk begins with ' ', '-' or '+'");
            }
            if (sign != '+') {
                old.add(text);
            }
            if (sign != '-') {
                fresh.add(text);
            }
        }
        return false;
    }
}
