package dev.chela.testkit.channel;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What somebody does on the platform of a {@link LoopbackChannel}, as the JSON that its {@link Wire} carries: {@code {id, from, chat, group,
 * thread, space, roles, mention, quotedFrom, quoted, account, pressed, reacted, taken, below, moved, files, album, texts}}. Directly to the assistant, unless a group is said.
 */
public final class LoopbackEvent {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode event = JSON.createObjectNode();

    private LoopbackEvent(String id, String from) {
        event.put("id", id).put("from", from).put("chat", from).put("group", false);
    }

    public static LoopbackEvent of(String id, String from) {
        return new LoopbackEvent(id, from);
    }

    public LoopbackEvent in(String group) {
        event.put("chat", group).put("group", true);
        return this;
    }

    public LoopbackEvent thread(String id) {
        event.put("thread", id);
        return this;
    }

    /** The guild, team or workspace around the group, and what the person is there. */
    public LoopbackEvent space(String id, String... roles) {
        event.put("space", id).set("roles", JSON.valueToTree(roles));
        return this;
    }

    public LoopbackEvent mentioning() {
        event.put("mention", true);
        return this;
    }

    /** It answers what somebody else wrote. */
    public LoopbackEvent quoting(String author, String text) {
        event.put("quotedFrom", author).put("quoted", text);
        return this;
    }

    /** Only this account hears it; without, all do. */
    public LoopbackEvent account(String id) {
        event.put("account", id);
        return this;
    }

    LoopbackEvent poison() {
        event.put("poison", true);
        return this;
    }

    String edit() {
        event.put("edit", true);
        return says();
    }

    /** It brings a file, which the {@link Wire} holds by its name. */
    public LoopbackEvent attaching(String mimeType, String name) {
        event.withArray("files").addObject().put("mimeType", mimeType).put("name", name);
        return this;
    }

    /** It is a part of an album. */
    public LoopbackEvent album(String id) {
        event.put("album", id);
        return this;
    }

    /** A button below a message of the assistant is pressed. */
    public String presses(String actionId) {
        event.put("pressed", actionId);
        return says();
    }

    /** Somebody puts an emoji below a message, in place of what was there before. @param was empty for none @param is empty for none */
    public String reacts(String message, String was, String is) {
        event.put("below", message).put("taken", was).put("reacted", is);
        return says();
    }

    /** The group had another id until now. */
    public String movedFrom(String former) {
        event.put("moved", former);
        return says();
    }

    /** One message for each text. */
    public String says(String... texts) {
        event.set("texts", JSON.valueToTree(texts));
        return event.toString();
    }
}
