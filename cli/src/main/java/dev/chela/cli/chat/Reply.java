package dev.chela.cli.chat;

/**
 * What one run has said so far on the screen, so that its last word, which repeats the text, is not shown twice. Deltas
 * lengthen it; a replacement starts anew, since lines that were printed cannot be taken back.
 */
final class Reply {
    private final StringBuilder piece = new StringBuilder();
    private final StringBuilder all = new StringBuilder();

    /** Takes more text; answers with what is to be shown. */
    String more(String delta) {
        piece.append(delta);
        all.append(delta);
        return delta;
    }

    /** Whether anything of the present piece stands on the screen. */
    boolean isUnderWay() {
        return piece.length() > 0;
    }

    /** The text so far was something else; answers with what is to be shown of the new one. */
    String replace(String whole) {
        piece.setLength(0);
        return more(whole);
    }

    /** The final text; answers with the part that is not on the screen yet. */
    String rest(String whole) {
        if (whole.startsWith(piece.toString())) {
            return whole.substring(piece.length());
        }
        if (whole.startsWith(all.toString())) {
            return whole.substring(all.length());
        }
        return squeezed(all).contains(squeezed(whole)) ? "" : (isUnderWay() ? "\n" : "") + whole;
    }

    private static String squeezed(CharSequence text) {
        return text.toString().replaceAll("\\s+", "");
    }
}
