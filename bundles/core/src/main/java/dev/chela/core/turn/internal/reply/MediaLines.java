package dev.chela.core.turn.internal.reply;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines of an answer that name a file which is to be sent with it: {@code MEDIA:PLACE} and nothing else, outside of code. Pure. The word is OpenClaw's. */
final class MediaLines {
    private static final Pattern LINE = Pattern.compile("[ \\t]{0,3}MEDIA:[ \\t]*(?:`([^`]+)`|\"([^\"]+)\"|([^`\"\\s](?:.*\\S)?))[ \\t]*\\r?");
    private static final Pattern FENCE = Pattern.compile("[ \\t]*(?:```|~~~).*", Pattern.DOTALL);

    private MediaLines() {}

    /** The places, in order, each once. */
    static List<String> of(String answer) {
        List<String> places = new ArrayList<>();
        without(answer, place -> {
            if (!places.contains(place)) {
                places.add(place);
            }
            return false;
        });
        return places;
    }

    /** @param gone whether the lines of a place are left out */
    static String without(String answer, Predicate<String> gone) {
        if (!answer.contains("MEDIA:")) {
            return answer;
        }
        List<String> left = new ArrayList<>();
        boolean code = false;
        for (String line : answer.split("\n", -1)) {
            code ^= FENCE.matcher(line).matches();
            Matcher named = LINE.matcher(line);
            if (code || !named.matches() || !gone.test(place(named))) {
                left.add(line);
            }
        }
        return String.join("\n", left);
    }

    private static String place(Matcher line) {
        return line.group(1) != null ? line.group(1) : line.group(2) != null ? line.group(2) : line.group(3);
    }
}
