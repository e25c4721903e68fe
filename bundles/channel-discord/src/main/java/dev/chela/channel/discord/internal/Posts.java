package dev.chela.channel.discord.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.channel.Button;
import dev.chela.api.channel.Capabilities.Album;
import dev.chela.api.channel.Capabilities.Files;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Refusal;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.channel.Tone;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is to leave, as calls of the REST API: one for each. Pure. The limits are those of docs/resources/message. */
final class Posts {
    static final int LONGEST = 2_000;
    private static final long LARGEST = 10L * 1024 * 1024;
    private static final int MOST_FILES = 10;
    /** Ten of these are one request that Discord takes, which is one of up to 25 MiB. */
    private static final Album ALBUM = new Album(MOST_FILES, 2_400_000, Set.of("image/jpeg", "image/png", "image/webp", "image/gif"));
    static final Files FILES = new Files(LARGEST, LONGEST, ALBUM);
    private static final int MOST_BUTTONS = 25;
    private static final int ROW = 5;
    private static final int SILENT = 1 << 12;

    private Posts() {}

    /** What Discord would refuse anyway, said by name. */
    static Optional<Delivery.Rejected> unfit(Outbound out) {
        if (out instanceof Outbound.Post post) {
            return post.media().stream().flatMap(file -> unfit(file).stream()).findFirst().or(() -> unfitButtons(post.buttons())).or(() -> unfitText(post));
        }
        if (out instanceof Outbound.Poll poll) {
            boolean lengthy = poll.question().length() > 300 || poll.choices().stream().anyMatch(choice -> choice.length() > 55);
            return poll.choices().isEmpty() || poll.choices().size() > 10 || lengthy
                    ? Optional.of(rejected("a poll at Discord has 1 to 10 choices of up to 55 characters, and a question of up to 300")) : Optional.empty();
        }
        return target(out).filter(id -> !Snowflake.is(id) && !id.matches("[0-9]{1,18}")).map(id -> rejected("'" + id + "' is no message's id at Discord, which is a number"));
    }

    private static Optional<Delivery.Rejected> unfit(MediaRef file) {
        if (!file.kept()) {
            return Optional.of(rejected("the file '" + file.id() + "' is not kept here, and Discord fetches none"));
        }
        return file.bytes() <= LARGEST ? Optional.empty() : Optional.of(new Delivery.Rejected(Refusal.TOO_LARGE,
                "the file '" + file.name() + "' has " + file.bytes() + " bytes; Discord takes files of up to " + LARGEST + " from bots"));
    }

    private static Optional<Delivery.Rejected> unfitButtons(List<Button> buttons) {
        return buttons.size() > MOST_BUTTONS ? Optional.of(rejected("there are " + buttons.size() + " buttons; a message has 25 at most"))
                : buttons.stream().filter(button -> button.actionId().isEmpty() || button.actionId().length() > 100 || button.label().isBlank()).findFirst()
                        .map(button -> rejected("the button '" + button.label() + "' has an action of " + button.actionId().length()
                                + " characters and needs words; 1 to 100 are allowed"));
    }

    private static Optional<Delivery.Rejected> unfitText(Outbound.Post post) {
        if (post.media().size() > MOST_FILES) {
            return Optional.of(rejected("there are " + post.media().size() + " files; a message has 10 at most"));
        }
        return post.text().text().isBlank() && post.media().isEmpty() ? Optional.of(rejected("there is nothing to send")) : Optional.empty();
    }

    private static Optional<String> target(Outbound out) {
        return out instanceof Outbound.Edit edit ? Optional.of(edit.target().id())
                : out instanceof Outbound.Delete delete ? Optional.of(delete.target().id())
                : out instanceof Outbound.React react ? Optional.of(react.target().id()) : Optional.empty();
    }

    private static Delivery.Rejected rejected(String why) {
        return new Delivery.Rejected(Refusal.BAD_FORMAT, why);
    }

    /** @param nonce by which Discord knows a message that it has already */
    static Call call(Outbound out, String channel, String nonce) {
        String messages = "/channels/" + channel + "/messages";
        if (out instanceof Outbound.Post post) {
            return new Call("POST", messages, Optional.of(post(post, nonce)), post.media());
        }
        if (out instanceof Outbound.Edit edit) {
            return Call.of("PATCH", messages + "/" + edit.target().id(), quiet(Json.object().put("content", edit.text().text())));
        }
        if (out instanceof Outbound.Delete delete) {
            return Call.of("DELETE", messages + "/" + delete.target().id());
        }
        if (out instanceof Outbound.React react) {
            String emoji = URLEncoder.encode(react.emoji(), StandardCharsets.UTF_8).replace("+", "%20");
            return Call.of(react.add() ? "PUT" : "DELETE", messages + "/" + react.target().id() + "/reactions/" + emoji + "/@me");
        }
        return Call.of("POST", messages, poll((Outbound.Poll) out, nonce));
    }

    /** What a model writes calls nobody, and no answer does. */
    private static ObjectNode quiet(ObjectNode ask) {
        ObjectNode mentions = ask.putObject("allowed_mentions");
        mentions.putArray("parse");
        mentions.put("replied_user", false);
        return ask;
    }

    private static ObjectNode post(Outbound.Post post, String nonce) {
        ObjectNode ask = quiet(Json.object()).put("nonce", nonce).put("enforce_nonce", true);
        if (!post.text().text().isBlank()) {
            ask.put("content", post.text().text());
        }
        answering(ask, post.replyTo());
        if (!post.buttons().isEmpty()) {
            buttons(ask, post.buttons());
        }
        if (!post.media().isEmpty()) {
            ArrayNode files = ask.putArray("attachments");
            post.media().forEach(file -> files.addObject().put("id", String.valueOf(files.size() - 1)).put("filename", file.name()));
        }
        return post.tone() == Tone.SILENT ? ask.put("flags", SILENT) : ask;
    }

    private static void answering(ObjectNode ask, ReplyTo replyTo) {
        if (Snowflake.is(replyTo.messageId())) {
            ask.putObject("message_reference").put("message_id", replyTo.messageId()).put("fail_if_not_exists", false);
        }
    }

    private static void buttons(ObjectNode ask, List<Button> buttons) {
        ArrayNode rows = ask.putArray("components");
        for (int from = 0; from < buttons.size(); from += ROW) {
            ArrayNode row = rows.addObject().put("type", 1).putArray("components");
            buttons.subList(from, Math.min(from + ROW, buttons.size())).forEach(button -> row.addObject().put("type", 2).put("style", 2)
                    .put("label", button.label().length() > 80 ? button.label().substring(0, 79) + "…" : button.label()).put("custom_id", button.actionId()));
        }
    }

    private static ObjectNode poll(Outbound.Poll poll, String nonce) {
        ObjectNode ask = quiet(Json.object()).put("nonce", nonce).put("enforce_nonce", true);
        ObjectNode asked = ask.putObject("poll").put("duration", 24).put("allow_multiselect", poll.most() > 1);
        asked.putObject("question").put("text", poll.question());
        ArrayNode answers = asked.putArray("answers");
        poll.choices().forEach(choice -> answers.addObject().putObject("poll_media").put("text", choice));
        return ask;
    }

    /** The kinds of which there is a call here. */
    static Set<String> kinds() {
        return Stream.of(Outbound.Post.class, Outbound.Edit.class, Outbound.Delete.class, Outbound.React.class, Outbound.Poll.class)
                .map(Class::getSimpleName).collect(Collectors.toUnmodifiableSet());
    }
}
