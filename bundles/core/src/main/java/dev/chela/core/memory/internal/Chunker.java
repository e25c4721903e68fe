package dev.chela.core.memory.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into passages of whole lines, each beginning with the last lines of the one before, so that no thought is cut in two. A
 * line that is longer than a passage is cut between its words. Tokens are estimated: four characters of an alphabet, one of scripts
 * whose characters are syllables or words. Weights are quarters of a token.
 */
final class Chunker {
    private static final int TOKEN = 4;
    /** Where the scripts begin whose characters are about a token each. */
    private static final int WIDE = 0x2E80;

    private final int most;
    private final int overlap;
    private final List<Chunk> chunks = new ArrayList<>();
    private final List<Line> open = new ArrayList<>();
    private int weight;
    /** Whether something stands in the open passage that does not yet stand in one before. */
    private boolean fresh;

    private record Line(int number, String text, int weight) {
        static Line of(int number, String text) {
            return new Line(number, text, text.codePoints().map(Chunker::weight).sum() + 1);
        }
    }

    private Chunker(int tokens, int overlap) {
        this.most = tokens * TOKEN;
        this.overlap = overlap * TOKEN;
    }

    /**
     * @param tokens of a passage, about
     * @param overlap tokens that it shares with the one before, at most
     */
    static List<Chunk> cut(String text, int tokens, int overlap) {
        Chunker chunker = new Chunker(tokens, overlap);
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            chunker.line(++number, line);
        }
        chunker.close();
        return List.copyOf(chunker.chunks);
    }

    private void line(int number, String text) {
        int from = 0;
        while (from < text.length()) {
            int to = fitting(text, from);
            take(Line.of(number, text.substring(from, to)));
            from = to;
        }
        if (text.isEmpty()) {
            take(Line.of(number, ""));
        }
    }

    /** How far the passage reaches that begins here; after a space where there is one in its second half. */
    private int fitting(String text, int from) {
        int to = from;
        int space = from;
        int left = most - 1;
        while (to < text.length()) {
            int character = text.codePointAt(to);
            left -= weight(character);
            if (left < 0) {
                return space > from + (to - from) / 2 ? space : to;
            }
            to += Character.charCount(character);
            space = Character.isWhitespace(character) ? to : space;
        }
        return to;
    }

    private static int weight(int character) {
        return character < WIDE ? 1 : TOKEN;
    }

    private void take(Line line) {
        if (fresh && weight + line.weight() > most) {
            close();
            keepOverlap(most - line.weight());
        }
        open.add(line);
        weight += line.weight();
        fresh |= !line.text().isBlank();
    }

    private void keepOverlap(int room) {
        int from = open.size();
        weight = 0;
        while (from > 0 && weight + open.get(from - 1).weight() <= Math.min(overlap, room)) {
            from--;
            weight += open.get(from).weight();
        }
        open.subList(0, from).clear();
        fresh = false;
    }

    private void close() {
        int first = 0;
        while (first < open.size() && open.get(first).text().isBlank()) {
            first++;
        }
        int last = open.size();
        while (last > first && open.get(last - 1).text().isBlank()) {
            last--;
        }
        if (fresh && first < last) {
            List<Line> lines = open.subList(first, last);
            chunks.add(new Chunk(lines.get(0).number(), lines.get(lines.size() - 1).number(),
                    String.join("\n", lines.stream().map(Line::text).toList())));
        }
    }
}
