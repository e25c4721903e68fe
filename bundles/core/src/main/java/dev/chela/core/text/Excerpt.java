package dev.chela.core.text;

/** The beginning of a text that is too long for its place, with dots behind it. Never ends in half a character. */
public final class Excerpt {
    private Excerpt() {}

    /**
     * @param most UTF-16 units, the dots among them; 1 at least
     * @return the text itself when it is no longer than that
     */
    public static String of(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - 1;
        return text.substring(0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /** As {@link #of}, with each run of white space as one blank. */
    public static String line(String text, int most) {
        return of(text.strip().replaceAll("\\s+", " "), most);
    }
}
