package dev.chela.channel.slack.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.channel.Button;
import dev.chela.api.channel.Capabilities.Album;
import dev.chela.api.channel.Capabilities.Files;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Refusal;
import dev.chela.api.channel.Rendered;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is to leave, as calls of the Web API. Pure. */
final class Posts {
    /** Of a section of a message, which is what stands above buttons ("Blocks"); a message without may have more. */
    static final int LONGEST = 3_000;
    static final String DIALECT = "slack-mrkdwn";
    static final Set<String> KINDS = Set.of("Post", "Edit", "Delete", "React");
    static final String EVENT = "chela_delivery";
    private static final long LARGEST = 1_000_000_000;
    private static final int MOST_FILES = 10;
    /** What goes together arrives together or not at all. */
    private static final Album ALBUM = new Album(MOST_FILES, 10_000_000, Set.of("image/jpeg", "image/png", "image/webp", "image/gif"));
    static final Files FILES = new Files(LARGEST, LONGEST, ALBUM);
    private static final int MOST_BUTTONS = 25;
    private static final int LABEL = 75;
    private static final int VALUE = 2_000;

    private Posts() {}

    /** What Slack would refuse anyway, said by name. */
    static Optional<Delivery.Rejected> unfit(Outbound out) {
        if (out instanceof Outbound.Post post) {
            return post.media().stream().flatMap(file -> unfit(file).stream()).findFirst().or(() -> unfitButtons(post)).or(() -> unfitText(post));
        }
        if (out instanceof Outbound.Poll) {
            return Optional.of(rejected("there are no polls at Slack"));
        }
        if (out instanceof Outbound.React react && Emoji.name(react.emoji()).isEmpty()) {
            return Optional.of(rejected("what Slack calls the emoji '" + react.emoji() + "' is not known here; say its name at Slack, as :tada:"));
        }
        return target(out).filter(id -> !id.matches("[0-9]{1,11}\\.[0-9]{1,9}|F[A-Z0-9]{2,30}"))
                .map(id -> rejected("'" + id + "' is no message's id at Slack, which is a time"));
    }

    private static Optional<String> target(Outbound out) {
        return out instanceof Outbound.Edit edit ? Optional.of(edit.target().id()) : out instanceof Outbound.Delete delete ? Optional.of(delete.target().id())
                : out instanceof Outbound.React react ? Optional.of(react.target().id()) : Optional.empty();
    }

    private static Optional<Delivery.Rejected> unfit(MediaRef file) {
        if (!file.kept()) {
            return Optional.of(rejected("the file '" + file.id() + "' is not kept here, and Slack fetches none"));
        }
        return file.bytes() <= LARGEST ? Optional.empty() : Optional.of(new Delivery.Rejected(Refusal.TOO_LARGE,
                "the file '" + file.name() + "' has " + file.bytes() + " bytes; Slack takes files of up to " + LARGEST));
    }

    private static Optional<Delivery.Rejected> unfitButtons(Outbound.Post post) {
        if (post.buttons().size() > MOST_BUTTONS) {
            return Optional.of(rejected("there are " + post.buttons().size() + " buttons; " + MOST_BUTTONS + " are allowed"));
        }
        if (!post.buttons().isEmpty() && (!post.media().isEmpty() || post.text().text().isBlank())) {
            return Optional.of(rejected("at Slack buttons stand below a text, and below no file"));
        }
        return post.buttons().stream().filter(button -> button.actionId().isEmpty() || button.actionId().length() > VALUE || button.label().isBlank()).findFirst()
                .map(button -> rejected("the button '" + button.label() + "' has an action of " + button.actionId().length()
                        + " characters and needs words; 1 to " + VALUE + " are allowed"));
    }

    private static Optional<Delivery.Rejected> unfitText(Outbound.Post post) {
        if (post.media().size() > MOST_FILES) {
            return Optional.of(rejected("there are " + post.media().size() + " files; a message has " + MOST_FILES + " at most"));
        }
        return post.text().text().isBlank() && post.media().isEmpty() ? Optional.of(rejected("there is nothing to send")) : Optional.empty();
    }

    private static Delivery.Rejected rejected(String why) {
        return new Delivery.Rejected(Refusal.BAD_FORMAT, why);
    }

    /** @param mark by which the message is found again */
    static Call message(Outbound.Post post, String channel, String mark) {
        ObjectNode metadata = Json.object().put("event_type", EVENT);
        metadata.putObject("event_payload").put("key", mark);
        Call call = Call.of("chat.postMessage").with("channel", channel).with("text", text(post.text())).with("metadata", metadata);
        return threaded(post.buttons().isEmpty() ? call : call.with("blocks", blocks(post)), post.to());
    }

    static Call threaded(Call call, Conversation to) {
        return to.threadId().isEmpty() ? call : call.with("thread_ts", to.threadId());
    }

    private static ArrayNode blocks(Outbound.Post post) {
        ArrayNode blocks = Json.array();
        blocks.addObject().put("type", "section").putObject("text").put("type", "mrkdwn").put("text", text(post.text()));
        ArrayNode buttons = blocks.addObject().put("type", "actions").putArray("elements");
        for (Button button : post.buttons()) {
            String label = button.label().length() > LABEL ? button.label().substring(0, LABEL - 1) + "…" : button.label();
            buttons.addObject().put("type", "button").put("action_id", "b" + buttons.size()).put("value", button.actionId())
                    .putObject("text").put("type", "plain_text").put("text", label);
        }
        return blocks;
    }

    /** @param message its id at Slack */
    static Call change(Outbound out, String channel, String message) {
        if (out instanceof Outbound.Edit edit) {
            return Call.of("chat.update").with("channel", channel).with("ts", message).with("text", text(edit.text()));
        }
        if (out instanceof Outbound.React react) {
            return Call.of(react.add() ? "reactions.add" : "reactions.remove").with("channel", channel).with("timestamp", message)
                    .with("name", Emoji.name(react.emoji()).orElseThrow());
        }
        return message.startsWith("F") ? Call.of("files.delete").with("file", message) : Call.of("chat.delete").with("channel", channel).with("ts", message);
    }

    /** What the house did not write for Slack has no marks of Slack's. */
    static String text(Rendered words) {
        return words.dialect().equals(DIALECT) ? words.text() : words.text().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    static List<MediaRef> files(Outbound out) {
        return out instanceof Outbound.Post post ? post.media() : List.of();
    }
}
