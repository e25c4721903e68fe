package dev.chela.testkit.discord;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What somebody writes. @param channel empty for a direct message to the bot @param answers the message that it answers; empty for none */
public record Note(String user, String text, String channel, boolean mentions, String answers, List<String> files, boolean bot) {
    public static Note from(String user, String text) {
        return new Note(user, text, "", false, "", List.of(), false);
    }

    public Note in(String where) {
        return new Note(user, text, where, mentions, answers, files, bot);
    }

    /** The bot, in front of the words. */
    public Note mentioning() {
        return new Note(user, "<@" + FakeDiscord.BOT_ID + "> " + text, channel, true, answers, files, bot);
    }

    public Note answering(String message) {
        return new Note(user, text, channel, mentions, message, files, bot);
    }

    /** @param name of what {@link FakeDiscord#hold} holds */
    public Note with(String name) {
        List<String> more = new ArrayList<>(files);
        more.add(name);
        return new Note(user, text, channel, mentions, answers, List.copyOf(more), bot);
    }

    public Note byBot() {
        return new Note(user, text, channel, mentions, answers, files, true);
    }

    ObjectNode message(String id, String place) {
        ObjectNode message = Shapes.message(id, place, Shapes.user(user, bot), text);
        if (mentions) {
            ((ArrayNode) message.path("mentions")).add(Shapes.bot());
        }
        return message;
    }
}
