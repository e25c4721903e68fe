package dev.chela.channel.irc.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A text as lines that the protocol can carry. */
final class Lines {
    /** So many leave within a minute at the pace that networks bear. */
    private static final int MOST = 24;

    private Lines() {}

    /** @param most bytes of one line. Where there would be very many lines, short ones share one. */
    static List<String> of(String text, int most) {
        List<String> lines = new ArrayList<>();
        text.lines().map(line -> line.replaceAll("[\\x00\\r]", "").stripTrailing()).filter(line -> !line.isBlank()).forEach(line -> cut(line, most, lines));
        return lines.size() > MOST ? together(lines, most) : List.copyOf(lines);
    }

    private static List<String> together(List<String> lines, int most) {
        List<String> fewer = new ArrayList<>();
        StringBuilder one = new StringBuilder(lines.get(0));
        for (String line : lines.subList(1, lines.size())) {
            if (bytes(one) + bytes(line) + 3 > most) {
                fewer.add(one.toString());
                one.setLength(0);
                one.append(line);
            } else {
                one.append(" / ").append(line.strip());
            }
        }
        fewer.add(one.toString());
        return List.copyOf(fewer);
    }

    /** At a space in its second half where there is one, and never within a character. */
    private static void cut(String line, int most, List<String> to) {
        String rest = line;
        while (bytes(rest) > most) {
            int end = fitting(rest, most);
            int space = rest.lastIndexOf(' ', end);
            int at = space > end / 2 ? space : end;
            to.add(rest.substring(0, at));
            rest = rest.substring(at).stripLeading();
        }
        if (!rest.isBlank()) {
            to.add(rest);
        }
    }

    private static int fitting(String text, int most) {
        int bytes = 0;
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (bytes > most) {
                return at;
            }
            at += Character.charCount(point);
        }
        return at;
    }

    private static int bytes(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
