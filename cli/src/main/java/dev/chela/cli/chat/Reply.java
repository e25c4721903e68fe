package dev.chela.cli.chat;

/**
 * What one run has said so far on the screen, so that its last word, which repeats the text, is not shown twice. Lines that were
 * printed cannot be taken back: a text that does not go on from what stands there is shown anew.
 */
final class Reply {
    private final StringBuilder piece = new StringBuilder();
    private final StringBuilder all = new StringBuilder();

    /** Whether this text, the whole of it so far, is what stands on the screen and perhaps more. */
    boolean goesOn(String whole) {
        return whole.startsWith(piece.toString());
    }

    /** Another text begins below what stands there. */
    void anew() {
        piece.setLength(0);
    }

    /** Takes the whole text so far, which a slow line may bring in leaps; answers with what is not on the screen yet. */
    String grown(String whole) {
        String more = whole.substring(piece.length());
        piece.append(more);
        all.append(more);
        return more;
    }

    private boolean isUnderWay() {
        return piece.length() > 0;
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
