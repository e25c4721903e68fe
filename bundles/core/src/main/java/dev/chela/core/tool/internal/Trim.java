package dev.chela.core.tool.internal;

import dev.chela.api.tool.Content;
import dev.chela.api.tool.ToolResult;
import java.util.ArrayList;
import java.util.List;

/** Cuts the middle out of results that are longer than a model should read; images are not counted. */
final class Trim {
    private Trim() {}

    static ToolResult to(int mostChars, ToolResult result) {
        if (length(result) <= mostChars) {
            return result;
        }
        List<Content> kept = new ArrayList<>();
        int left = mostChars;
        for (Content part : result.content()) {
            if (part instanceof Content.Text text) {
                String cut = middle(text.text(), left);
                left -= Math.min(left, text.text().length());
                kept.add(new Content.Text(cut));
            } else {
                kept.add(part);
            }
        }
        return new ToolResult(kept, result.outcome(), result.details());
    }

    private static int length(ToolResult result) {
        return result.content().stream().mapToInt(part -> part instanceof Content.Text text ? text.text().length() : 0).sum();
    }

    private static String middle(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int head = whole(text, most / 2);
        int tail = whole(text, text.length() - most / 2);
        return text.substring(0, head) + "\n[… " + (tail - head) + " characters left out …]\n" + text.substring(tail);
    }

    /** A place to cut that is not within a pair of surrogates. */
    private static int whole(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }
}
