package dev.chela.core.command;

import dev.chela.api.command.CommandCall;
import dev.chela.api.id.SessionKey;

/** A command as somebody typed it in the main conversation, over no channel. */
public record Typed(String id, String args, boolean owner) implements CommandCall {
    public static Typed byOwner(String args) {
        return new Typed("typed", args, true);
    }

    public static Typed bySomebody(String args) {
        return new Typed("typed", args, false);
    }

    @Override
    public SessionKey session() {
        return new SessionKey("agent:main:main");
    }

    @Override
    public String channel() {
        return "";
    }

    @Override
    public String sender() {
        return "";
    }
}
