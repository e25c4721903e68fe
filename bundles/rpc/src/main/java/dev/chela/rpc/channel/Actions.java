package dev.chela.rpc.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.grant.Messages.Action;
import dev.chela.api.grant.Messages.Enclosure;
import dev.chela.api.rpc.RpcFault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code message.action} asks for. Its parameters are those of OpenClaw's command {@code openclaw message}, which are not closed: of
 * what is not done here, only what asks for nothing may be given.
 */
record Actions(String channel, String name, ObjectNode params) {
    static final int FEWEST_OPTIONS = 2;
    static final int MOST_OPTIONS = 12;
    private static final String REFUSAL = "invalid message.action params: at /params/";
    /** For the program that asks, or said again beside the parameters; and the agent's main conversation, which OpenClaw's command line always names. */
    private static final Set<String> ASIDE = Set.of("json", "verbose", "channel", "idempotencyKey", "action", "__sessionKey", "__agentId");
    /** Where files are: one each, or a list. */
    private static final List<String> PLACES = List.of("media", "mediaUrl", "mediaUrls", "path", "filePath");
    private static final Set<String> FILES = Set.of("media", "mediaUrl", "mediaUrls", "path", "filePath", "buffer", "filename", "contentType", "mimeType", "caption");
    private static final Set<String> PLACE = Set.of("target", "to", "accountId", "threadId");

    /** @throws RpcFault naming what is missing, or what is not done here */
    Action action() {
        return switch (name) {
            case "send" -> message("");
            case "sendAttachment" -> attachment();
            case "reply" -> message(needed("messageId"));
            case "react" -> new Action.React(needed("messageId"), needed("emoji"), !flag("remove"));
            case "edit" -> new Action.Edit(needed("messageId"), needed("message"));
            case "delete", "unsend" -> new Action.Delete(needed("messageId"));
            case "poll" -> poll();
            default -> throw RpcFault.invalid("message action " + name + " is not supported for channel " + channel
                    + "; there are: send, sendAttachment, reply, react, edit, delete, unsend, poll");
        };
    }

    /** A caption is the text of who gives no other. */
    private Action message(String answered) {
        List<Enclosure> files = files();
        Optional<String> text = text("message").or(() -> text("caption"));
        return new Action.Send(files.isEmpty() ? text.orElseGet(() -> needed("message")) : text.orElse(""), answered, files);
    }

    private Action attachment() {
        if (files().isEmpty()) {
            throw RpcFault.invalid(REFUSAL + "media: must be given to " + name + ", or buffer");
        }
        return message("");
    }

    private List<Enclosure> files() {
        List<String> places = new ArrayList<>();
        PLACES.forEach(property -> {
            text(property).ifPresent(places::add);
            params.path(property).forEach(each -> places.add(each.asText()));
        });
        return new Enclosed(places, text("buffer"), text("filename"), text("contentType").or(() -> text("mimeType"))).files(REFUSAL);
    }

    private Action poll() {
        List<String> options = options();
        int most = params.path("pollMaxSelections").asInt(flag("pollMulti") ? options.size() : 1);
        return poll(REFUSAL, needed("pollQuestion"), options, most);
    }

    private List<String> options() {
        JsonNode given = params.path("pollOption");
        List<String> options = new ArrayList<>();
        given.forEach(each -> options.add(each.asText()));
        return given.isTextual() ? List.of(given.asText()) : options;
    }

    /** @param at what a refusal begins with; the property follows */
    static Action poll(String at, String question, List<String> options, int most) {
        if (question.isBlank() || options.stream().anyMatch(String::isBlank)) {
            throw RpcFault.invalid(at + (question.isBlank() ? "question" : "options") + ": must not be empty");
        }
        if (options.size() < FEWEST_OPTIONS || options.size() > MOST_OPTIONS) {
            throw RpcFault.invalid(at + "options: must have " + FEWEST_OPTIONS + " to " + MOST_OPTIONS + " items, not " + options.size());
        }
        if (most < 1 || most > options.size()) {
            throw RpcFault.invalid(at + "maxSelections: must be 1 to the number of options, not " + most);
        }
        return new Action.Poll(question, options, most);
    }

    /** Whom it is done to. */
    String target() {
        only();
        return text("target").or(() -> text("to")).orElseThrow(() -> RpcFault.invalid(REFUSAL + "target: must name somebody"));
    }

    Optional<String> replyTo() {
        return name.equals("reply") ? text("messageId") : text("replyTo");
    }

    Optional<String> text(String property) {
        JsonNode value = params.path(property);
        return Optional.of(value).filter(given -> given.isTextual() || given.isNumber()).map(JsonNode::asText).filter(given -> !given.isBlank());
    }

    private String needed(String property) {
        return text(property).orElseThrow(() -> RpcFault.invalid(REFUSAL + property + ": must be given to " + name));
    }

    private boolean flag(String property) {
        return params.path(property).asBoolean(false);
    }

    private void only() {
        Set<String> known = new HashSet<>(PLACE);
        known.addAll(switch (name) {
            case "send", "sendAttachment" -> with(FILES, "message", "replyTo");
            case "reply" -> with(FILES, "message", "messageId");
            case "react" -> Set.of("messageId", "emoji", "remove");
            case "edit" -> Set.of("messageId", "message");
            case "poll" -> Set.of("pollQuestion", "pollOption", "pollMulti", "pollMaxSelections");
            default -> Set.of("messageId");
        });
        params.properties().stream().filter(each -> !known.contains(each.getKey()) && !ASIDE.contains(each.getKey()) && asks(each.getValue())).findFirst()
                .ifPresent(unbuilt -> {
                    throw RpcFault.invalid(REFUSAL + unbuilt.getKey() + ": is not supported for " + name + " on " + channel);
                });
    }

    private static Set<String> with(Set<String> some, String... more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(Set.of(more));
        return all;
    }

    private static boolean asks(JsonNode value) {
        return !value.isNull() && !(value.isBoolean() && !value.asBoolean()) && !(value.isTextual() && value.asText().isBlank())
                && !(value.isContainerNode() && value.isEmpty());
    }
}
