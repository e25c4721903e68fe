package dev.chela.tool.files;

import dev.chela.api.fault.Permanent;
import java.util.ArrayList;
import java.util.List;

/** The one place in a text that is meant. */
record Passage(int start, int end, boolean exact) {
    /** @throws Permanent when there is none, or more than one */
    static Passage find(String text, String wanted, String name) {
        List<Passage> places = exact(text, wanted);
        if (places.isEmpty()) {
            places = loose(text, wanted);
        }
        if (places.isEmpty()) {
            throw new Permanent("oldText does not occur in '" + name + "', not even with other white space; read the file again");
        }
        if (places.size() > 1) {
            throw new Permanent("oldText occurs " + places.size() + " times in '" + name + "' (lines "
                    + String.join(", ", places.stream().limit(10).map(place -> Integer.toString(place.line(text))).toList())
                    + "); give more of the text around it");
        }
        return places.get(0);
    }

    private static List<Passage> exact(String text, String wanted) {
        List<Passage> places = new ArrayList<>();
        for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
            places.add(new Passage(at, at + wanted.length(), true));
        }
        return places;
    }

    /** Whole lines, compared without regard to white space. */
    private static List<Passage> loose(String text, String wanted) {
        List<String> pattern = wanted.lines().map(Passage::squeeze).toList();
        List<Passage> places = new ArrayList<>();
        if (pattern.stream().allMatch(String::isEmpty)) {
            return places;
        }
        String[] lines = text.split("\n", -1);
        int start = 0;
        for (int i = 0; i + pattern.size() <= lines.length; i++) {
            int end = matchEnd(lines, i, start, pattern);
            if (end >= 0) {
                places.add(new Passage(start, wanted.endsWith("\n") ? Math.min(end + 1, text.length()) : end, false));
            }
            start += lines[i].length() + 1;
        }
        return places;
    }

    private static int matchEnd(String[] lines, int from, int start, List<String> pattern) {
        int end = start;
        for (int i = 0; i < pattern.size(); i++) {
            if (!squeeze(lines[from + i]).equals(pattern.get(i))) {
                return -1;
            }
            end += lines[from + i].length() + 1;
        }
        return end - 1;
    }

    static String squeeze(String line) {
        return line.replaceAll("[\\s\\u00A0]+", " ").strip();
    }

    String replace(String text, String with) {
        return text.substring(0, start) + with + text.substring(end);
    }

    /** From 1. */
    int line(String text) {
        return (int) text.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
    }
}
