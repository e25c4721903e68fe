package dev.chela.channel.telegram.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.channel.Button;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Refusal;
import dev.chela.api.channel.Rendered;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.channel.Tone;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is to leave, as calls of the Bot API. The chat is added by whoever makes them. */
final class Posts {
    private static final int LONGEST_CAPTION = 1_024;
    private static final int LONGEST_ACTION = 64;

    private final boolean linkPreview;

    Posts(boolean linkPreview) {
        this.linkPreview = linkPreview;
    }

    /** What Telegram would refuse anyway, said by name. */
    static Optional<Delivery.Rejected> unfit(Outbound out) {
        if (out instanceof Outbound.Post post) {
            return post.media().stream().filter(media -> !known(media)).findFirst()
                    .map(media -> rejected("the file '" + media.id() + "' is neither Telegram's own nor at a web address: uploading is not built"))
                    .or(() -> post.buttons().stream().filter(button -> size(button.actionId()) > LONGEST_ACTION || button.actionId().isEmpty()).findFirst()
                            .map(button -> rejected("the button '" + button.label() + "' has an action of " + size(button.actionId()) + " bytes; 1 to 64 are allowed")))
                    .or(() -> post.text().text().isBlank() && post.media().isEmpty() ? Optional.of(rejected("there is nothing to send")) : Optional.empty());
        }
        Optional<String> target = target(out).filter(id -> !id.matches("[0-9]{1,18}"));
        if (target.isPresent()) {
            return target.map(id -> rejected("'" + id + "' is no message's id at Telegram, which is a number"));
        }
        return out instanceof Outbound.Poll poll && (poll.choices().size() < 2 || poll.choices().size() > 12)
                ? Optional.of(rejected("a poll has 2 to 12 choices, not " + poll.choices().size())) : Optional.empty();
    }

    private static Optional<String> target(Outbound out) {
        return out instanceof Outbound.Edit edit ? Optional.of(edit.target().id())
                : out instanceof Outbound.Delete delete ? Optional.of(delete.target().id())
                : out instanceof Outbound.React react ? Optional.of(react.target().id()) : Optional.empty();
    }

    private static Delivery.Rejected rejected(String why) {
        return new Delivery.Rejected(Refusal.BAD_FORMAT, why);
    }

    /** A file's id at Telegram has no colon and no slash. */
    private static boolean known(MediaRef media) {
        return media.id().startsWith("https://") || media.id().startsWith("http://") || media.id().matches("[A-Za-z0-9_-]{8,}");
    }

    private static int size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    List<Call> calls(Outbound out) {
        if (out instanceof Outbound.Post post) {
            return post(post);
        }
        if (out instanceof Outbound.Edit edit) {
            return List.of(new Call("editMessageText", preview(text(target(edit.target().id()), "text", edit.text()))));
        }
        if (out instanceof Outbound.Delete delete) {
            return List.of(new Call("deleteMessage", target(delete.target().id())));
        }
        return List.of(out instanceof Outbound.React react ? react(react) : poll((Outbound.Poll) out));
    }

    private static ObjectNode target(String message) {
        return Json.object().put("message_id", Long.parseLong(message));
    }

    private static Call react(Outbound.React react) {
        ObjectNode ask = target(react.target().id());
        ArrayNode reaction = ask.putArray("reaction");
        if (react.add()) {
            reaction.addObject().put("type", "emoji").put("emoji", react.emoji());
        }
        return new Call("setMessageReaction", ask);
    }

    private static Call poll(Outbound.Poll poll) {
        ObjectNode ask = placed(poll.to()).put("question", poll.question());
        ArrayNode options = ask.putArray("options");
        poll.choices().forEach(choice -> options.addObject().put("text", choice));
        if (poll.most() > 1) {
            ask.put("allows_multiple_answers", true); // As many as there are: Telegram knows no other number.
        }
        return new Call("sendPoll", ask);
    }

    /** The words first and each file after, unless the words fit under the only file. */
    private List<Call> post(Outbound.Post post) {
        boolean caption = post.media().size() == 1 && length(post.text()) <= LONGEST_CAPTION;
        List<Call> calls = new ArrayList<>();
        if (!caption && !post.text().text().isBlank()) {
            calls.add(new Call("sendMessage", preview(text(placed(post.to()), "text", post.text()))));
        }
        for (MediaRef media : post.media()) {
            String kind = kind(media.mimeType());
            ObjectNode ask = placed(post.to()).put(kind, media.id());
            calls.add(new Call(method(kind), caption && !post.text().text().isBlank() ? text(ask, "caption", post.text()) : ask));
        }
        answering(calls.get(0).parameters(), post.replyTo());
        buttons(calls.get(calls.size() - 1).parameters(), post.buttons());
        if (post.tone() == Tone.SILENT) {
            calls.forEach(call -> call.parameters().put("disable_notification", true));
        }
        return calls;
    }

    private static int length(Rendered text) {
        return text.dialect().equals("telegram-html") ? Call.words(text.text()).length() : text.text().length();
    }

    private static ObjectNode placed(Conversation to) {
        return to.threadId().isEmpty() ? Json.object() : Json.object().put("message_thread_id", Long.parseLong(to.threadId()));
    }

    private static ObjectNode text(ObjectNode ask, String name, Rendered text) {
        ask.put(name, text.text());
        return text.dialect().equals("telegram-html") ? ask.put("parse_mode", "HTML") : ask;
    }

    private ObjectNode preview(ObjectNode ask) {
        if (!linkPreview) {
            ask.putObject("link_preview_options").put("is_disabled", true);
        }
        return ask;
    }

    private static void answering(ObjectNode ask, ReplyTo replyTo) {
        if (replyTo.messageId().matches("[0-9]{1,18}")) {
            ask.putObject("reply_parameters").put("message_id", Long.parseLong(replyTo.messageId())).put("allow_sending_without_reply", true);
        }
    }

    private static void buttons(ObjectNode ask, List<Button> buttons) {
        if (!buttons.isEmpty()) {
            ArrayNode rows = ask.putObject("reply_markup").putArray("inline_keyboard");
            buttons.forEach(button -> rows.addArray().addObject().put("text", button.label()).put("callback_data", button.actionId()));
        }
    }

    private static String kind(String mimeType) {
        return switch (mimeType) {
            case "image/jpeg", "image/png", "image/webp" -> "photo";
            case "image/gif" -> "animation";
            case "audio/ogg", "audio/opus" -> "voice";
            case "audio/mpeg", "audio/mp4", "audio/m4a", "audio/x-m4a" -> "audio";
            case "video/mp4" -> "video";
            default -> "document";
        };
    }

    private static String method(String kind) {
        return "send" + Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
    }
}
