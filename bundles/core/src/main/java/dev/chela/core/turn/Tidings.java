package dev.chela.core.turn;

import dev.chela.core.turn.internal.reply.Wording;
import java.util.regex.Pattern;

/** What of an answer is worth telling somebody who did not ask. Pure. The words are OpenClaw's. */
public final class Tidings {
    /** By which a model says that a look after things found nothing; {@code NO_REPLY} says the same. */
    public static final String NOTHING = "HEARTBEAT_OK";
    /** The tool by which it says what it found, instead of an answer; offered in such a look alone. */
    public static final String RESPOND = "heartbeat_respond";

    private static final String FRAME = "[\\s*_`~\"'.,;:!|>#-]|</?\\w{1,10}>|&nbsp;";
    private static final Pattern BEGIN = Pattern.compile("\\A(?:" + FRAME + ")*+" + NOTHING + "(?!\\w)(?:" + FRAME + ")*+", Pattern.CASE_INSENSITIVE);
    private static final Pattern END = Pattern.compile("(?<!\\w)" + NOTHING + "(?:" + FRAME + ")*+\\z", Pattern.CASE_INSENSITIVE);
    private static final Pattern STRAY = Pattern.compile("(?<!\\w)" + NOTHING + "(?!\\w)[ \\t]*", Pattern.CASE_INSENSITIVE);

    private Tidings() {}

    /**
     * @param slack how many letters beside the word are not worth telling, where it stands at the beginning or the end
     * @return empty when there is nothing to tell
     */
    public static String of(String answer, int slack) {
        String text = Wording.of(answer).text();
        String rest = END.matcher(BEGIN.matcher(text).replaceFirst("")).replaceFirst("").strip();
        if (rest.length() < text.strip().length() && rest.length() <= slack) {
            return "";
        }
        return STRAY.matcher(rest).replaceAll("").strip();
    }
}
