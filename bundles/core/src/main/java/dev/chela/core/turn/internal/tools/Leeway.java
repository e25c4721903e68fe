package dev.chela.core.turn.internal.tools;

import dev.chela.api.id.SessionKey;
import dev.chela.api.tool.Effect;
import dev.chela.core.session.Settings.Setting;
import dev.chela.core.turn.internal.run.Rooms;
import dev.langchain4j.agent.tool.ToolSpecification;
import java.util.Optional;

/** Which tools a conversation's owner lets it use: all, or in one that only reads those that change nothing. */
public final class Leeway {
    private final Rooms rooms;
    private final SessionKey session;

    public Leeway(Rooms rooms, SessionKey session) {
        this.rooms = rooms;
        this.session = session;
    }

    public boolean offers(ToolSpecification tool) {
        return refusal(tool.name()).isEmpty();
    }

    /** Why the tool may not be used; empty when it may. Asking a person changes nothing. */
    Optional<String> refusal(String tool) {
        boolean bound = rooms.sessions().open(session).settings().is(Setting.PERMISSION, "read-only");
        return !bound || rooms.toolbox().effect(tool) == Effect.READS || rooms.toolbox().asksPeople(tool) ? Optional.empty()
                : Optional.of("this conversation may only read (permissionMode is \"read-only\"); '" + tool + "' was not run");
    }
}
