package dev.chela.testkit.slack;

import java.util.ArrayList;
import java.util.List;

/**
 * What somebody writes.
 *
 * @param channel empty for a direct message to the app
 * @param thread the message under which it stands; empty for none
 * @param files names of what {@link FakeSlack#hold} holds
 */
public record Note(String user, String text, String channel, String thread, List<String> files, boolean bot) {
    public static Note from(String user, String text) {
        return new Note(user, text, "", "", List.of(), false);
    }

    public Note in(String where) {
        return new Note(user, text, where, thread, files, bot);
    }

    /** The app, in front of the words. */
    public Note mentioning() {
        return new Note(user, "<@" + FakeSlack.BOT_USER + "> " + text, channel, thread, files, bot);
    }

    public Note under(String message) {
        return new Note(user, text, channel, message, files, bot);
    }

    public Note with(String name) {
        List<String> more = new ArrayList<>(files);
        more.add(name);
        return new Note(user, text, channel, thread, List.copyOf(more), bot);
    }

    public Note byBot() {
        return new Note(user, text, channel, thread, files, true);
    }
}
