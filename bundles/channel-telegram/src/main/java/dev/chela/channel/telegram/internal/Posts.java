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
    private static final int LONGEST_ACTION = 64;

    private final boolean linkPreview;

    Posts(boolean linkPreview) {
        this.linkPreview = linkPreview;
    }

    /** What Telegram would refuse anyway, said by name. */
    static Optional<Delivery.Rejected> unfit(Outbound out) {
        if (out instanceof Outbound.Post post) {
            return post.media().stream().flatMap(media -> Uploads.unfit(media).stream()).findFirst()
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

    /** The words first and each file after, unless the words fit under the only file, or the album. */
    private List<Call> post(Outbound.Post post) {
        boolean album = Uploads.together(post);
        boolean caption = (album || post.media().size() == 1) && length(post.text()) <= Uploads.FILES.caption();
        List<Call> calls = new ArrayList<>();
        if (!caption && !post.text().text().isBlank()) {
            calls.add(new Call("sendMessage", preview(text(placed(post.to()), "text", post.text()))));
        }
        Optional<Rendered> under = Optional.of(post.text()).filter(words -> caption && !words.text().isBlank());
        if (album) {
            calls.add(album(post, under));
        } else {
            post.media().forEach(media -> calls.add(file(post, media, under)));
        }
        answering(calls.get(0).parameters(), post.replyTo());
        buttons(calls.get(calls.size() - 1).parameters(), post.buttons());
        if (post.tone() == Tone.SILENT) {
            calls.forEach(call -> call.parameters().put("disable_notification", true));
        }
        return calls;
    }

    private static Call file(Outbound.Post post, MediaRef media, Optional<Rendered> under) {
        String kind = Uploads.kind(media);
        ObjectNode ask = media.kept() ? placed(post.to()) : placed(post.to()).put(kind, media.id());
        under.ifPresent(words -> text(ask, "caption", words));
        return new Call(method(kind), ask, media.kept() ? List.of(media) : List.of());
    }

    /** The words under its first file are shown as those of the album. */
    private static Call album(Outbound.Post post, Optional<Rendered> under) {
        ObjectNode ask = placed(post.to());
        ArrayNode files = ask.putArray("media");
        for (int i = 0; i < post.media().size(); i++) {
            files.addObject().put("type", Uploads.kind(post.media().get(i))).put("media", "attach://file" + i);
        }
        under.ifPresent(words -> text((ObjectNode) files.get(0), "caption", words));
        return new Call("sendMediaGroup", ask, post.media());
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

    private static String method(String kind) {
        return "send" + Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
    }
}
